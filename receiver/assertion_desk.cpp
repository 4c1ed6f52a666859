#include "receiver/assertion_desk.h"

namespace dataflow::receiver {

namespace {

constexpr std::chrono::minutes kLongestLife{10};
constexpr std::chrono::minutes kClockAhead{1};

}  // namespace

Result<void> AssertionDesk::take(const Council& council, const signing::ClientAssertion& assertion,
                                 std::string_view audience) {
  TRY(assertion.verify(council.assertion_keys, {council.client_id, std::string(audience),
                                                clock_.now(), kLongestLife, kClockAhead}));
  return remember(council, assertion);
}

Result<void> AssertionDesk::remember(const Council& council,
                                     const signing::ClientAssertion& assertion) {
  const Instant now = clock_.now();
  std::erase_if(used_, [&](const auto& entry) { return entry.second <= now; });
  if (used_.emplace(std::pair(council.client_id, assertion.id()), assertion.expires()).second) {
    return {};
  }
  return Error{Remedy::set_aside, "client assertion", "The assertion was used before.",
               "Make a new one, with another jti, for each token."};
}

}  // namespace dataflow::receiver
