// An address that a server names, held against the one it was asked by (RFC 3986).
#pragma once

#include <optional>
#include <string>

namespace dataflow::http {

/// The whole address of a reference that stands in the answer of `base`: "/x", "?page=2" or
/// complete. Nothing when either is no https address.
[[nodiscard]] std::optional<std::string> resolved(const std::string& base,
                                                  const std::string& reference);

/// Whether two https addresses have the same host and port and neither names a user: a token for
/// the one may be shown to the other.
[[nodiscard]] bool same_server(const std::string& one, const std::string& other);

}  // namespace dataflow::http
