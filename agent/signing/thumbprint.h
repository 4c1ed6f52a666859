// The thumbprint of a certificate: by it a token service finds the key of an assertion.
#pragma once

#include <filesystem>

#include "agent/core/digest.h"
#include "agent/core/result.h"

namespace dataflow::signing {

/// SHA-256 of the first certificate of a PEM file, in DER: x5t#S256 (RFC 7515 section 4.1.8).
/// Remedy stop.
[[nodiscard]] Result<Digest> thumbprint(const std::filesystem::path& file);

}  // namespace dataflow::signing
