// Percent-encoding of a text that stands in a form or a query (RFC 3986 section 2.1).
#pragma once

#include <string>
#include <string_view>

namespace dataflow::http {

/// Everything but letters, digits and -._~ becomes %XX.
[[nodiscard]] std::string percent_encoded(std::string_view text);

}  // namespace dataflow::http
