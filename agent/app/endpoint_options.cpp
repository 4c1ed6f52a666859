#include "agent/app/endpoint_options.h"

#include "agent/app/client_options.h"
#include "agent/app/signing_key.h"
#include "agent/signing/thumbprint.h"

namespace dataflow::app {

namespace {

Result<delivery::SigningKey> named_key(const settings::NamedKey& named) {
  TRY_ASSIGN(auto key, open_signing_key(named));
  return delivery::SigningKey{std::move(key), named.id};
}

Result<oauth::Credentials> credentials(const settings::Endpoint& given) {
  oauth::Credentials credentials{given.token_url, given.client_id, {}, given.scope, {}};
  if (!given.client_key) {
    TRY_ASSIGN(credentials.client_secret, settings::read_secret(given.client_secret));
    return credentials;
  }
  TRY_ASSIGN(auto key, open_signing_key(*given.client_key));
  credentials.client_key = {std::move(key), {given.client_key->id, std::nullopt}};
  if (const auto& certificate = given.client_key_certificate; !certificate.empty()) {
    TRY_ASSIGN(credentials.client_key->name.certificate, signing::thumbprint(certificate));
  }
  return credentials;
}

Result<signing::KeyRing> answer_keys(const std::vector<settings::NamedKey>& named) {
  signing::KeyRing keys;
  for (const auto& one : named) {
    TRY_ASSIGN(auto key, signing::PublicKey::read(one.file));
    keys.emplace(one.id, std::move(key));
  }
  return keys;
}

}  // namespace

Result<delivery::EndpointOptions> endpoint_options(const settings::Settings& settings,
                                                   const delivery::Profile& profile) {
  TRY_ASSIGN(auto key, open_signing_key(settings.endpoint.signing_key));
  return endpoint_options(settings, profile, std::move(key));
}

Result<delivery::EndpointOptions> endpoint_options(const settings::Settings& settings,
                                                   const delivery::Profile& profile,
                                                   signing::PrivateKey signing_key) {
  const auto& given = settings.endpoint;
  TRY_ASSIGN(auto supplier_key, settings::read_secret(given.supplier_key));
  TRY_ASSIGN(auto proof, credentials(given));
  TRY_ASSIGN(auto keys, answer_keys(given.answer_keys));
  TRY_ASSIGN(auto client, client_options(given));
  delivery::EndpointOptions options{given.url,
                                    settings.council,
                                    profile,
                                    std::move(proof),
                                    std::move(supplier_key),
                                    std::move(client),
                                    {std::move(signing_key), given.signing_key.id},
                                    {},
                                    std::move(keys)};
  if (given.previous_key) {
    TRY_ASSIGN(options.previous_key, named_key(*given.previous_key));
  }
  return options;
}

}  // namespace dataflow::app
