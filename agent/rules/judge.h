// The Judge asks every rule about the built documents and gives the findings.
#pragma once

#include <string>
#include <vector>

#include "agent/core/fault.h"
#include "agent/core/finding.h"
#include "agent/rules/built_blocks.h"
#include "agent/rules/item_paths.h"
#include "agent/rules/rule_functions.h"

namespace dataflow::rules {

/// What a rule found.
struct Judgement {
  ChildNumber child = 0;  ///< meaningless for the council's
  Finding finding;
};

/// All that the rules found.
struct Judgements {
  std::vector<Judgement> children;  ///< in the order of the rules, then of the children
  std::vector<Finding> council;     ///< about all children together; never a hold
};

/// For one thread. All arguments must outlive it.
class Judge {
 public:
  /// `filled`: the tables beside the documents that the mapping fills. A rule that reads another
  /// one is not judged.
  Judge(const standard::Standard& standard, const BuiltBlocks& blocks, RunDays days,
        std::vector<std::string> filled);
  ~Judge() = default;
  Judge(const Judge&) = delete;  // SQLite keeps the address of what its functions know
  Judge& operator=(const Judge&) = delete;

  /// Compiles each rule that holds on the day. A rule that does not compile, or that does something
  /// other than read, is a fault with its place in rules.yaml.
  void check(Faults& faults);

  /// Asks each of `rules`, in their order, about what `blocks` holds. Rules without SQL, and those
  /// that do not hold on the day, are passed over.
  [[nodiscard]] Result<Judgements> judge(const std::vector<standard::Rule>& rules);

  /// The numbers of the rules that judge() passed over because the mapping does not fill what they
  /// read.
  [[nodiscard]] const std::vector<std::string>& not_judged() const { return not_judged_; }

 private:
  /// A rule ready to be asked; without a statement when it cannot be judged.
  struct Question {
    std::optional<sqlite::Statement> select;
    std::string refusal;  // why the guard refused it; empty otherwise
  };
  [[nodiscard]] Result<Question> prepare(const standard::Rule& rule);
  [[nodiscard]] Result<void> ask(const standard::Rule& rule, sqlite::Statement& select,
                                 Judgements& found);

  const standard::Standard& standard_;
  const BuiltBlocks& blocks_;
  RuleContext context_;
  ItemPaths paths_;
  std::vector<std::string> filled_;
  std::vector<std::string> not_judged_;
  Result<void> registered_;
};

}  // namespace dataflow::rules
