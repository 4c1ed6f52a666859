#include "agent/app/endpoint_options.h"

#include "agent/app/client_options.h"

namespace dataflow::app {

Result<delivery::EndpointOptions> endpoint_options(const settings::Settings& settings) {
  const auto& given = settings.endpoint;
  TRY_ASSIGN(auto key, signing::PrivateKey::read(given.signing_key));
  TRY_ASSIGN(auto client_secret, settings::read_secret(given.client_secret));
  TRY_ASSIGN(auto supplier_key, settings::read_secret(given.supplier_key));
  TRY_ASSIGN(auto client, client_options(given));
  return delivery::EndpointOptions{
      given.url,
      settings.council,
      {given.token_url, given.client_id, std::move(client_secret), given.scope},
      std::move(supplier_key),
      std::move(client),
      std::move(key),
      given.key_id};
}

}  // namespace dataflow::app
