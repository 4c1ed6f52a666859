// A Council is one sender: its code, its credentials, and the keys its signatures are checked with.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "agent/core/digest.h"
#include "agent/signing/key_ring.h"

namespace dataflow::receiver {

struct Council {
  std::string code;  ///< the DfE's three digits, such as "846"
  std::string client_id;
  std::optional<Digest> client_secret;  ///< SHA-256: the secret itself is not kept
  Digest supplier_key;                  ///< SHA-256
  signing::KeyRing signing_keys;
  signing::KeyRing assertion_keys;
};

/// Whether `given` is the secret with this digest, in a time that does not depend on `given`'s
/// likeness to it.
[[nodiscard]] bool is_secret(const Digest& kept, std::string_view given);

/// Null when there is none.
[[nodiscard]] const Council* find_client(const std::vector<Council>& councils,
                                         std::string_view client_id);

}  // namespace dataflow::receiver
