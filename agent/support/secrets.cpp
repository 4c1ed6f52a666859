#include "agent/support/secrets.h"

#include <sstream>

#include "agent/core/private_file.h"

namespace dataflow::support {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kKeyLine = 16;  // characters: a line of a PEM file that holds some of the key

/// A key is found by any line of it.
bool add_key(const fs::path& file, KnownValues& values) {
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

/// All that are this council's own.
std::vector<const settings::NamedKey*> keys_of(const settings::Endpoint& endpoint) {
  std::vector<const settings::NamedKey*> keys = {&endpoint.signing_key};
  if (endpoint.previous_key) keys.push_back(&*endpoint.previous_key);
  if (endpoint.client_key) keys.push_back(&*endpoint.client_key);
  return keys;
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
  std::vector<fs::path> key_files;
  for (const auto* key : keys_of(endpoint)) {
    if (key->token) references.push_back(key->token->pin);
    if (!key->file.empty()) key_files.push_back(key->file);
  }
  if (network.client_certificate && !network.client_certificate->key.empty()) {
    key_files.push_back(network.client_certificate->key);
  }
  std::size_t unread = 0;
  for (const auto& reference : references) {
    const auto secret = settings::read_secret(reference);
    if (secret) values.add_secret(*secret, "a secret");
    if (!secret) ++unread;
  }
  for (const auto& file : key_files) {
    if (!add_key(file, values)) ++unread;
  }
  return unread;
}

}  // namespace dataflow::support
