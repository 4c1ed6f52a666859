// The seed of a test that throws dice: shown when it fails, and given back by DATAFLOW_SEED.
#pragma once

#include <cstdlib>
#include <random>

namespace dataflow {

/// The number in a variable of the environment.
[[nodiscard]] inline unsigned number_from(const char* variable, unsigned otherwise) {
  const char* given = std::getenv(variable);
  return given == nullptr ? otherwise : static_cast<unsigned>(std::strtoul(given, nullptr, 10));
}

[[nodiscard]] inline unsigned seed_of_this_run() {
  return number_from("DATAFLOW_SEED", std::random_device()());
}

}  // namespace dataflow
