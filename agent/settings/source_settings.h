// `source:` in agent.yaml: what kind of source, its options, and the terms on which it is read.
#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "agent/core/source_terms.h"
#include "agent/settings/placed.h"
#include "agent/settings/secret_reference.h"

namespace dataflow::settings {

/// What a kind of source takes is checked against the connectors' registry, which this room does
/// not know. `ready`, `reads` and `load` are for every kind and no options of one.
struct Source {
  Placed kind;
  std::map<std::string, Placed> options;
  std::map<std::string, SecretReference> secrets;  ///< the options that say where a secret is kept
  SourceTerms terms{};
};

[[nodiscard]] Source read_source(const std::filesystem::path& folder, const yaml::Node& node);

}  // namespace dataflow::settings
