#include "agent/logging/host_log.h"

#include "agent/logging/journal_log.h"
#include "agent/logging/text_log.h"

namespace dataflow::logging {

std::unique_ptr<Log> log_for_the_host(Severity least) {
  return stderr_leads_to_journal() ? log_to_journal(least) : log_to_stderr(least);
}

}  // namespace dataflow::logging
