#include "agent/commands/balance_text.h"

#include <boost/json.hpp>
#include <fmt/format.h>

#include "agent/commands/command.h"

namespace dataflow::commands {

namespace {

std::string line(std::int64_t number, const std::string& what) {
  return fmt::format("{:>12}  {}\n", with_commas(number), what);
}

}  // namespace

std::string balance_text(const ledger::Balance& balance,
                         const std::vector<ledger::HoldCount>& holds) {
  std::string text = fmt::format("Balance of run {} for {}\n", balance.run, balance.day.text());
  text += line(balance.considered, "persons in the source");
  text += line(balance.accepted, "accepted by the endpoint");
  text += line(balance.waiting, "waiting to be sent");
  text += line(balance.held, "held");
  for (const auto& hold : holds) {
    text += line(hold.children, fmt::format("  {} {}", hold.rule, hold.reason));
  }
  text += line(balance.excluded_total(), "not in the cohort");
  for (const auto& exclusion : balance.excluded) {
    text += line(exclusion.persons, fmt::format("  {}: {}", exclusion.rule, exclusion.says));
  }
  text += line(balance.remainder(), "remainder");
  if (balance.leaving > 0) {
    text += fmt::format("Besides, the endpoint still holds {} whom the source no longer has.\n",
                        children(balance.leaving));
  }
  if (balance.past > 0) {
    text +=
        fmt::format("It keeps {} who have left the collection window.\n", children(balance.past));
  }
  return text;
}

boost::json::object balance_json(const ledger::Balance& balance,
                                 const std::vector<ledger::HoldCount>& holds) {
  boost::json::array excluded;
  for (const auto& exclusion : balance.excluded) {
    excluded.push_back({{"rule", exclusion.rule}, {"persons", exclusion.persons}});
  }
  boost::json::array held;
  for (const auto& hold : holds) {
    held.push_back({{"rule", hold.rule}, {"reason", hold.reason}, {"children", hold.children}});
  }
  return {{"run", balance.run},
          {"day", balance.day.text()},
          {"considered", balance.considered},
          {"accepted", balance.accepted},
          {"waiting", balance.waiting},
          {"held", balance.held},
          {"held_by_rule", std::move(held)},
          {"excluded", balance.excluded_total()},
          {"excluded_by_rule", std::move(excluded)},
          {"leaving", balance.leaving},
          {"past", balance.past},
          {"remainder", balance.remainder()}};
}

}  // namespace dataflow::commands
