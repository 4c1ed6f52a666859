#include "receiver/random.h"

#include <stdexcept>

#include <openssl/rand.h>

#include "agent/core/digest.h"

namespace dataflow::receiver {

std::string random_bytes(std::size_t count) {
  std::string bytes(count, '\0');
  auto* out = reinterpret_cast<unsigned char*>(bytes.data());
  if (RAND_bytes(out, static_cast<int>(count)) != 1) {
    throw std::runtime_error("OpenSSL has no random bytes to give.");
  }
  return bytes;
}

std::string uuid() {
  std::string bytes = random_bytes(16);
  bytes[6] = static_cast<char>((bytes[6] & 0x0f) | 0x40);  // version 4
  bytes[8] = static_cast<char>((bytes[8] & 0x3f) | 0x80);  // the variant of RFC 9562
  std::string text = hex(bytes);
  for (const std::size_t dash : {8U, 13U, 18U, 23U}) text.insert(dash, 1, '-');
  return text;
}

}  // namespace dataflow::receiver
