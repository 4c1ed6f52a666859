#include "agent/commands/held_text.h"

#include <boost/json.hpp>
#include <fmt/format.h>

namespace dataflow::commands {

namespace {

std::string how_to_decide(ledger::RunId run) {
  return fmt::format(
      "Look at it with 'dataflow-agent preview --diff', then decide:\n"
      "  dataflow-agent approve {0} --by NAME --reason TEXT\n"
      "  dataflow-agent reject {0} --by NAME --reason TEXT\n"
      "After an approval the next run goes through, if it asks for no more than this one.\n",
      run);
}

}  // namespace

std::string reasons_text(const std::vector<ledger::Alarm>& alarms) {
  std::string text;
  for (const auto& alarm : alarms) text += fmt::format("  - {}\n", alarm.says);
  return text;
}

std::string held_text(ledger::RunId run, const std::vector<ledger::Alarm>& alarms) {
  return fmt::format("The brake holds run {}. Nothing of it is sent.\n", run) +
         reasons_text(alarms) + how_to_decide(run);
}

std::string held_text(const ledger::HeldRun& held, std::int64_t needed) {
  const auto run = held.run.id;
  std::string text =
      fmt::format("The brake holds run {} for {}, read at {}. Nothing of it is sent.\n", run,
                  held.run.day.text(), held.run.started_at) +
      reasons_text(held.alarms);
  for (const auto& verdict : held.verdicts) {
    text += fmt::format("{} by {} at {}: {}\n",
                        verdict.says == ledger::Verdict::Says::approve ? "Approved" : "Rejected",
                        verdict.by, verdict.at, verdict.reason);
  }
  if (held.rejected()) return text + "The next run is judged anew.\n";
  if (held.approved(needed)) {
    return text + "The next run goes through, if it asks for no more than this one.\n";
  }
  if (!held.verdicts.empty()) {
    text += fmt::format("{} different people must approve it.\n", needed);
  }
  return text + how_to_decide(run);
}

boost::json::array alarms_json(const std::vector<ledger::Alarm>& alarms) {
  boost::json::array all;
  for (const auto& alarm : alarms) {
    all.push_back({{"kind", alarm.kind},
                   {"subject", alarm.subject},
                   {"measure", alarm.measure},
                   {"allowed", alarm.allowed},
                   {"says", alarm.says}});
  }
  return all;
}

}  // namespace dataflow::commands
