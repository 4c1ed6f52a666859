// A KeyRing is the public keys of somebody else, by the names under which they sign.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "agent/signing/key.h"

namespace dataflow::signing {

/// By key id.
using KeyRing = std::map<std::string, PublicKey, std::less<>>;

/// The key of that id; nothing when it is not known.
using FindKey = std::function<std::optional<PublicKey>(std::string_view id)>;

/// Looks into this ring, which must outlive it.
[[nodiscard]] inline FindKey keys_in(const KeyRing& ring) {
  return [&ring](std::string_view id) {
    const auto found = ring.find(id);
    return found == ring.end() ? std::nullopt : std::optional(found->second);
  };
}

}  // namespace dataflow::signing
