// Where an export is and how its end shows, as the settings say it: the options of csv and xlsx.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "connectors/connector.h"
#include "connectors/files/finished.h"

namespace dataflow::connectors::files {

struct Export {
  std::unique_ptr<Store> store;
  Drop drop;
};

/// The options, for files of such a format: "CSV".
[[nodiscard]] std::vector<Option> export_options(const std::string& format);

/// From `marker` and `quiet_seconds`. Remedy stop.
[[nodiscard]] Result<Drop> drop_of(const Options& options);

/// From these options. Remedy stop.
[[nodiscard]] Result<Export> export_of(const Options& options);

/// By the clock of this machine.
[[nodiscard]] FileTime now();

}  // namespace dataflow::connectors::files
