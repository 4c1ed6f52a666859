// A Log that writes one line per event, to the standard error stream or to a file.
#pragma once

#include <filesystem>
#include <memory>

#include "agent/core/log.h"
#include "agent/core/result.h"

namespace dataflow::logging {

/// Lines on standard error: "2026-06-01T06:30:00.123Z info intake.settled 2,000 children ...".
[[nodiscard]] std::unique_ptr<Log> log_to_stderr(Severity least);

/// The same lines in a file that is closed to other accounts. At 10 MB it becomes FILE.1 and a new
/// one is begun; five are kept. Remedy stop when the file cannot be opened.
[[nodiscard]] Result<std::unique_ptr<Log>> log_to_file(const std::filesystem::path& file,
                                                       Severity least);

}  // namespace dataflow::logging
