// The settings of a key that signs: the file it is in, or the PKCS#11 token that keeps it.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "agent/settings/secret_reference.h"
#include "agent/yaml/reader.h"

namespace dataflow::settings {

/// A key in a PKCS#11 token.
struct TokenReference {
  std::filesystem::path module;  ///< the library that came with the token; made absolute
  std::string token;             ///< its label
  std::string key;               ///< label of the key, or its id in hexadecimal digits
  SecretReference pin;
};

/// A key's place, and the name under which others know its public half.
struct NamedKey {
  std::filesystem::path file;  ///< empty where the key is in a token
  std::string id;
  std::optional<TokenReference> token = {};
};

/// Reads `{pkcs11: MODULE, token: LABEL, key: LABEL, pin: SECRET}`, with the members `besides` that
/// somebody else reads. Its faults are added to the file's.
[[nodiscard]] TokenReference read_token_reference(const std::filesystem::path& folder,
                                                  const yaml::Node& node, PlainSecrets plain,
                                                  const std::vector<std::string>& besides = {});

/// The key as people call it: the name of its file, or "'agent' in token 'council'".
[[nodiscard]] std::string place_of(const NamedKey& key);

}  // namespace dataflow::settings
