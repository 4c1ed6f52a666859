#include "agent/app/ledger_key.h"

#include "agent/core/account.h"
#include "agent/core/aes_gcm.h"
#include "agent/core/ascii.h"
#include "agent/core/digest.h"
#include "agent/core/presence.h"
#include "agent/core/private_file.h"
#include "agent/ledger/ledger.h"
#include "agent/ledger/mark.h"

namespace dataflow::app {

namespace {

namespace fs = std::filesystem;
using Kept = settings::SecretReference::Kept;

}  // namespace

Result<Secret> read_ledger_key(const settings::SecretReference& reference) {
  TRY_ASSIGN(const Secret text, settings::read_secret(reference));
  auto key = from_hex(ascii::lowered(text.reveal()));
  if (key && key->size() == AesGcm::kKey) return Secret(std::move(*key));
  return Error{Remedy::stop, reference.name, "64 hexadecimal digits were expected as a key.",
               "Make one with: openssl rand -hex 32"};
}

Result<Secret> ledger_key(const settings::Settings& settings) {
  const auto& reference = settings.ledger_key;
  const bool needed_before = ledger::was_made(settings.ledger);
  if (reference.kept == Kept::file && !needed_before && is_missing(reference.name)) {
    TRY(make_ledger_key(reference.name));
  }
  return read_ledger_key(reference);
}

Result<Secret> key_of_ledger_there(const settings::Settings& settings) {
  TRY(ledger::check_there(settings.ledger));
  return read_ledger_key(settings.ledger_key);
}

Result<void> make_ledger_key(const fs::path& file) {
  TRY(check_account(file));
  TRY_ASSIGN(const Secret key, random_key(AesGcm::kKey));
  const Secret text(hex(key.reveal()) + "\n");
  return write_private_file(file, text.reveal());
}

}  // namespace dataflow::app
