// A Trial tells what would be refused under a version of the standard, before it is used.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "agent/flow/build.h"

namespace dataflow::flow {

/// A reason for which children would be refused.
struct Refusal {
  std::string rule;      ///< the rule's number, or "contract" for a breach of the contract
  std::string path;      ///< without numbers: "social_care_episodes[].referral_date"
  std::string sentence;  ///< for the data lead, without a value
  std::int64_t children = 0;

  bool operator==(const Refusal&) const = default;
};

struct Trial {
  std::int64_t in_scope = 0;
  std::int64_t refused = 0;       ///< children with at least one reason
  std::vector<Refusal> refusals;  ///< most children first
};

/// Counts children, each once for each reason.
class RefusalCount {
 public:
  explicit RefusalCount(const standard::Standard& standard) : standard_(standard) {}

  /// Counts the holds of a held record, or the breaches of its document. True when there was one.
  bool add(const Record& record);

  /// Persons who cannot be sent because they have no identifier.
  void add_nameless(std::int64_t persons);

  /// A reason of its own.
  void add(Refusal refusal);

  /// Most children first.
  [[nodiscard]] std::vector<Refusal> refusals() const;

 private:
  const standard::Standard& standard_;
  std::vector<Refusal> refusals_;
};

/// What of a build would be refused under the standard that it was made for. Compares nothing with
/// the ledger.
[[nodiscard]] Trial trial_of(const Build& build, const standard::Standard& standard);

}  // namespace dataflow::flow
