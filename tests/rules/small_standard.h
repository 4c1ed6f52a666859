// A standard of a few fields, with rules written in a test.
#pragma once

#include <stdexcept>
#include <string>

#include "agent/standard/standard.h"
#include "tests/temporary_folder.h"

namespace dataflow::rules {

inline constexpr char kSmallStandard[] = R"(
standard: small
version: "1"
title: A small standard
most_children_in_a_request: 10
document:
  id: {kind: id, key: true, length: 1-20, characters: A-Za-z0-9, says: The child.}
  details:
    kind: object
    says: Who it is.
    members:
      born: {kind: date, says: When.}
      sex: {kind: code, codes: sex, says: Which.}
  scores:
    kind: list
    says: Scores without a key.
    members:
      score: {kind: number, range: 0-40, says: How much.}
  episodes:
    kind: list
    says: Episodes.
    members:
      episode_id: {kind: id, key: true, length: 1-9, characters: A-Za-z0-9, says: Which.}
      begun: {kind: date, says: When.}
      open: {kind: flag, says: Whether.}
      factors: {kind: codes, codes: factor, says: What.}
      ending:
        kind: object
        says: How it ended.
        members:
          day: {kind: date, says: When.}
      plans:
        kind: list
        says: Plans.
        members:
          plan_id: {kind: id, key: true, length: 1-9, characters: A-Za-z0-9, says: Which.}
          begun: {kind: date, says: When.}
)";

inline constexpr char kSmallLists[] = R"(
sex: {says: Sex., codes: {M: Male, F: Female}}
factor:
  says: Factor.
  codes:
    A: Now
    B: {says: Before, to: 2025-03-31}
    C: {says: Gone, withdrawn: true}
)";

/// A standard with rules. Throws when the rules have faults; faults_of() gives them instead.
class SmallStandard {
 public:
  explicit SmallStandard(const std::string& rules) {
    folder_.write("standard.yaml", kSmallStandard);
    folder_.write("code-lists.yaml", kSmallLists);
    folder_.write("rules.yaml", rules);
    standard_ = standard::Standard::load(folder_.path(), faults_);
  }

  [[nodiscard]] const standard::Standard& get() const {
    if (!standard_) throw std::runtime_error(describe(faults_.front()));
    return *standard_;
  }

  /// Each fault as "line:column: what hint".
  [[nodiscard]] static std::string lines_of(const Faults& faults) {
    std::string lines;
    for (auto fault : faults) {
      fault.file.clear();
      lines += describe(fault).substr(1) + "\n";
    }
    return lines;
  }
  [[nodiscard]] std::string faults() const { return lines_of(faults_); }
  [[nodiscard]] const TemporaryFolder& folder() const { return folder_; }

 private:
  TemporaryFolder folder_;
  Faults faults_;
  std::optional<standard::Standard> standard_;
};

/// rules.yaml with one rule.
inline std::string one_rule(const std::string& on, const std::string& breaks,
                            const std::string& field = "id") {
  return "rules:\n  - rule: T1\n    says: It is wrong.\n    weight: warn\n    hint: Mend it.\n"
         "    fields: [\"" +
         field + "\"]\n    on: " + on + "\n    breaks: >-\n      " + breaks + "\n";
}

}  // namespace dataflow::rules
