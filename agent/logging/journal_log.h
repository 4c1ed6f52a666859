// A Log that writes entries with fields into systemd's journal.
#pragma once

#include <memory>
#include <string>

#include "agent/core/log.h"

namespace dataflow::logging {

/// Whether the journal reads what the standard error stream is given.
[[nodiscard]] bool stderr_leads_to_journal();

/// Each entry has MESSAGE (the event's name and the sentence), PRIORITY, MESSAGE_ID, DATAFLOW_EVENT
/// and DATAFLOW_EVENT_ID. An entry that the journal does not take is written to standard error.
[[nodiscard]] std::unique_ptr<Log> log_to_journal(Severity least);

/// The 128 bits, in hexadecimal, by which the journal and its catalogue know an event: the same for
/// ever, with the event's number at their end.
[[nodiscard]] std::string message_id(const Event& event);

}  // namespace dataflow::logging
