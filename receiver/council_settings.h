// Reads the list of councils in receiver.yaml.
#pragma once

#include <vector>

#include "receiver/council.h"
#include "receiver/settings_file.h"

namespace dataflow::receiver {

/// Every council under `councils:`. Codes and client ids have to differ.
[[nodiscard]] std::vector<Council> read_councils(const SettingsFile& file, const yaml::Node& list);

}  // namespace dataflow::receiver
