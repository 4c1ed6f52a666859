// dataflow-agent run: reads the source and delivers what changed, once or as a service.
#include <boost/json.hpp>
#include <fmt/format.h>

#include "agent/commands/balance_text.h"
#include "agent/commands/command.h"
#include "agent/commands/held_text.h"
#include "agent/core/canonical_json.h"
#include "agent/flow/dispatch.h"
#include "agent/flow/intake.h"
#include "agent/service/host.h"
#include "agent/service/instance.h"

namespace dataflow::commands {

namespace {

struct RunOptions : PlanOptions {
  bool once = false;
  bool now = false;
  bool json = false;
};

/// What one run came to, both halves of it.
struct Outcome {
  const flow::Intake& intake;
  const flow::DispatchEnd& end;
  const std::optional<ledger::Balance>& balance;  ///< none before the first run that took effect
  const std::vector<ledger::HoldCount>& holds;
};

Exit exit_of(const Outcome& outcome) {
  if (outcome.end.error) return Exit::endpoint;
  if (outcome.intake.held()) return Exit::held;
  return outcome.balance && outcome.balance->remainder() == 0 ? Exit::done : Exit::remainder;
}

/// Of an intake that failed: on the side of the ledger, or of the source.
Exit exit_of(const Error& error, const ledger::Ledger& ledger) {
  return error.where == ledger.database().name() ? Exit::ledger : Exit::source;
}

/// Of a service that could not start: on the side of the ledger with the files beside it, or of
/// what the settings name. That may come later, as a token or a mount does, so that the service is
/// started anew, which it is not for Exit::settings.
Exit exit_of_start(const Error& error, const std::string& ledger, const std::string& ledger_key) {
  const bool of_ledger = error.where.starts_with(ledger) || error.where == ledger_key;
  return of_ledger ? Exit::ledger : Exit::failed;
}

boost::json::object as_json(const Outcome& outcome) {
  const auto& intake = outcome.intake.figures;
  const auto& end = outcome.end.figures;
  boost::json::object run{
      {"run", outcome.intake.run},     {"rows", intake.rows},
      {"new", intake.fresh},           {"changed", intake.changed},
      {"unchanged", intake.unchanged}, {"held", intake.held},
      {"past", intake.past},           {"absent", intake.absent},
      {"leaving", intake.leaving},     {"findings", intake.findings},
      {"requests", end.requests},      {"accepted", end.accepted},
      {"set_aside", end.set_aside},    {"brake", alarms_json(outcome.intake.alarms)}};
  if (outcome.balance) run["balance"] = balance_json(*outcome.balance, outcome.holds);
  return run;
}

void answer(const RunOptions& options, const Surroundings& surroundings, const Outcome& outcome) {
  if (options.json) {
    surroundings.out << canonical_json(as_json(outcome)) << "\n";
    return;
  }
  const auto& intake = outcome.intake.figures;
  const auto& end = outcome.end;
  surroundings.out << fmt::format(
      "Read {} rows: {} new, {} changed, {} unchanged, {} held, {} absent, {} leaving; {} "
      "findings.\n",
      with_commas(intake.rows), with_commas(intake.fresh), with_commas(intake.changed),
      with_commas(intake.unchanged), with_commas(intake.held), with_commas(intake.absent),
      with_commas(intake.leaving), with_commas(intake.findings));
  surroundings.out << fmt::format("Sent {} requests: {} accepted, {} set aside.\n",
                                  with_commas(end.figures.requests), children(end.figures.accepted),
                                  with_commas(end.figures.set_aside));
  if (outcome.intake.held()) {
    surroundings.out << held_text(outcome.intake.run, outcome.intake.alarms);
  }
  if (outcome.balance) surroundings.out << balance_text(*outcome.balance, outcome.holds);
}

Exit run_once(const RunOptions& options, const app::Plan& plan, Clock& clock, Log& log,
              const Surroundings& surroundings) {
  const auto instance = service::Instance::of(plan.settings().ledger);
  if (!instance) return report(surroundings, instance.error(), Exit::ledger);
  const auto ledger = plan.open_ledger();
  if (!ledger) return report(surroundings, ledger.error(), Exit::ledger);
  const auto source = plan.open_source();
  if (!source) return report(surroundings, source.error(), Exit::source);
  const auto endpoint = plan.open_endpoint(clock);
  if (!endpoint) return report(surroundings, endpoint.error(), Exit::settings);
  const auto sealer = plan.open_sealer();
  if (!sealer) return report(surroundings, sealer.error(), Exit::settings);
  const auto progress = show_progress(surroundings);
  const auto intake =
      flow::take_in(plan.intake_parts(plan.build_parts(**source, clock, log, *progress), *ledger));
  // What waits goes all the same when the source cannot be read.
  const auto end = flow::dispatch(plan.dispatch_parts(*ledger, **endpoint, clock, log, *progress));
  const auto sealed = flow::seal_trail(*ledger, *sealer, clock, log);
  if (!intake) return report(surroundings, intake.error(), exit_of(intake.error(), *ledger));
  if (!end) return report(surroundings, end.error(), Exit::ledger);
  if (!sealed) return report(surroundings, sealed.error(), Exit::ledger);
  const auto balance = ledger::balance_of(*ledger);
  const auto holds = ledger::count_holds(*ledger);
  if (!balance) return report(surroundings, balance.error(), Exit::ledger);
  if (!holds) return report(surroundings, holds.error(), Exit::ledger);
  const Outcome outcome{*intake, *end, *balance, *holds};
  answer(options, surroundings, outcome);
  if (end->error) surroundings.err << describe(*end->error) << "\n";
  return exit_of(outcome);
}

Exit run(const RunOptions& options, const Surroundings& surroundings) {
  auto plan = load_plan(options, surroundings);
  if (!plan) return Exit::settings;
  const auto log = plan->open_log();
  if (!log) return report(surroundings, log.error(), Exit::settings);
  const auto clock = clock_for(options);
  if (options.once) return run_once(options, *plan, *clock, **log, surroundings);
  const auto read_again = [&](Faults& faults) { return read_plan(options, surroundings, faults); };
  const std::string ledger = plan->settings().ledger.string();
  const std::string ledger_key = plan->settings().ledger_key.name;
  const auto first = options.now ? service::FirstRun::now : service::FirstRun::when_due;
  const auto hosted = service::host(std::move(plan), read_again, first, *clock, **log);
  if (hosted) return Exit::done;
  return report(surroundings, hosted.error(), exit_of_start(hosted.error(), ledger, ledger_key));
}

}  // namespace

void add_run(CommandLine& line, const Surroundings& surroundings) {
  auto options = std::make_shared<RunOptions>();
  auto command =
      line.add("run", "Read the source and deliver what changed: for ever, or once with --once",
               [=, &surroundings] { return static_cast<int>(run(*options, surroundings)); });
  add_config_option(command, *options);
  add_today_option(command, *options);
  command.flag("once", options->once, "Read once, deliver, print the balance and end");
  command.flag("now", options->now, "Begin with a run, whatever the schedule says");
  command.flag("json", options->json, "With --once: answer as JSON");
}

}  // namespace dataflow::commands
