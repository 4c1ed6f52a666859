#include "agent/app/chosen_rules.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

namespace dataflow::app {

namespace {

using standard::Rule;

class Choosing {
 public:
  Choosing(const settings::Settings& settings, const standard::Standard& standard, Faults& faults)
      : settings_(settings), faults_(faults), rules_(standard.rules().rules) {
    for (const auto& rule : rules_) numbers_.push_back(rule.number);
  }

  std::vector<Rule> run() {
    for (const auto& number : settings_.rules.hold) weigh(number, Weight::hold);
    for (const auto& number : settings_.rules.warn) weigh(number, Weight::warn);
    for (const auto& number : settings_.rules.ignore) {
      if (const auto* rule = find(number)) rules_.erase(rules_.begin() + (rule - rules_.data()));
    }
    return std::move(rules_);
  }

 private:
  void weigh(const settings::Placed& number, Weight weight) {
    auto* rule = find(number);
    if (rule == nullptr) return;
    if (rule->subject == standard::Subject::council && weight == Weight::hold) {
      fault(number, fmt::format("Rule {} is about all children: it can hold none.", number.value),
            "Take it out of the list.");
    } else {
      rule->weight = weight;
    }
  }

  /// The rule, or null after a fault. What the builder judges is no matter of choice: its weight
  /// follows from what the endpoint takes.
  Rule* find(const settings::Placed& number) {
    const auto found = std::find_if(rules_.begin(), rules_.end(),
                                    [&](const Rule& rule) { return rule.number == number.value; });
    if (!seen_.insert(number.value).second) {
      fault(number, fmt::format("Rule {} stands here twice.", number.value), "Keep one of them.");
    } else if (found == rules_.end()) {
      fault(number, fmt::format("There is no rule {}.", number.value),
            suggestion(number.value, numbers_));
    } else if (found->subject == standard::Subject::building) {
      fault(number, fmt::format("The weight of rule {} cannot be chosen.", number.value),
            "It follows from what the endpoint takes. Take it out of the list.");
    } else {
      return &*found;
    }
    return nullptr;
  }

  void fault(const settings::Placed& at, std::string what, std::string hint) {
    faults_.push_back(
        {settings_.file.string(), at.line, at.column, std::move(what), std::move(hint)});
  }

  const settings::Settings& settings_;
  Faults& faults_;
  std::vector<Rule> rules_;
  std::vector<std::string> numbers_;
  std::set<std::string> seen_;
};

}  // namespace

std::vector<Rule> chosen_rules(const settings::Settings& settings,
                               const standard::Standard& standard, Faults& faults) {
  return Choosing(settings, standard, faults).run();
}

}  // namespace dataflow::app
