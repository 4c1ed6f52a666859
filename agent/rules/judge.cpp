#include "agent/rules/judge.h"

#include <algorithm>

#include <fmt/format.h>

#include "agent/rules/rule_sql.h"
#include "agent/sqlite/read_guard.h"

namespace dataflow::rules {

namespace {

using standard::Rule;
using standard::Subject;

Fault fault_of(const Rule& rule, const std::string& message) {
  return {rule.file, rule.line, rule.column,
          fmt::format("The SQL of rule {} does not work: {}", rule.number, message),
          "The head of rules.yaml says which tables, columns and functions there are."};
}

}  // namespace

Judge::Judge(const standard::Standard& standard, const BuiltBlocks& blocks, RunDays days,
             std::vector<std::string> filled)
    : standard_(standard),
      blocks_(blocks),
      context_{&standard, days},
      paths_(standard, blocks),
      filled_(std::move(filled)),
      registered_(register_rule_functions(blocks.database(), context_)) {}

Result<Judge::Question> Judge::prepare(const Rule& rule) {
  TRY(registered_);
  sqlite::ReadGuard guard(blocks_.database(), "A rule");
  auto select = blocks_.database().prepare(select_breaches(standard_, rule));
  if (!select) {
    std::string refusal = guard.take_refusal();
    if (refusal.empty()) return std::move(select).error();
    return Question{std::nullopt, std::move(refusal)};
  }
  for (const auto& [table, columns] : guard.take_reads()) {
    const bool is_beside = standard_.rules().beside(table) != nullptr;
    const bool is_filled = std::find(filled_.begin(), filled_.end(), table) != filled_.end();
    if (is_beside && !is_filled) return Question{};
  }
  return Question{std::move(*select), ""};
}

void Judge::check(Faults& faults) {
  for (const auto& rule : standard_.rules().rules) {
    if (rule.subject == Subject::building) continue;
    auto question = prepare(rule);
    if (!question) {
      faults.push_back(fault_of(rule, question.error().what));
    } else if (!question->refusal.empty()) {
      faults.push_back(fault_of(rule, question->refusal));
    } else if (question->select && question->select->step() == sqlite::Step::failed) {
      faults.push_back(fault_of(rule, question->select->error().what));
    }
  }
}

Result<Judgements> Judge::judge(const std::vector<Rule>& rules) {
  Judgements found;
  not_judged_.clear();
  for (const auto& rule : rules) {
    if (rule.subject == Subject::building || !rule.holds_on(context_.days.today)) continue;
    TRY_ASSIGN(auto question, prepare(rule));
    if (!question.refusal.empty()) {
      return Error{Remedy::stop, rule.file, question.refusal, fmt::format("Rule {}.", rule.number)};
    }
    if (question.select) {
      TRY(ask(rule, *question.select, found));
    } else {
      not_judged_.push_back(rule.number);
    }
  }
  return found;
}

Result<void> Judge::ask(const Rule& rule, sqlite::Statement& select, Judgements& found) {
  while (true) {
    const auto step = select.step();
    if (step == sqlite::Step::failed) return select.error();
    if (step == sqlite::Step::done) return {};
    Finding finding{rule.number, rule.weight, "", rule.says};
    if (rule.subject == Subject::council) {
      found.council.push_back(std::move(finding));
      continue;
    }
    const ChildNumber child = select.integer(0);
    TRY_ASSIGN(const auto row, paths_.of_row(rule.block, child, select.integer(1)));
    finding.path = with_field(row, rule.block, rule.fields);
    found.children.push_back({child, std::move(finding)});
  }
}

}  // namespace dataflow::rules
