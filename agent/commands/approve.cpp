// dataflow-agent approve and reject: what a person decides about a run that the brake holds.
#include "agent/commands/command.h"
#include "agent/commands/held_text.h"

namespace dataflow::commands {

namespace {

using ledger::Verdict;

struct VerdictOptions : PlanOptions {
  long run = 0;
  std::string by;
  std::string reason;
};

Exit decide(const VerdictOptions& options, Verdict::Says says, const Surroundings& surroundings) {
  const auto plan = load_plan(options, surroundings);
  if (!plan) return Exit::settings;
  const auto ledger = plan->open_ledger_there();
  if (!ledger) return report(surroundings, ledger.error(), Exit::ledger);
  const auto clock = clock_for(options);
  const auto given = ledger::give_verdict(*ledger, options.run,
                                          {says, options.by, options.reason, ""}, clock->now());
  if (!given) return report(surroundings, given.error(), Exit::failed);
  const auto held = ledger::held_run(*ledger, options.run);
  if (!held) return report(surroundings, held.error(), Exit::ledger);
  surroundings.out << held_text(**held, plan->settings().brake.approvals);
  return Exit::done;
}

void add_verdict(CommandLine& line, const Surroundings& surroundings, const char* name,
                 const char* does, Verdict::Says says) {
  auto options = std::make_shared<VerdictOptions>();
  auto command = line.add(name, does, [=, &surroundings] {
    return static_cast<int>(decide(*options, says, surroundings));
  });
  add_config_option(command, *options);
  command.argument("run", options->run, "The number of the run, as status shows it");
  command.text("by", options->by, "Who decides", "NAME");
  command.text("reason", options->reason, "Why, for whoever reads the audit trail", "TEXT");
  command.required("by");
  command.required("reason");
}

}  // namespace

void add_approve(CommandLine& line, const Surroundings& surroundings) {
  add_verdict(line, surroundings, "approve",
              "Let through what the brake holds: the next run takes effect",
              Verdict::Says::approve);
}

void add_reject(CommandLine& line, const Surroundings& surroundings) {
  add_verdict(line, surroundings, "reject", "Turn down what the brake holds",
              Verdict::Says::reject);
}

}  // namespace dataflow::commands
