// The settings of the way to the endpoint: pinned keys, client certificate, proxy.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "agent/http/client_options.h"
#include "agent/settings/secret_reference.h"
#include "agent/yaml/reader.h"

namespace dataflow::settings {

/// `client_certificate:`
struct ClientCertificate {
  http::ClientCertificate::Format format = http::ClientCertificate::Format::pem;
  std::filesystem::path file;
  std::filesystem::path key;                ///< of pem
  std::optional<SecretReference> password;  ///< none: the key has none
};

/// `proxy:` all but the password as http::Proxy has it.
struct Proxy {
  http::Proxy route;
  std::optional<SecretReference> password;
};

/// What `endpoint:` says of the way to it, besides its address and its authority.
struct Network {
  std::vector<std::string> pinned_keys;
  std::optional<ClientCertificate> client_certificate;
  Proxy proxy;
};

/// Reads `pinned_keys`, `client_certificate` and `proxy` of `endpoint:`; their faults are added to
/// the file's, and hold no value that could be a secret. Relative paths are taken from `folder`.
[[nodiscard]] Network read_network(const std::filesystem::path& folder, const yaml::Node& endpoint,
                                   PlainSecrets plain = PlainSecrets::refused);

}  // namespace dataflow::settings
