// Addresses (RFC 3986): their hosts, and one that a server names held against the one it was asked
// by.
#pragma once

#include <optional>
#include <string>

namespace dataflow::http {

/// The host of an address of whatever scheme; empty when it is none.
[[nodiscard]] std::string host_of(const std::string& url);

/// "host:port" of an address; the port of its scheme where it names none. Empty when it is none.
[[nodiscard]] std::string host_and_port(const std::string& url);

/// The whole address of a reference that stands in the answer of `base`: "/x", "?page=2" or
/// complete. Nothing when either is no https address.
[[nodiscard]] std::optional<std::string> resolved(const std::string& base,
                                                  const std::string& reference);

/// Whether two https addresses have the same host and port and neither names a user: a token for
/// the one may be shown to the other.
[[nodiscard]] bool same_server(const std::string& one, const std::string& other);

}  // namespace dataflow::http
