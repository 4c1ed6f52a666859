// The TokenDesk issues access tokens and knows which council holds one.
#pragma once

#include <chrono>
#include <map>
#include <string>
#include <string_view>

#include "agent/core/clock.h"
#include "agent/core/digest.h"
#include "receiver/council.h"

namespace dataflow::receiver {

/// Tokens live in memory only, as SHA-256: after a restart every sender asks for a new one. For one
/// thread. The clock and the councils must outlive the desk.
class TokenDesk {
 public:
  TokenDesk(const Clock& clock, std::chrono::seconds lifetime)
      : clock_(clock), lifetime_(lifetime) {}

  /// A new token of 256 random bits as 43 characters that need no escape in a header. Forgets the
  /// tokens that have expired.
  [[nodiscard]] std::string issue(const Council& council);

  /// The council that this token was issued to; null when it is unknown or has expired.
  [[nodiscard]] const Council* holder(std::string_view token) const;

  /// Ends every token that has been issued.
  void forget_all() { issued_.clear(); }

  [[nodiscard]] std::chrono::seconds lifetime() const { return lifetime_; }

 private:
  struct Issued {
    const Council* council;
    Instant expires;
  };

  const Clock& clock_;
  std::chrono::seconds lifetime_;
  std::map<Digest, Issued> issued_;
};

}  // namespace dataflow::receiver
