#include "agent/health/health.h"

#include <algorithm>

#include "agent/ledger/audit.h"
#include "agent/ledger/deliveries.h"

namespace dataflow::health {

namespace {

using ledger::Ledger;

Result<Runs> read_runs(const Ledger& ledger, const settings::Settings& settings, Instant now) {
  Runs runs;
  TRY_ASSIGN(runs.newest, ledger::newest_run(ledger, ledger::Which::any));
  TRY_ASSIGN(runs.by_state, ledger::count_runs(ledger));
  TRY_ASSIGN(runs.failed_in_a_row, ledger::failed_in_a_row(ledger));
  TRY_ASSIGN(runs.first, ledger::first_begun(ledger));
  TRY_ASSIGN(runs.last_effect, ledger::last_begun(ledger));
  runs.next = settings.rota->next_run(runs.last_effect, now);
  runs.missed = missed_run(*settings.rota, runs.newest, now,
                           std::chrono::minutes(settings.monitoring.alarms.missed_minutes));
  return runs;
}

Result<Queue> read_queue(const Ledger& ledger) {
  Queue queue;
  TRY_ASSIGN(queue.waiting, ledger::count_waiting(ledger));
  TRY_ASSIGN(const auto oldest, ledger::waiting_longest(ledger));
  queue.oldest = parse_rfc3339(oldest);
  TRY_ASSIGN(queue.held, ledger::count_holds(ledger));
  return queue;
}

Result<Deliveries> read_deliveries(const Ledger& ledger) {
  Deliveries deliveries;
  TRY_ASSIGN(deliveries.newest, ledger::newest_delivery(ledger));
  TRY_ASSIGN(deliveries.counts, ledger::count_deliveries(ledger));
  TRY_ASSIGN(const auto accepted, ledger::last_acceptance(ledger));
  deliveries.accepted_at = parse_rfc3339(accepted);
  return deliveries;
}

}  // namespace

std::optional<Instant> missed_run(const schedule::Rota& rota,
                                  const std::optional<ledger::Run>& newest, Instant now,
                                  std::chrono::minutes grace) {
  if (!newest) return std::nullopt;
  const auto begun = parse_rfc3339(newest->started_at);
  if (!begun) return std::nullopt;
  if (newest->state == "reading" && now - *begun <= kLongestRun) return std::nullopt;
  // Whoever begins runs by a timer of their own begins them on the dot, before the delay is over.
  const auto due = rota.first_due_after(std::min(*begun, now));
  return due && now > *due + grace ? due : std::nullopt;
}

Result<Health> read_health(const Ledger& ledger, const settings::Settings& settings, Instant now) {
  TRY_ASSIGN(const auto moment, sqlite::Transaction::begin_to_read(ledger.database()));
  Health health;
  health.at = now;
  TRY_ASSIGN(health.runs, read_runs(ledger, settings, now));
  TRY_ASSIGN(health.held_run, ledger::standing_hold(ledger));
  health.approved = health.held_run && health.held_run->approved(settings.brake.approvals);
  TRY_ASSIGN(health.balance, ledger::balance_of(ledger));
  TRY_ASSIGN(health.queue, read_queue(ledger));
  TRY_ASSIGN(health.deliveries, read_deliveries(ledger));
  TRY_ASSIGN(health.findings, ledger::count_by_weight(ledger));
  TRY_ASSIGN(health.tables, ledger::tables_before(ledger));
  TRY_ASSIGN(health.disk, ledger::disk_space(ledger, settings.disk));
  TRY_ASSIGN(const auto head, ledger::audit_head(ledger.database()));
  health.audit_entries = head.entry;
  TRY_ASSIGN(const auto unsealed, ledger::unsealed_since(ledger));
  health.unsealed_since = parse_rfc3339(unsealed);
  if (!settings.monitoring.heartbeat.empty()) {
    health.pulse = read_heartbeat(settings.monitoring.heartbeat);
  }
  return health;
}

}  // namespace dataflow::health
