// The log where whoever hosts the program reads it: systemd's journal, or standard error.
#pragma once

#include <memory>

#include "agent/core/log.h"

namespace dataflow::logging {

/// Entries with fields in the journal where the standard error stream leads there (JOURNAL_STREAM,
/// systemd.exec(5)), and lines on that stream otherwise. docs/monitoring.md lists the fields.
[[nodiscard]] std::unique_ptr<Log> log_for_the_host(Severity least);

}  // namespace dataflow::logging
