/// What an IP address looks like.
#pragma once

#include <string>

namespace dataflow::receiver {

/// Whether this is an IPv4 or IPv6 address as text, by OpenSSL's reading.
[[nodiscard]] bool is_ip_address(const std::string& text);

}  // namespace dataflow::receiver
