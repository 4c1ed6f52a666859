// The settings of the endpoint: where the records are sent, and how the agent proves who it is.
#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "agent/core/hours_of_day.h"
#include "agent/settings/key_settings.h"
#include "agent/settings/network_settings.h"
#include "agent/settings/placed.h"
#include "agent/settings/secret_reference.h"
#include "agent/yaml/reader.h"

namespace dataflow::settings {

/// `endpoint:`
struct Endpoint {
  std::string url;  ///< the base, without the path of the profile
  Placed profile;   ///< the name of a shipped profile, or the path of a file
  std::string token_url;
  std::string client_id;
  SecretReference client_secret;       ///< not where there is a client key
  std::optional<NamedKey> client_key;  ///< proves the client by private_key_jwt (RFC 7523)
  std::filesystem::path client_key_certificate;  ///< whose thumbprint is told; may be empty
  SecretReference supplier_key;
  std::string scope;
  std::filesystem::path ca_file;         ///< a private certificate authority; empty: the system's
  NamedKey signing_key;                  ///< PKCS#8 PEM, or in a token
  std::optional<NamedKey> previous_key;  ///< signs as well, while one key replaces another
  std::vector<NamedKey> answer_keys;     ///< public: those that the endpoint signs answers with
  std::chrono::seconds timeout{60};      ///< for one request as a whole
  Network network;                       ///< the way to it
  std::optional<std::size_t> in_flight;  ///< instead of the profile's
  std::optional<std::size_t> requests_a_minute;  ///< instead of the profile's
  HoursOfDay hours;
};

/// Reads `endpoint:`; its faults are added to the file's. Relative paths are taken from `folder`.
[[nodiscard]] Endpoint read_endpoint(const std::filesystem::path& folder, const yaml::Node& node,
                                     PlainSecrets plain = PlainSecrets::refused);

}  // namespace dataflow::settings
