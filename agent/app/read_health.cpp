#include "agent/app/read_health.h"

#include "agent/app/ledger_key.h"
#include "agent/ledger/ledger.h"

namespace dataflow::app {

Result<health::Health> read_health(const settings::Settings& settings, Instant now) {
  TRY_ASSIGN(const auto key, key_of_ledger_there(settings));
  TRY_ASSIGN(const auto ledger, ledger::Ledger::open_to_read(settings.ledger, key));
  return health::read_health(ledger, settings, now);
}

}  // namespace dataflow::app
