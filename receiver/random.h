// Random bytes that nobody can guess, from OpenSSL.
#pragma once

#include <cstddef>
#include <string>

namespace dataflow::receiver {

/// Throws std::runtime_error when OpenSSL has no randomness: nothing safe can go on then.
[[nodiscard]] std::string random_bytes(std::size_t count);

/// A random UUID, version 4 (RFC 9562 section 5.4), in lower case.
[[nodiscard]] std::string uuid();

}  // namespace dataflow::receiver
