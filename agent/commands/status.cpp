// dataflow-agent status: what the agent did last, and what it waits for.
#include "agent/commands/status.h"

#include <boost/json.hpp>
#include <fmt/format.h>

#include "agent/commands/command.h"
#include "agent/commands/held_text.h"
#include "agent/commands/reading_text.h"
#include "agent/core/canonical_json.h"
#include "agent/ledger/deliveries.h"
#include "agent/ledger/disk_space.h"
#include "agent/ledger/findings.h"
#include "agent/ledger/held_runs.h"
#include "agent/ledger/history.h"
#include "agent/ledger/runs.h"
#include "agent/mapping/recognise.h"

namespace dataflow::commands {

namespace {

struct StatusOptions : PlanOptions {
  bool json = false;
};

struct Status {
  std::optional<ledger::Run> run;
  std::int64_t waiting = 0;
  std::optional<ledger::DeliverySummary> delivery;
  std::string accepted_at;
  std::optional<ledger::HeldRun> held;
  ledger::DiskSpace disk;
  std::optional<Instant> next;            ///< run of the service
  std::vector<ledger::TableRows> tables;  ///< of the newest run that took effect
  std::vector<std::string> source;        ///< its variant and version, one sentence each
};

/// What the newest settled run found out about which source this is.
Result<std::vector<std::string>> about_source(const ledger::Ledger& ledger) {
  std::vector<std::string> sentences;
  for (const char* rule : {mapping::kVariantFound, mapping::kVariantDoubted, mapping::kVersionRead,
                           mapping::kVersionNewer, mapping::kVersionUnread}) {
    TRY(ledger::each_finding(ledger, rule, [&](const ledger::StandingFinding& standing) {
      sentences.push_back(standing.finding.what);
    }));
  }
  return sentences;
}

Result<Status> read_status(const ledger::Ledger& ledger, const settings::Settings& settings) {
  Status status;
  TRY_ASSIGN(status.run, ledger::newest_run(ledger, ledger::Which::any));
  TRY_ASSIGN(status.waiting, ledger::count_waiting(ledger));
  TRY_ASSIGN(status.delivery, ledger::newest_delivery(ledger));
  TRY_ASSIGN(status.accepted_at, ledger::last_acceptance(ledger));
  TRY_ASSIGN(status.held, ledger::standing_hold(ledger));
  TRY_ASSIGN(status.tables, ledger::tables_before(ledger));
  TRY_ASSIGN(status.disk, ledger::disk_space(ledger, settings.disk));
  TRY_ASSIGN(const auto last, ledger::last_begun(ledger));
  status.next = settings.rota->next_run(last, SystemClock().now());
  TRY_ASSIGN(status.source, about_source(ledger));
  return status;
}

std::string disk_consequence(ledger::DiskState state) {
  switch (state) {
    case ledger::DiskState::enough:
      return "";
    case ledger::DiskState::paused:
      return ": too little, so the source is not read";
    case ledger::DiskState::stopped:
      break;
  }
  return ": too little, so nothing is read or delivered";
}

std::string as_text(const app::Plan& plan, const Status& status) {
  std::string text = fmt::format("Council {}, {}, mapping {}\n", plan.settings().council,
                                 plan.standard().id(), plan.mapping().name);
  if (status.run) {
    text += fmt::format("Last run       {} for {}: {}\n", status.run->started_at,
                        status.run->day.text(), status.run->state);
    if (!status.run->error.empty()) text += fmt::format("               {}\n", status.run->error);
  } else {
    text += "Last run       none yet\n";
  }
  if (status.next) text += fmt::format("Next run       {}\n", rfc3339(*status.next));
  for (const auto& sentence : status.source) text += fmt::format("Source         {}\n", sentence);
  if (status.delivery) {
    text += fmt::format("Last delivery  {}: {} {}\n", status.delivery->created_at,
                        children(status.delivery->children), status.delivery->outcome);
  } else {
    text += "Last delivery  none yet\n";
  }
  text += fmt::format("Last accepted  {}\n",
                      status.accepted_at.empty() ? "nothing yet" : status.accepted_at);
  text += fmt::format("Waiting        {}\n", children(status.waiting));
  text += fmt::format("Disk           {} MB free{}\n", with_commas(status.disk.free),
                      disk_consequence(status.disk.state));
  if (status.held) {
    text += "\n" + held_text(*status.held, plan.settings().brake.approvals);
  }
  return text;
}

boost::json::object as_json(const app::Plan& plan, const Status& status) {
  boost::json::object json{
      {"council", plan.settings().council},
      {"standard", plan.standard().id()},
      {"mapping", plan.mapping().name},
      {"waiting", status.waiting},
      {"disk", {{"free_mb", status.disk.free}, {"state", ledger::name_of(status.disk.state)}}},
      {"reading", reading_json(status.tables)},
      {"last_accepted_at", status.accepted_at},
      {"source", boost::json::array(status.source.begin(), status.source.end())}};
  if (status.run) {
    json["last_run"] = {{"id", status.run->id},
                        {"day", status.run->day.text()},
                        {"started_at", status.run->started_at},
                        {"finished_at", status.run->finished_at},
                        {"state", status.run->state},
                        {"error", status.run->error}};
  }
  if (status.next) json["next_run_at"] = rfc3339(*status.next);
  if (status.held) {
    const auto needed = plan.settings().brake.approvals;
    json["held_run"] = {{"id", status.held->run.id},
                        {"alarms", alarms_json(status.held->alarms)},
                        {"approved", status.held->approved(needed)},
                        {"rejected", status.held->rejected()}};
  }
  if (status.delivery) {
    json["last_delivery"] = {{"created_at", status.delivery->created_at},
                             {"children", status.delivery->children},
                             {"outcome", status.delivery->outcome},
                             {"status", status.delivery->status}};
  }
  return json;
}

}  // namespace

Result<std::string> status_json(const app::Plan& plan, const ledger::Ledger& ledger) {
  TRY_ASSIGN(const auto found, read_status(ledger, plan.settings()));
  return canonical_json(as_json(plan, found)) + "\n";
}

namespace {

Exit status(const StatusOptions& options, const Surroundings& surroundings) {
  const auto plan = load_plan(options, surroundings);
  if (!plan) return Exit::settings;
  const auto ledger = plan->open_ledger_to_read();
  if (!ledger) return report(surroundings, ledger.error(), Exit::ledger);
  const auto found = read_status(*ledger, plan->settings());
  if (!found) return report(surroundings, found.error(), Exit::ledger);
  surroundings.out << (options.json ? canonical_json(as_json(*plan, *found)) + "\n"
                                    : as_text(*plan, *found));
  return Exit::done;
}

}  // namespace

void add_status(CommandLine& line, const Surroundings& surroundings) {
  auto options = std::make_shared<StatusOptions>();
  auto command =
      line.add("status", "Show the last run, the last delivery and what waits",
               [=, &surroundings] { return static_cast<int>(status(*options, surroundings)); });
  add_config_option(command, *options);
  command.flag("json", options->json, "Answer as JSON");
}

}  // namespace dataflow::commands
