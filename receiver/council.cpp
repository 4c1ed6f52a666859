#include "receiver/council.h"

#include <algorithm>

#include <openssl/crypto.h>

namespace dataflow::receiver {

bool is_secret(const Digest& kept, std::string_view given) {
  const Digest digest = sha256(given);
  return CRYPTO_memcmp(kept.bytes().data(), digest.bytes().data(), Digest::kSize) == 0;
}

const Council* find_client(const std::vector<Council>& councils, std::string_view client_id) {
  const auto found = std::find_if(councils.begin(), councils.end(), [&](const Council& council) {
    return council.client_id == client_id;
  });
  return found == councils.end() ? nullptr : &*found;
}

}  // namespace dataflow::receiver
