// The settings of the endpoint: where the records are sent, and how the agent proves who it is.
#pragma once

#include <chrono>
#include <filesystem>
#include <string>

#include "agent/settings/network_settings.h"
#include "agent/settings/secret_reference.h"
#include "agent/yaml/reader.h"

namespace dataflow::settings {

/// `endpoint:`
struct Endpoint {
  std::string url;  ///< the base, without the path that the contract fixes
  std::string token_url;
  std::string client_id;
  SecretReference client_secret;
  SecretReference supplier_key;
  std::string scope;
  std::filesystem::path ca_file;      ///< a private certificate authority; empty: the system's
  std::filesystem::path signing_key;  ///< PKCS#8 PEM
  std::string key_id;                 ///< under which the endpoint knows the public half
  std::chrono::seconds timeout{60};   ///< for one request as a whole
  Network network;                    ///< the way to it
};

/// Reads `endpoint:`; its faults are added to the file's. Relative paths are taken from `folder`.
[[nodiscard]] Endpoint read_endpoint(const std::filesystem::path& folder, const yaml::Node& node,
                                     PlainSecrets plain = PlainSecrets::refused);

}  // namespace dataflow::settings
