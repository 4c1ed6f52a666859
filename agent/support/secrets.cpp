#include "agent/support/secrets.h"

#include <sstream>

#include "agent/core/private_file.h"

namespace dataflow::support {

namespace {

constexpr std::size_t kKeyLine = 16;  // characters: a line of a PEM file that holds some of the key

/// A key is found by any line of it.
bool add_key(const std::filesystem::path& file, KnownValues& values) {
  const auto pem = read_private_file(file);
  if (!pem) return false;
  std::istringstream lines(pem->reveal());
  for (std::string line; std::getline(lines, line);) {
    if (line.size() >= kKeyLine && !line.starts_with("-----")) {
      values.add_secret(Secret(line), "a private key");
    }
  }
  return true;
}

}  // namespace

std::size_t add_secrets(const settings::Settings& settings, KnownValues& values) {
  const auto& endpoint = settings.endpoint;
  std::vector<settings::SecretReference> references = {endpoint.supplier_key, settings.ledger_key};
  if (!endpoint.client_key) references.push_back(endpoint.client_secret);
  for (const auto& [name, reference] : settings.source.secrets) references.push_back(reference);
  const auto& network = endpoint.network;
  if (network.proxy.password) references.push_back(*network.proxy.password);
  if (network.client_certificate && network.client_certificate->password) {
    references.push_back(*network.client_certificate->password);
  }
  if (endpoint.signing_key.token) references.push_back(endpoint.signing_key.token->pin);
  std::size_t unread = 0;
  for (const auto& reference : references) {
    const auto secret = settings::read_secret(reference);
    if (secret) values.add_secret(*secret, "a secret");
    if (!secret) ++unread;
  }
  const auto& key = endpoint.signing_key.file;
  if (!key.empty() && !add_key(key, values)) ++unread;
  return unread;
}

}  // namespace dataflow::support
