// Base64 for URLs (RFC 4648 section 5), without padding, as JOSE has it (RFC 7515 section 2).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace dataflow::signing {

[[nodiscard]] std::string base64_url(std::string_view bytes);

/// The bytes of what base64_url() makes; nothing when the text is not exactly that.
[[nodiscard]] std::optional<std::string> from_base64_url(std::string_view text);

}  // namespace dataflow::signing
