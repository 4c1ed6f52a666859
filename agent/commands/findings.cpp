// dataflow-agent findings: what is wrong with the data, by rule, and where.
#include "agent/ledger/findings.h"

#include <algorithm>

#include <boost/json.hpp>
#include <fmt/format.h>

#include "agent/commands/command.h"
#include "agent/commands/findings_table.h"
#include "agent/commands/viewing.h"
#include "agent/core/canonical_json.h"

namespace dataflow::commands {

namespace {

struct FindingsOptions : PlanOptions {
  std::string rule;
  std::string by;
  bool csv = false;
  bool excel = false;
  bool json = false;
};

std::string says_of(const app::Plan& plan, const std::string& number) {
  const auto* rule = plan.standard().rules().find(number);
  return rule == nullptr ? "" : rule->says;
}

void print_counts(const app::Plan& plan, const Surroundings& surroundings,
                  const std::vector<ledger::RuleCount>& counts) {
  if (counts.empty()) {
    surroundings.out << "No findings: no rule is broken.\n";
    return;
  }
  surroundings.out << fmt::format("{:<8} {:>9} {:>9} {:>9}  {}\n", "rule", "findings", "children",
                                  "before", "what is wrong");
  for (const auto& count : counts) {
    surroundings.out << fmt::format("{:<8} {:>9} {:>9} {:>9}  {}\n", count.rule,
                                    with_commas(count.findings), with_commas(count.children),
                                    with_commas(count.before), says_of(plan, count.rule));
  }
  surroundings.out
      << "'before' is the last run of an earlier day. With --rule NUMBER: the children, "
         "the places and what to do.\n";
}

boost::json::array counts_json(const app::Plan& plan,
                               const std::vector<ledger::RuleCount>& counts) {
  boost::json::array all;
  for (const auto& count : counts) {
    all.push_back(boost::json::object{{"rule", count.rule},
                                      {"says", says_of(plan, count.rule)},
                                      {"findings", count.findings},
                                      {"children", count.children},
                                      {"before", count.before}});
  }
  return all;
}

/// The names that the mapping gives to groups.
std::vector<std::string> group_names(const app::Plan& plan) {
  std::vector<std::string> names;
  for (const auto& group : plan.mapping().groups) names.push_back(group.name);
  return names;
}

Exit count_by(const FindingsOptions& options, const app::Plan& plan, const ledger::Ledger& ledger,
              const Surroundings& surroundings) {
  const auto names = group_names(plan);
  if (std::find(names.begin(), names.end(), options.by) == names.end()) {
    return report(surroundings,
                  {Remedy::stop, "--by", fmt::format("The mapping has no group '{}'.", options.by),
                   names.empty() ? "Name one under `groups:` in the mapping."
                                 : suggestion(options.by, names)},
                  Exit::usage);
  }
  const auto counts = ledger::count_findings_by(ledger, options.by);
  if (!counts) return report(surroundings, counts.error(), Exit::ledger);
  if (options.json) {
    boost::json::array all;
    for (const auto& count : *counts) {
      all.push_back(boost::json::object{{options.by, count.group},
                                        {"rule", count.rule},
                                        {"findings", count.findings},
                                        {"children", count.children}});
    }
    surroundings.out << canonical_json(all) << "\n";
    return Exit::done;
  }
  surroundings.out << fmt::format("{:<24} {:<8} {:>9} {:>9}  {}\n", options.by, "rule", "findings",
                                  "children", "what is wrong");
  for (const auto& count : *counts) {
    surroundings.out << fmt::format(
        "{:<24} {:<8} {:>9} {:>9}  {}\n", count.group.empty() ? "(none)" : count.group, count.rule,
        with_commas(count.findings), with_commas(count.children), says_of(plan, count.rule));
  }
  return Exit::done;
}

/// One rule in words, before its findings.
std::string heading(const app::Plan& plan, const std::string& number) {
  const auto* rule = plan.standard().rules().find(number);
  if (rule == nullptr) return fmt::format("Rule {}\n", number);
  return fmt::format("Rule {}: {}\n{} {}\n", number, rule->says,
                     rule->weight == Weight::hold ? "Whoever breaks it is held." : "A warning.",
                     rule->hint);
}

/// It names children by their identifiers, which the audit trail records.
Exit list(const FindingsOptions& options, const app::Plan& plan, const ledger::Ledger& ledger,
          const Surroundings& surroundings) {
  const auto what = options.rule.empty() ? "all findings" : "findings of rule " + options.rule;
  const auto noted = note_viewing(ledger, "", what, *clock_for(options));
  if (!noted) return report(surroundings, noted.error(), Exit::ledger);
  const auto format = options.excel  ? FindingsFormat::excel
                      : options.csv  ? FindingsFormat::csv
                      : options.json ? FindingsFormat::json_lines
                                     : FindingsFormat::text;
  if (format == FindingsFormat::text) surroundings.out << heading(plan, options.rule);
  FindingsTable table(surroundings.out, format, plan.standard());
  const auto listed =
      ledger::each_finding(ledger, options.rule, [&](const auto& finding) { table.add(finding); });
  if (!listed) return report(surroundings, listed.error(), Exit::ledger);
  return Exit::done;
}

Exit findings(const FindingsOptions& options, const Surroundings& surroundings) {
  const auto plan = load_plan(options, surroundings);
  if (!plan) return Exit::settings;
  const bool lists = options.by.empty() && (!options.rule.empty() || options.csv || options.excel);
  const auto ledger = lists ? plan->open_ledger_there() : plan->open_ledger_to_read();
  if (!ledger) return report(surroundings, ledger.error(), Exit::ledger);
  if (!options.by.empty()) return count_by(options, *plan, *ledger, surroundings);
  if (lists) return list(options, *plan, *ledger, surroundings);
  const auto counts = ledger::count_findings(*ledger);
  if (!counts) return report(surroundings, counts.error(), Exit::ledger);
  if (options.json) {
    surroundings.out << canonical_json(counts_json(*plan, *counts)) << "\n";
  } else {
    print_counts(*plan, surroundings, *counts);
  }
  return Exit::done;
}

}  // namespace

void add_findings(CommandLine& line, const Surroundings& surroundings) {
  auto options = std::make_shared<FindingsOptions>();
  auto command =
      line.add("findings", "Show what is wrong with the data, by rule, and where",
               [=, &surroundings] { return static_cast<int>(findings(*options, surroundings)); });
  add_config_option(command, *options);
  command.text("rule", options->rule, "List the findings of this rule; the audit trail records it",
               "NUMBER");
  command.text("by", options->by, "Count by a group that the mapping names, such as team", "GROUP");
  command.flag("csv", options->csv, "List as CSV");
  command.flag("excel", options->excel,
               "List as CSV that Excel opens without changing identifiers");
  command.flag("json", options->json, "Answer as JSON; with --rule one line for each finding");
}

}  // namespace dataflow::commands
