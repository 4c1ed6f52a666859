// Compares media types as RFC 9110 section 8.3.1 does.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace dataflow::receiver {

/// Whether a Content-Type is this type, without parameters or with charset=utf-8 alone. Case and
/// the quotes around utf-8 do not matter.
[[nodiscard]] bool is_media_type(const std::optional<std::string>& content_type,
                                 std::string_view wanted);

}  // namespace dataflow::receiver
