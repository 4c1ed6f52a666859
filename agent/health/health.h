// Health is how the agent is: figures read from its ledger as of one moment, without a value of any
// record.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "agent/core/clock.h"
#include "agent/health/heartbeat.h"
#include "agent/ledger/balance.h"
#include "agent/ledger/disk_space.h"
#include "agent/ledger/held_runs.h"
#include "agent/ledger/history.h"
#include "agent/ledger/source_tables.h"
#include "agent/ledger/vital_signs.h"
#include "agent/settings/settings.h"

namespace dataflow::health {

/// Longer than any source may take: its own limits end it before. A run that reads for longer was
/// killed, and nobody has begun another.
inline constexpr std::chrono::hours kLongestRun{6};

struct Runs {
  std::optional<ledger::Run> newest;
  std::map<std::string, std::int64_t> by_state;  ///< those that the ledger still has
  std::int64_t failed_in_a_row = 0;
  std::optional<Instant> first;        ///< when the oldest began that the ledger still has
  std::optional<Instant> last_effect;  ///< when the newest began that settled or is held
  std::optional<Instant> next;         ///< of the service; may be past
  /// When the run had to begin that has not, past its grace; nothing when none was missed.
  std::optional<Instant> missed;
};

struct Queue {
  std::int64_t waiting = 0;             ///< children, purges included
  std::optional<Instant> oldest;        ///< since when the first of them waits
  std::vector<ledger::HoldCount> held;  ///< children, by rule
};

struct Deliveries {
  std::optional<ledger::DeliverySummary> newest;
  ledger::DeliveryCounts counts;
  std::optional<Instant> accepted_at;  ///< when the endpoint last accepted anything
};

struct Health {
  Instant at;
  Runs runs;
  std::optional<ledger::HeldRun> held_run;  ///< that no later run has settled
  bool approved = false;                    ///< the held run, by as many as it needs
  std::optional<ledger::Balance> balance;   ///< nothing before the first run took effect
  Queue queue;
  Deliveries deliveries;
  std::vector<ledger::WeighedCount> findings;
  std::vector<ledger::TableRows> tables;  ///< of the newest run that took effect
  ledger::DiskSpace disk;
  std::int64_t audit_entries = 0;
  std::optional<Instant> unsealed_since;
  /// Nothing when the settings name no heartbeat; one without a moment when it cannot be read.
  std::optional<Pulse> pulse;
};

/// Reads them all in one transaction, which keeps nobody from writing: some milliseconds for
/// thousands of children. Remedy as the ledger's.
[[nodiscard]] Result<Health> read_health(const ledger::Ledger& ledger,
                                         const settings::Settings& settings, Instant now);

/// When the run had to begin that has not begun within `grace`; nothing when none is missing. The
/// newest run counts as begun whatever became of it, and while it reads none is missing, for as
/// long as a run may take. Before the first run none is missing.
[[nodiscard]] std::optional<Instant> missed_run(const schedule::Rota& rota,
                                                const std::optional<ledger::Run>& newest,
                                                Instant now, std::chrono::minutes grace);

}  // namespace dataflow::health
