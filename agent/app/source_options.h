// Holds what stands under `source:` against what that kind of source takes.
#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "agent/core/fault.h"
#include "agent/core/result.h"
#include "agent/settings/settings.h"
#include "connectors/connector.h"

namespace dataflow::app {

/// The kind that `source.kind` names; null, with a fault, when there is none.
[[nodiscard]] const connectors::Kind* find_source_kind(const settings::Settings& settings,
                                                       Faults& faults);

/// The options of a source, and where its secrets are kept.
struct SourceOptions {
  connectors::Options options;
  std::map<std::string, settings::SecretReference> secrets;
};

/// What options are read with.
struct OptionGround {
  std::filesystem::path profiles;  ///< the folder of the shipped profiles of sources
  settings::PlainSecrets plain;    ///< whether a secret may stand in the settings itself
};

/// The options with paths made absolute. Adds a fault for every option that is unknown, missing or
/// of the wrong type; it never repeats what stands in the place of a secret.
[[nodiscard]] SourceOptions check_source_options(const settings::Settings& settings,
                                                 const connectors::Kind& kind,
                                                 const OptionGround& ground, Faults& faults);

/// The options with the secrets read from their places. Remedy stop.
[[nodiscard]] Result<connectors::Options> with_secrets(const SourceOptions& given);

}  // namespace dataflow::app
