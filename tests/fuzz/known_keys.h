// The keys and the message of the seeds in corpus/signature.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "agent/core/clock.h"
#include "agent/signing/key.h"

namespace dataflow::fuzz {

/// When the seeds were signed.
constexpr Instant kCreated{std::chrono::seconds(1764547200)};

/// A component of the message that was signed, but its content-digest.
[[nodiscard]] std::optional<std::string> value_of(std::string_view name);

/// The public keys "ed25519", "p256" and "rsa". The private halves are thrown away: whatever is
/// taken for a signature by them is one of the seeds.
[[nodiscard]] std::optional<signing::PublicKey> known_key(std::string_view id);

/// Other keys of the same kinds under the same names.
[[nodiscard]] std::optional<signing::PublicKey> other_key(std::string_view id);

}  // namespace dataflow::fuzz
