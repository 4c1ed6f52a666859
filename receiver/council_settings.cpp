#include "receiver/council_settings.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

namespace dataflow::receiver {

namespace {

bool is_code(const std::string& text) {
  return text.size() == 3 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

void read_council_key(const SettingsFile& file, const yaml::Node& node, signing::KeyRing& keys) {
  node.only({"id", "file"});
  const auto id = node.required("id", "the key id that the council names");
  const auto pem = node.required("file", "the PEM file of the council's public key");
  const std::string name = id.text();
  auto key = file.public_key(pem);
  if (!key) return;
  if (!keys.emplace(name, std::move(*key)).second) {
    id.fault(fmt::format("The key id '{}' is given twice.", name), "Give each key its own.");
  }
}

Council read_council(const SettingsFile& file, const yaml::Node& node) {
  node.only(
      {"code", "client_id", "client_secret", "supplier_key", "signing_keys", "assertion_keys"});
  Council council;
  const auto code = node.required("code", "the council's three digits");
  council.code = code.text();
  if (!council.code.empty() && !is_code(council.code)) {
    code.fault("'code' should be three digits.", "Write it in quotes, such as \"846\".");
  }
  council.client_id = node.required("client_id", "the OAuth client id of the council").text();
  const auto assertion_keys = node.member("assertion_keys");
  const auto secret = assertion_keys.present()
                          ? node.member("client_secret")
                          : node.required("client_secret", "the file of the client secret");
  if (secret.present()) council.client_secret = file.secret(secret);
  council.supplier_key = file.secret(node.required("supplier_key", "the file of the SupplierKey"));
  for (const auto& key : node.member("signing_keys").items()) {
    read_council_key(file, key, council.signing_keys);
  }
  for (const auto& key : assertion_keys.items()) {
    read_council_key(file, key, council.assertion_keys);
  }
  return council;
}

}  // namespace

std::vector<Council> read_councils(const SettingsFile& file, const yaml::Node& list) {
  std::vector<Council> councils;
  std::set<std::string> codes;
  std::set<std::string> clients;
  for (const auto& node : list.items()) {
    Council council = read_council(file, node);
    if (!council.code.empty() && !codes.insert(council.code).second) {
      node.member("code").fault(fmt::format("The council {} is given twice.", council.code));
    }
    if (!council.client_id.empty() && !clients.insert(council.client_id).second) {
      node.member("client_id")
          .fault("Two councils have this client id.", "Give each its own: it tells them apart.");
    }
    councils.push_back(std::move(council));
  }
  if (list.is_list() && councils.empty()) list.fault("At least one council is needed.");
  return councils;
}

}  // namespace dataflow::receiver
