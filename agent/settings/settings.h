// The Settings are what council IT and the data lead wrote into agent.yaml.
#pragma once

#include <chrono>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "agent/core/brake_limits.h"
#include "agent/core/disk_limits.h"
#include "agent/core/fault.h"
#include "agent/core/log.h"
#include "agent/core/retention_limits.h"
#include "agent/core/window_roll.h"
#include "agent/schedule/rota.h"
#include "agent/settings/endpoint_settings.h"
#include "agent/settings/monitoring_settings.h"
#include "agent/settings/placed.h"
#include "agent/settings/secret_reference.h"
#include "agent/settings/source_settings.h"

namespace dataflow::settings {

/// `rules:` as written: rules whose weight the council wants otherwise. Which rules there are is
/// for the standard to say, which this room does not know.
struct RuleChoices {
  std::vector<Placed> hold;    ///< a child that breaks one of these does not go
  std::vector<Placed> warn;    ///< a child that breaks one of these goes all the same
  std::vector<Placed> ignore;  ///< not judged at all
};

/// `ids:` which identifiers episodes, plans and the like are sent with.
enum class Ids {
  stable,   ///< those of the source, which stay the same
  derived,  ///< minted from what they are, because those of the source do not last
};

/// Everything in agent.yaml. Paths are absolute, or relative to the folder of the file.
struct Settings {
  std::filesystem::path file;
  std::string council;  ///< the DfE's three-digit code, as text
  Source source;
  Placed mapping;   ///< the name of a shipped mapping, or the path of a file
  Placed variant;   ///< of the mapping; empty where its probes are to find it
  Placed standard;  ///< "dfe-csc/1.0.1"
  RuleChoices rules;
  std::filesystem::path corrections;  ///< the CSV file of local corrections; empty: none
  Endpoint endpoint;
  std::filesystem::path ledger;
  SecretReference ledger_key;  ///< 64 hexadecimal digits; the ledger's name with ".key" by default
  Severity log_level = Severity::info;  ///< the least that is logged
  std::filesystem::path log_file;       ///< empty: standard error
  BrakeLimits brake;
  DiskLimits disk;
  RetentionLimits retention;
  WindowRoll window_roll = WindowRoll::keep;
  Ids ids = Ids::stable;
  std::int64_t purge_after_days = 2;  ///< that a child must be missing for, in a row
  Monitoring monitoring;
  std::optional<schedule::Rota> rota;  ///< when `run` reads the source; read() always sets it

  /// A path from the file, made absolute.
  [[nodiscard]] std::filesystem::path resolve(const std::string& path) const;

  /// Reads the file. Every fault is added to `faults` with its place and a suggestion; nothing is
  /// returned when there was one.
  [[nodiscard]] static std::optional<Settings> read(const std::filesystem::path& file,
                                                    Faults& faults,
                                                    PlainSecrets plain = PlainSecrets::refused);

  /// The same for text that would be the content of that file.
  [[nodiscard]] static std::optional<Settings> parse(const std::string& text,
                                                     const std::filesystem::path& file,
                                                     Faults& faults,
                                                     PlainSecrets plain = PlainSecrets::refused);
};

}  // namespace dataflow::settings
