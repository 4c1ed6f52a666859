// Puts changes into an Envelope.
#pragma once

#include <string>
#include <vector>

#include "agent/core/envelope.h"

namespace dataflow::delivery {

inline constexpr char kContentType[] = "application/json";

/// A JSON array of the changes' bodies, byte for byte, with its digest and key. The key is the
/// SHA-256 of the council, the standard and the array's digest, so that the same content has the
/// same key for ever, also after a reinstallation.
[[nodiscard]] Envelope seal(const std::vector<const Change*>& changes, const std::string& council,
                            const std::string& standard);

/// An empty list: for a request that holds nobody.
[[nodiscard]] Envelope seal_nobody();

}  // namespace dataflow::delivery
