#include "agent/commands/preview_answers.h"

#include <algorithm>

#include <boost/json.hpp>
#include <fmt/format.h>

#include "agent/commands/command.h"
#include "agent/commands/held_text.h"
#include "agent/core/canonical_json.h"

namespace dataflow::commands {

namespace {

namespace json = boost::json;
using flow::Difference;
using flow::Refusal;

std::string one_line(const json::value& value) {
  return canonical_json(value) + "\n";
}

json::array refusals_json(const std::vector<Refusal>& refusals) {
  json::array array;
  for (const auto& refusal : refusals) {
    array.push_back({{"rule", refusal.rule},
                     {"path", refusal.path},
                     {"sentence", refusal.sentence},
                     {"children", refusal.children}});
  }
  return array;
}

/// A table: rule, sentence with its path, children.
std::string refusals_text(const std::vector<Refusal>& refusals) {
  std::string text;
  for (const auto& refusal : refusals) {
    const std::string path = refusal.path.empty() ? "" : refusal.path + ": ";
    text += fmt::format("{:>9}  {:<8}  {}{}\n", with_commas(refusal.children), refusal.rule, path,
                        refusal.sentence);
  }
  return text;
}

/// Keys are personal: a path with masks has the numbers of the items.
const std::string& path_of(const Difference& difference, Values values) {
  return values == Values::masked ? difference.path : difference.keyed_path;
}

json::value parsed(const std::string& text) {
  return text.empty() ? json::value(nullptr) : json::parse(text);
}

std::size_t longest_path(const std::vector<Difference>& differences, Values values) {
  std::size_t longest = 0;
  for (const auto& difference : differences) {
    longest = std::max(longest, path_of(difference, values).size());
  }
  return longest;
}

}  // namespace

std::string counts_answer(const ledger::RunFigures& figures, const std::vector<Refusal>& holds,
                          const std::vector<ledger::Alarm>& alarms, Form form) {
  if (form == Form::json) {
    return one_line(json::object{{"considered", figures.considered},
                                 {"in_scope", figures.in_scope},
                                 {"new", figures.fresh},
                                 {"changed", figures.changed},
                                 {"unchanged", figures.unchanged},
                                 {"held", figures.held},
                                 {"held_by_rule", refusals_json(holds)},
                                 {"brake", alarms_json(alarms)},
                                 {"absent", figures.absent},
                                 {"leaving", figures.leaving},
                                 {"findings", figures.findings}});
  }
  return fmt::format(
             "The next run would send {} new, {} changed and {} leaving; {} unchanged, {} held, {} "
             "absent.\n"
             "{} persons considered, {} in scope, {} findings.\n",
             with_commas(figures.fresh), with_commas(figures.changed), with_commas(figures.leaving),
             with_commas(figures.unchanged), with_commas(figures.held), with_commas(figures.absent),
             with_commas(figures.considered), with_commas(figures.in_scope),
             with_commas(figures.findings)) +
         (holds.empty() ? "" : "Held, by rule:\n") + refusals_text(holds) +
         (alarms.empty() ? "" : "The brake would hold it until somebody approves:\n") +
         reasons_text(alarms);
}

std::string document_answer(const std::vector<Difference>& values, Values shown_as, Form form) {
  if (form == Form::json) {
    json::array array;
    for (const auto& value : values) {
      array.push_back({{"path", path_of(value, shown_as)},
                       {"value", parsed(shown(*value.field, value.after, shown_as))}});
    }
    return one_line(array);
  }
  const std::size_t width = longest_path(values, shown_as);
  std::string text;
  for (const auto& value : values) {
    text += fmt::format("{:<{}}  {}\n", path_of(value, shown_as), width,
                        shown(*value.field, value.after, shown_as));
  }
  return text;
}

std::string difference_answer(const std::vector<Difference>& differences, Values shown_as,
                              Form form) {
  if (form == Form::json) {
    json::array array;
    for (const auto& difference : differences) {
      array.push_back({{"path", path_of(difference, shown_as)},
                       {"before", parsed(shown(*difference.field, difference.before, shown_as))},
                       {"after", parsed(shown(*difference.field, difference.after, shown_as))}});
    }
    return one_line(array);
  }
  if (differences.empty()) return "Nothing differs from what was last accepted.\n";
  const std::size_t width = longest_path(differences, shown_as);
  std::string text;
  for (const auto& difference : differences) {
    const auto side = [&](const std::string& json) {
      return json.empty() ? std::string("(absent)") : shown(*difference.field, json, shown_as);
    };
    text += fmt::format("{:<{}}  {} -> {}\n", path_of(difference, shown_as), width,
                        side(difference.before), side(difference.after));
  }
  return text;
}

std::string summary_answer(const ChangedPaths& paths, Form form) {
  std::vector<std::pair<std::string, std::int64_t>> sorted(paths.begin(), paths.end());
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  json::array array;
  std::string text = sorted.empty()
                         ? "Nothing differs from what was last accepted.\n"
                         : "Children that differ from what was last accepted, by field:\n";
  for (const auto& [path, number] : sorted) {
    array.push_back({{"path", path}, {"children", number}});
    text += fmt::format("{:>9}  {}\n", with_commas(number), path);
  }
  return form == Form::json ? one_line(array) : text;
}

std::string sentence_answer(const std::string& sentence, Form form) {
  return form == Form::json ? one_line(json::object{{"says", sentence}}) : sentence + "\n";
}

std::string trial_answer(const flow::Trial& trial, const std::string& standard, Form form) {
  if (form == Form::json) {
    return one_line(json::object{{"standard", standard},
                                 {"in_scope", trial.in_scope},
                                 {"refused", trial.refused},
                                 {"refused_by_rule", refusals_json(trial.refusals)}});
  }
  return fmt::format("Under this version ({}) {} of {} would be refused{}\n", standard,
                     with_commas(trial.refused), children(trial.in_scope),
                     trial.refusals.empty() ? "." : ", by these rules:") +
         refusals_text(trial.refusals);
}

}  // namespace dataflow::commands
