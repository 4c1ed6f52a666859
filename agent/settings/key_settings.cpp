#include "agent/settings/key_settings.h"

#include <fmt/format.h>

namespace dataflow::settings {

TokenReference read_token_reference(const std::filesystem::path& folder, const yaml::Node& node,
                                    PlainSecrets plain, const std::vector<std::string>& besides) {
  std::vector<std::string> members = {"pkcs11", "token", "key", "pin"};
  members.insert(members.end(), besides.begin(), besides.end());
  node.only(members);
  const auto pin = node.required("pin", "where the PIN of the token is kept");
  return {folder / node.required("pkcs11", "the PKCS#11 library of the token").text(),
          node.required("token", "the label of the token").text(),
          node.required("key", "the label or the id of the key").text(),
          read_reference(folder, pin, plain)};
}

std::string place_of(const NamedKey& key) {
  if (!key.token) return key.file.string();
  return fmt::format("'{}' in token '{}'", key.token->key, key.token->token);
}

}  // namespace dataflow::settings
