// Reads the body of a form: application/x-www-form-urlencoded, as OAuth 2.0 sends it.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace dataflow::receiver {

using Form = std::map<std::string, std::string, std::less<>>;

/// Nothing when an escape is broken or a name occurs twice (RFC 6749 section 3.2 forbids that).
[[nodiscard]] std::optional<Form> read_form(std::string_view body);

}  // namespace dataflow::receiver
