// dataflow-agent status: what the agent did last, and what it waits for.
#include "agent/commands/status.h"

#include <boost/json.hpp>
#include <fmt/format.h>

#include "agent/commands/command.h"
#include "agent/commands/health_text.h"
#include "agent/commands/held_text.h"
#include "agent/commands/reading_text.h"
#include "agent/core/canonical_json.h"
#include "agent/ledger/findings.h"
#include "agent/mapping/recognise.h"

namespace dataflow::commands {

namespace {

struct StatusOptions : PlanOptions {
  bool json = false;
};

struct Status {
  health::Health health;
  std::vector<health::Concern> concerns;
  std::vector<std::string> source;  ///< variant and version, one sentence each
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
  TRY_ASSIGN(status.health, health::read_health(ledger, settings, SystemClock().now()));
  status.concerns = health::judge(status.health, settings.monitoring.alarms);
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

std::string run_text(const health::Runs& runs) {
  if (!runs.newest) return "Last run       none yet\n";
  const auto& run = *runs.newest;
  std::string text =
      fmt::format("Last run       {} for {}: {}\n", run.started_at, run.day.text(), run.state);
  if (!run.error.empty()) text += fmt::format("               {}\n", run.error);
  return text;
}

std::string delivery_text(const health::Deliveries& deliveries) {
  const auto& newest = deliveries.newest;
  const auto& accepted = deliveries.accepted_at;
  return fmt::format("Last delivery  {}\nLast accepted  {}\n",
                     newest ? fmt::format("{}: {} {}", newest->created_at,
                                          children(newest->children), newest->outcome)
                            : "none yet",
                     accepted ? rfc3339(*accepted) : "nothing yet");
}

std::string as_text(const app::Plan& plan, const Status& status) {
  const auto& health = status.health;
  std::string text = fmt::format("Council {}, {}, mapping {}\n", plan.settings().council,
                                 plan.standard().id(), plan.mapping().name);
  text += run_text(health.runs);
  if (health.runs.next) text += fmt::format("Next run       {}\n", rfc3339(*health.runs.next));
  for (const auto& sentence : status.source) text += fmt::format("Source         {}\n", sentence);
  text += delivery_text(health.deliveries);
  text += fmt::format("Waiting        {}\n", children(health.queue.waiting));
  text += fmt::format("Disk           {} MB free{}\n", with_commas(health.disk.free),
                      disk_consequence(health.disk.state));
  for (const auto& concern : status.concerns) text += concern_line(concern) + "\n";
  if (health.held_run) {
    text += "\n" + held_text(*health.held_run, plan.settings().brake.approvals);
  }
  return text;
}

void note_runs(boost::json::object& json, const health::Health& health) {
  if (const auto& run = health.runs.newest) {
    json["last_run"] = {{"id", run->id},
                        {"day", run->day.text()},
                        {"started_at", run->started_at},
                        {"finished_at", run->finished_at},
                        {"state", run->state},
                        {"error", run->error}};
  }
  if (health.runs.next) json["next_run_at"] = rfc3339(*health.runs.next);
  if (const auto& held = health.held_run) {
    json["held_run"] = {{"id", held->run.id},
                        {"alarms", alarms_json(held->alarms)},
                        {"approved", health.approved},
                        {"rejected", held->rejected()}};
  }
}

boost::json::object as_json(const app::Plan& plan, const Status& status) {
  const auto& health = status.health;
  const auto& accepted = health.deliveries.accepted_at;
  boost::json::object json{
      {"council", plan.settings().council},
      {"standard", plan.standard().id()},
      {"mapping", plan.mapping().name},
      {"waiting", health.queue.waiting},
      {"disk", {{"free_mb", health.disk.free}, {"state", ledger::name_of(health.disk.state)}}},
      {"reading", reading_json(health.tables)},
      {"last_accepted_at", accepted ? rfc3339(*accepted) : ""},
      {"concerns", concerns_json(status.concerns)},
      {"source", boost::json::array(status.source.begin(), status.source.end())}};
  note_runs(json, health);
  if (const auto& delivery = health.deliveries.newest) {
    json["last_delivery"] = {{"created_at", delivery->created_at},
                             {"children", delivery->children},
                             {"outcome", delivery->outcome},
                             {"status", delivery->status}};
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
