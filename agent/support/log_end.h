// What a bundle has of the log: its end, from a file or from systemd's journal.
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>

#include "agent/core/result.h"
#include "agent/support/bundle_file.h"

namespace dataflow::support {

/// How much of a log goes in, in bytes.
inline constexpr std::size_t kMostOfLog = std::size_t{256} * 1024;

/// log.txt: the last lines of a log file; nothing where it is not there. Remedy stop.
[[nodiscard]] Result<std::optional<BundleFile>> end_of_log_file(const std::filesystem::path& file);

/// log.txt: the last entries of a service such as "dataflow-agent.service", as lines like those of
/// a log file. Two kinds are on the list: the program's own events, and what systemd says of the
/// service, as its fields and not as its sentence: started, ended and how, started anew. What else
/// the service or its drivers print is left out. Nothing where the journal has no such entry that
/// this account may read: that takes root, or the group systemd-journal. Remedy stop.
[[nodiscard]] Result<std::optional<BundleFile>> end_of_journal(const std::string& service);

}  // namespace dataflow::support
