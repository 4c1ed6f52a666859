// A Plan is what a settings file amounts to: the settings with their standard, mapping and source.
#pragma once

#include <filesystem>
#include <memory>

#include "agent/app/source_options.h"
#include "agent/core/clock.h"
#include "agent/core/fault.h"
#include "agent/core/log.h"
#include "agent/delivery/endpoint.h"
#include "agent/flow/build.h"
#include "agent/flow/dispatch.h"
#include "agent/flow/intake.h"
#include "agent/flow/sealing.h"
#include "agent/ledger/ledger.h"
#include "agent/mapping/mapping_file.h"
#include "agent/settings/settings.h"
#include "agent/standard/standard.h"
#include "connectors/connector.h"

namespace dataflow::app {

/// Immutable once loaded; threads may share it. Fields of the standard are referred to by address,
/// so a Plan stays where it was made.
class Plan {
 public:
  /// Reads agent.yaml and everything it names. `shipped` is the folder with the standards and
  /// mappings that came with the program. Every fault of every file is added to `faults`; null when
  /// there was one. `other_standard`, when it is not empty, takes the place of the one in
  /// agent.yaml. `plain`: whether agent.yaml may hold secrets.
  [[nodiscard]] static std::unique_ptr<const Plan> load(
      const std::filesystem::path& agent_yaml, const std::filesystem::path& shipped, Faults& faults,
      const std::string& other_standard = "",
      settings::PlainSecrets plain = settings::PlainSecrets::refused);

  /// The same for settings that were read already.
  [[nodiscard]] static std::unique_ptr<const Plan> of(
      settings::Settings settings, const std::filesystem::path& shipped, Faults& faults,
      settings::PlainSecrets plain = settings::PlainSecrets::refused);

  ~Plan() = default;
  Plan(const Plan&) = delete;
  Plan& operator=(const Plan&) = delete;

  [[nodiscard]] const settings::Settings& settings() const { return settings_; }
  [[nodiscard]] const standard::Standard& standard() const { return *standard_; }
  [[nodiscard]] const mapping::MappingFile& mapping() const { return *mapping_; }
  [[nodiscard]] const delivery::Profile& profile() const { return *profile_; }

  /// The standard's rules that are judged, with the weights that the settings give them.
  [[nodiscard]] const std::vector<standard::Rule>& rules() const { return rules_; }

  [[nodiscard]] Result<std::unique_ptr<connectors::Connector>> open_source() const;

  /// What a build of that source works with. The plan and the arguments must outlive it.
  [[nodiscard]] flow::BuildParts build_parts(connectors::Connector& source, Clock& clock, Log& log,
                                             Progress& progress) const;

  /// What an intake of that build works with. The same holds of it.
  [[nodiscard]] flow::IntakeParts intake_parts(const flow::BuildParts& build,
                                               const ledger::Ledger& ledger) const;

  /// What a dispatch to that endpoint works with. The same holds of it.
  [[nodiscard]] flow::DispatchParts dispatch_parts(const ledger::Ledger& ledger,
                                                   const delivery::Endpoint& endpoint, Clock& clock,
                                                   Log& log, Progress& progress) const;

  /// A connection for one thread. Makes the ledger, and its key, when there are none.
  [[nodiscard]] Result<ledger::Ledger> open_ledger() const;

  /// The same for an existing ledger: an error when there is none yet.
  [[nodiscard]] Result<ledger::Ledger> open_ledger_there() const;

  /// An existing ledger of whatever version, once it was seen that a run could use it. Nothing is
  /// changed, and an older one is not brought up to date. Reads every page.
  [[nodiscard]] Result<ledger::Ledger> open_ledger_as_it_is() const;

  /// An existing ledger, for reading only.
  [[nodiscard]] Result<ledger::Ledger> open_ledger_to_read() const;

  /// Reads the secrets and the signing key; sends nothing. The clock must outlive the endpoint.
  [[nodiscard]] Result<std::unique_ptr<delivery::Endpoint>> open_endpoint(const Clock& clock) const;

  /// Reads the signing key.
  [[nodiscard]] Result<flow::Sealer> open_sealer() const;

  [[nodiscard]] Result<std::unique_ptr<Log>> open_log() const;

 private:
  Plan() = default;
  [[nodiscard]] bool read_standard(const std::filesystem::path& shipped, Faults& faults);
  void read_profile(const std::filesystem::path& shipped, Faults& faults);
  [[nodiscard]] bool read_mapping(const std::filesystem::path& shipped, Faults& faults);
  void check_variant(Faults& faults) const;
  /// Holds it against the source all the same, so that one report has the faults of its YAML and of
  /// its SQL. A source that cannot be asked is no matter: the mapping cannot be used anyway.
  void check_faulty_mapping(const mapping::MappingFile& draft, Faults& faults) const;

  settings::Settings settings_;
  std::optional<standard::Standard> standard_;
  std::optional<mapping::MappingFile> mapping_;
  std::optional<delivery::Profile> profile_;
  std::vector<standard::Rule> rules_;
  const connectors::Kind* kind_ = nullptr;
  SourceOptions options_;
};

}  // namespace dataflow::app
