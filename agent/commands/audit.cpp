// dataflow-agent audit: what was done and by whom, as the audit trail tells it.
#include "agent/ledger/audit.h"

#include <boost/json.hpp>
#include <fmt/format.h>

#include "agent/commands/command.h"
#include "agent/commands/viewing.h"
#include "agent/core/canonical_json.h"
#include "agent/standard/personal.h"

namespace dataflow::commands {

namespace {

struct AuditOptions : PlanOptions {
  std::string since;
  bool unmask = false;
  bool json = false;
};

std::string line_of(const ledger::AuditEntry& entry, const AuditOptions& options) {
  const auto child = options.unmask ? entry.child : standard::masked(entry.child);
  if (options.json) {
    const boost::json::object json{{"entry", entry.entry},
                                   {"at", entry.at},
                                   {"event", entry.event},
                                   {"child", child},
                                   {"detail", entry.detail}};
    return canonical_json(json);
  }
  return fmt::format("{:>6}  {}  {:<11}  {}{}{}", entry.entry, entry.at, entry.event, child,
                     child.empty() || entry.detail.empty() ? "" : ": ", entry.detail);
}

/// The entry about unmasking is written first: it is itself the last line.
Result<void> note_unmasking(const AuditOptions& options, const app::Plan& plan) {
  if (!options.unmask) return {};
  TRY_ASSIGN(const auto ledger, plan.open_ledger_there());
  return note_viewing(ledger, "", "audit trail", *clock_for(options));
}

Exit audit(const AuditOptions& options, const Surroundings& surroundings) {
  const auto plan = load_plan(options, surroundings);
  if (!plan) return Exit::settings;
  const auto noted = note_unmasking(options, *plan);
  if (!noted) return report(surroundings, noted.error(), Exit::ledger);
  const auto ledger = plan->open_ledger_to_read();
  if (!ledger) return report(surroundings, ledger.error(), Exit::ledger);
  const auto shown = ledger::each_entry(*ledger, options.since, [&](const auto& entry) {
    surroundings.out << line_of(entry, options) << "\n";
  });
  if (!shown) return report(surroundings, shown.error(), Exit::ledger);
  return Exit::done;
}

}  // namespace

void add_audit(CommandLine& line, const Surroundings& surroundings) {
  auto options = std::make_shared<AuditOptions>();
  auto command =
      line.add("audit", "Show the audit trail: what was done, when, and by whom",
               [=, &surroundings] { return static_cast<int>(audit(*options, surroundings)); });
  add_config_option(command, *options);
  command.day("since", options->since, "From this day on");
  command.flag("unmask", options->unmask, "Show children's identifiers; leaves an entry");
  command.flag("json", options->json, "One JSON object a line");
}

}  // namespace dataflow::commands
