#include "agent/commands/reading_text.h"

#include <fmt/format.h>

#include "agent/commands/command.h"

namespace dataflow::commands {

namespace {

ledger::TableRows sum_of(const std::vector<ledger::TableRows>& tables) {
  ledger::TableRows sum;
  for (const auto& table : tables) {
    sum.rows += table.rows;
    sum.bytes += table.bytes;
    sum.milliseconds += table.milliseconds;
  }
  return sum;
}

boost::json::object json_of(const ledger::TableRows& table) {
  return {{"rows", table.rows}, {"bytes", table.bytes}, {"milliseconds", table.milliseconds}};
}

}  // namespace

std::string reading_text(const std::vector<ledger::TableRows>& tables) {
  if (tables.empty()) return "";
  const auto sum = sum_of(tables);
  return fmt::format("Reading the source took {:.1f} s: {} rows of {} tables, {} KB.\n",
                     static_cast<double>(sum.milliseconds) / 1000, with_commas(sum.rows),
                     tables.size(), with_commas((sum.bytes + 1023) / 1024));
}

boost::json::object reading_json(const std::vector<ledger::TableRows>& tables) {
  auto json = json_of(sum_of(tables));
  boost::json::array each;
  for (const auto& table : tables) {
    auto one = json_of(table);
    one["table"] = table.table;
    each.push_back(std::move(one));
  }
  json["tables"] = std::move(each);
  return json;
}

std::string later_run_text(const std::optional<ledger::Run>& newest, ledger::RunId settled) {
  if (!newest || newest->id == settled || newest->error.empty()) return "";
  return fmt::format("Run {} after it is {}: {}\n", newest->id, newest->state, newest->error);
}

}  // namespace dataflow::commands
