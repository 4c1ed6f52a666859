#include "agent/app/signing_key.h"

#include "agent/signing/token_key.h"

namespace dataflow::app {

Result<signing::PrivateKey> open_signing_key(const settings::NamedKey& named) {
  if (!named.token) return signing::PrivateKey::read(named.file);
  TRY_ASSIGN(const Secret pin, settings::read_secret(named.token->pin));
  return signing::open_token_key({named.token->module, named.token->token, named.token->key}, pin);
}

}  // namespace dataflow::app
