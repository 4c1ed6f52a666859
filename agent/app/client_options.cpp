#include "agent/app/client_options.h"

namespace dataflow::app {

namespace {

Result<Secret> password_of(const std::optional<settings::SecretReference>& reference) {
  return reference ? settings::read_secret(*reference) : Secret();
}

}  // namespace

Result<http::ClientOptions> client_options(const settings::Endpoint& endpoint) {
  const auto& network = endpoint.network;
  http::ClientOptions options{endpoint.ca_file, endpoint.timeout};
  options.pinned_keys = network.pinned_keys;
  options.proxy = network.proxy.route;
  TRY_ASSIGN(options.proxy.password, password_of(network.proxy.password));
  if (const auto& certificate = network.client_certificate) {
    TRY_ASSIGN(auto password, password_of(certificate->password));
    options.client_certificate = {certificate->format, certificate->file, certificate->key,
                                  std::move(password)};
  }
  return options;
}

}  // namespace dataflow::app
