// What every command of the command line shares: its surroundings, its exit codes, its answers.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <ostream>
#include <string>

#include "agent/app/plan.h"
#include "agent/commands/command_line.h"
#include "agent/core/clock.h"
#include "agent/core/fault.h"
#include "agent/core/progress.h"

namespace dataflow::commands {

/// Exit codes, the same for all commands. docs/commands.md lists them.
enum class Exit {
  done = 0,       ///< everything was done
  failed = 1,     ///< something else went wrong; the message says what
  usage = 2,      ///< the command line is wrong
  settings = 3,   ///< the settings, the standard or the mapping has faults
  source = 4,     ///< the source could not be read; nothing was changed
  endpoint = 5,   ///< the endpoint did not take everything; the rest waits
  ledger = 6,     ///< the ledger could not be read or written
  remainder = 7,  ///< the balance has a remainder: a child is unaccounted for
  held = 8,       ///< the brake holds the run until somebody approves it
  broken = 9,     ///< the audit trail or a receipt was changed
};

/// Where a command runs.
struct Surroundings {
  std::filesystem::path shipped;  ///< the folder with the standards and mappings of the program
  std::ostream& out;              ///< answers
  std::ostream& err;              ///< progress and errors
};

/// Options that many commands take.
struct PlanOptions {
  std::string config = "agent.yaml";
  std::string today;                ///< YYYY-MM-DD, or empty for the real day
  std::string standard;             ///< instead of the one in the settings; empty for that one
  bool allow_plain_secret = false;  ///< for rehearsals: secrets may stand in the settings
};

/// Adds --config and --allow-plain-secret.
void add_config_option(CommandOptions& command, PlanOptions& options);
/// Adds --today.
void add_today_option(CommandOptions& command, PlanOptions& options);

/// Whether the settings may hold secrets.
[[nodiscard]] settings::PlainSecrets plain_secrets(const PlanOptions& options);

/// The clock that --today asks for.
[[nodiscard]] std::unique_ptr<Clock> clock_for(const PlanOptions& options);

/// Loads the plan; null when there are faults, which are then added.
[[nodiscard]] std::unique_ptr<const app::Plan> read_plan(const PlanOptions& options,
                                                         const Surroundings& surroundings,
                                                         Faults& faults);

/// Loads the plan, or prints all faults and gives null.
[[nodiscard]] std::unique_ptr<const app::Plan> load_plan(const PlanOptions& options,
                                                         const Surroundings& surroundings);

/// Prints the error and gives the exit code back.
[[nodiscard]] Exit report(const Surroundings& surroundings, const Error& error, Exit exit);

/// Prints all faults of a mapping that does not fit the source; the error, if there are none.
[[nodiscard]] Exit report(const Surroundings& surroundings, Faults faults, const Error& error);

/// Shows progress on the error stream, at most five times a second and only once two seconds have
/// passed: as one changing line on a terminal, as lines now and then otherwise.
[[nodiscard]] std::unique_ptr<Progress> show_progress(const Surroundings& surroundings);

/// 12345 as "12,345".
[[nodiscard]] std::string with_commas(std::int64_t number);

/// "1 child", "12 children".
[[nodiscard]] std::string children(std::int64_t number);

// One function per command: adds it to the command line. The surroundings must outlive it.
void add_init(CommandLine& line, const Surroundings& surroundings);
void add_check(CommandLine& line, const Surroundings& surroundings);
void add_doctor(CommandLine& line, const Surroundings& surroundings);
void add_run(CommandLine& line, const Surroundings& surroundings);
void add_explain(CommandLine& line, const Surroundings& surroundings);
void add_preview(CommandLine& line, const Surroundings& surroundings);
void add_approve(CommandLine& line, const Surroundings& surroundings);
void add_reject(CommandLine& line, const Surroundings& surroundings);
void add_audit(CommandLine& line, const Surroundings& surroundings);
void add_custody(CommandLine& line, const Surroundings& surroundings);
void add_backup(CommandLine& line, const Surroundings& surroundings);
void add_verify(CommandLine& line, const Surroundings& surroundings);
void add_recover(CommandLine& line, const Surroundings& surroundings);
void add_replay(CommandLine& line, const Surroundings& surroundings);
void add_trust_codes(CommandLine& line, const Surroundings& surroundings);
void add_rotate_key(CommandLine& line, const Surroundings& surroundings);
void add_upgrade(CommandLine& line, const Surroundings& surroundings);
void add_schedule(CommandLine& line, const Surroundings& surroundings);
void add_status(CommandLine& line, const Surroundings& surroundings);
void add_support_bundle(CommandLine& line, const Surroundings& surroundings);
void add_balance(CommandLine& line, const Surroundings& surroundings);
void add_files(CommandLine& line, const Surroundings& surroundings);
void add_health(CommandLine& line, const Surroundings& surroundings);
void add_findings(CommandLine& line, const Surroundings& surroundings);
void add_synthesise(CommandLine& line, const Surroundings& surroundings);
void add_mapping(CommandLine& line, const Surroundings& surroundings);
void add_standard(CommandLine& line, const Surroundings& surroundings);

}  // namespace dataflow::commands
