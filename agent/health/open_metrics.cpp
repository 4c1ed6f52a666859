#include "agent/health/open_metrics.h"

#include <algorithm>
#include <chrono>
#include <map>
#include <set>
#include <utility>

#include "agent/health/metric_text.h"

namespace dataflow::health {

namespace {

constexpr std::size_t kMostLabels = 200;
constexpr std::string_view kOther = "other";

/// Which labels are written by their name: the first ones that ask.
class KnownLabels {
 public:
  [[nodiscard]] std::string of(const std::string& label) {
    if (known_.contains(label)) return label;
    if (known_.size() == kMostLabels - 1) return std::string(kOther);
    known_.insert(label);
    return label;
  }

 private:
  std::set<std::string> known_;
};

void moment(MetricText& text, std::string_view name, std::string_view help,
            const std::optional<Instant>& at) {
  if (!at) return;
  text.gauge(name, help, "seconds");
  text.seconds(at->time_since_epoch().count());
}

void age(MetricText& text, std::string_view name, std::string_view help,
         const std::optional<Instant>& since, Instant now) {
  if (!since) return;
  text.gauge(name, help, "seconds");
  text.seconds(std::max<std::int64_t>(0, (now - *since).count()));
}

void write_concerns(MetricText& text, const std::vector<Concern>& concerns) {
  text.gauge("dataflow_concern", "What a person should see to: 0 nothing, 1 warning, 2 critical.");
  for (const auto& name : concern_names()) {
    const auto found = std::find_if(concerns.begin(), concerns.end(),
                                    [&](const Concern& concern) { return concern.name == name; });
    const int value = found == concerns.end() ? 0 : found->level == Level::critical ? 2 : 1;
    text.sample(value, {{"name", name}});
  }
}

void write_newest_run(MetricText& text, const ledger::Run& run) {
  const auto begun = parse_rfc3339(run.started_at);
  const auto ended = parse_rfc3339(run.finished_at);
  moment(text, "dataflow_last_run_start_time_seconds", "When the newest run began.", begun);
  if (!begun || !ended) return;
  text.gauge("dataflow_last_run_duration_seconds", "How long the newest run took.", "seconds");
  text.seconds((*ended - *begun).count());
}

void write_runs(MetricText& text, const Runs& runs) {
  text.counter("dataflow_runs_begun", "Runs that this ledger has seen.");
  text.sample(runs.newest ? runs.newest->id : 0);
  text.gauge("dataflow_runs_kept", "Runs whose figures are still kept, by their state.");
  for (const char* state : {"reading", "settled", "held", "waiting", "failed"}) {
    const auto found = runs.by_state.find(state);
    text.sample(found == runs.by_state.end() ? 0 : found->second, {{"state", state}});
  }
  text.gauge("dataflow_runs_failed_in_a_row", "The newest runs, as far as they failed.");
  text.sample(runs.failed_in_a_row);
  if (runs.newest) write_newest_run(text, *runs.newest);
  moment(text, "dataflow_last_effect_time_seconds",
         "When the newest run began that took effect or is held.", runs.last_effect);
  moment(text, "dataflow_next_run_time_seconds", "When the service begins the next run.",
         runs.next);
}

void write_balance(MetricText& text, const ledger::Balance& balance) {
  text.gauge("dataflow_balance_persons",
             "Where the persons of the newest run are; remainder is zero or a fault.");
  text.sample(balance.accepted, {{"place", "accepted"}});
  text.sample(balance.waiting, {{"place", "waiting"}});
  text.sample(balance.held, {{"place", "held"}});
  text.sample(balance.excluded_total(), {{"place", "excluded"}});
  text.sample(balance.remainder(), {{"place", "remainder"}});
  text.gauge("dataflow_considered_persons", "Persons that the newest run found in the source.");
  text.sample(balance.considered);
}

void write_queue(MetricText& text, const Queue& queue, Instant now) {
  text.gauge("dataflow_waiting_children", "Children whose newest state waits to be delivered.");
  text.sample(queue.waiting);
  age(text, "dataflow_waiting_oldest_age_seconds", "How long the first of them has waited.",
      queue.oldest, now);
  std::map<std::string, std::int64_t> by_rule;
  KnownLabels rules;
  for (const auto& hold : queue.held) by_rule[rules.of(hold.rule)] += hold.children;
  text.gauge("dataflow_held_children", "Children set aside, by the rule that holds them.");
  for (const auto& [rule, children] : by_rule) text.sample(children, {{"rule", rule}});
}

void write_deliveries(MetricText& text, const Deliveries& deliveries, Instant now) {
  text.counter("dataflow_deliveries", "Requests with children, by what became of them.");
  text.sample(deliveries.counts.accepted, {{"outcome", "accepted"}});
  text.sample(deliveries.counts.refused, {{"outcome", "refused"}});
  text.sample(deliveries.counts.not_sent, {{"outcome", "not_sent"}});
  text.sample(deliveries.counts.unknown, {{"outcome", "unknown"}});
  moment(text, "dataflow_last_acceptance_time_seconds", "When the endpoint last accepted anything.",
         deliveries.accepted_at);
  age(text, "dataflow_last_acceptance_age_seconds", "How long ago that was.",
      deliveries.accepted_at, now);
}

void write_findings(MetricText& text, const std::vector<ledger::WeighedCount>& findings) {
  std::map<std::pair<std::string, Weight>, std::int64_t> counts;
  KnownLabels rules;
  for (const auto& finding : findings) {
    counts[{rules.of(finding.rule), finding.weight}] += finding.findings;
  }
  text.gauge("dataflow_findings", "Findings that stand, by rule and weight.");
  for (const auto& [key, count] : counts) {
    text.sample(count,
                {{"rule", key.first}, {"weight", key.second == Weight::hold ? "hold" : "warn"}});
  }
}

/// What reading each table cost the newest run that took effect.
void write_source(MetricText& text, const std::vector<ledger::TableRows>& tables) {
  std::map<std::string, ledger::TableRows> known;
  KnownLabels names;
  for (const auto& table : tables) {
    auto& sum = known[names.of(table.table)];
    sum.rows += table.rows;
    sum.bytes += table.bytes;
    sum.milliseconds += table.milliseconds;
  }
  text.gauge("dataflow_source_rows", "Rows read of each table.");
  for (const auto& [name, table] : known) text.sample(table.rows, {{"table", name}});
  text.gauge("dataflow_source_bytes", "Bytes read of each table.", "bytes");
  for (const auto& [name, table] : known) text.sample(table.bytes, {{"table", name}});
  text.gauge("dataflow_source_read_seconds", "Time spent reading each table.", "seconds");
  for (const auto& [name, table] : known) text.seconds(table.milliseconds, {{"table", name}});
}

void write_upkeep(MetricText& text, const Health& health) {
  constexpr std::int64_t kMegabyte = 1'000'000;
  text.gauge("dataflow_disk_free_bytes", "Space left on the ledger's disk.", "bytes");
  text.sample(health.disk.free * kMegabyte);
  text.gauge("dataflow_brake_holds", "1 while the brake holds a run that nobody has approved.");
  text.sample(health.held_run && !health.approved ? 1 : 0);
  text.counter("dataflow_audit_entries", "Entries of the audit trail.");
  text.sample(health.audit_entries);
  text.gauge("dataflow_audit_unsealed_age_seconds",
             "Age of the oldest entry that no seal covers; 0 when all are sealed.", "seconds");
  text.seconds(health.unsealed_since
                   ? std::max<std::int64_t>(0, (health.at - *health.unsealed_since).count())
                   : 0);
}

}  // namespace

std::string open_metrics(const Health& health, const std::vector<Concern>& concerns) {
  MetricText text;
  write_concerns(text, concerns);
  write_runs(text, health.runs);
  if (health.balance) write_balance(text, *health.balance);
  write_queue(text, health.queue, health.at);
  write_deliveries(text, health.deliveries, health.at);
  write_findings(text, health.findings);
  write_source(text, health.tables);
  write_upkeep(text, health);
  return std::move(text).finish();
}

}  // namespace dataflow::health
