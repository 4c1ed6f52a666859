// The AssertionDesk checks the assertions by which councils ask for tokens, each of them once.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "agent/core/clock.h"
#include "agent/core/result.h"
#include "agent/signing/jwt.h"
#include "receiver/council.h"

namespace dataflow::receiver {

/// Which assertions were used is kept in memory until they have expired. For one thread. The clock
/// must outlive the desk.
class AssertionDesk {
 public:
  explicit AssertionDesk(const Clock& clock) : clock_(clock) {}

  /// Whether the council may have a token for this assertion (RFC 7523 section 3): signed with one
  /// of its assertion keys, for this audience, to expire in ten minutes at most, not used before.
  /// The council's clock may run one minute ahead. The error is one sentence for the council.
  [[nodiscard]] Result<void> take(const Council& council, const signing::ClientAssertion& assertion,
                                  std::string_view audience);

 private:
  [[nodiscard]] Result<void> remember(const Council& council,
                                      const signing::ClientAssertion& assertion);

  const Clock& clock_;
  std::map<std::pair<std::string, std::string>, Instant> used_;  // client and jti, with the expiry
};

}  // namespace dataflow::receiver
