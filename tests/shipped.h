// The standard and mappings that are shipped with the programs, for tests.
#pragma once

#include <filesystem>
#include <stdexcept>

#include "agent/standard/standard.h"

namespace dataflow {

[[nodiscard]] inline std::filesystem::path shipped_config() {
  return DATAFLOW_CONFIG_FOLDER;
}

[[nodiscard]] inline standard::Standard shipped_standard() {
  Faults faults;
  auto standard =
      standard::Standard::load(shipped_config() / "standards" / "dfe-csc" / "1.0.1", faults);
  if (!standard) throw std::runtime_error(describe(faults.front()));
  return std::move(*standard);
}

/// The same, read once.
[[nodiscard]] inline const standard::Standard& the_standard() {
  static const auto standard = shipped_standard();
  return standard;
}

}  // namespace dataflow
