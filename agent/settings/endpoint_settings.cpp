#include "agent/settings/endpoint_settings.h"

#include <algorithm>
#include <utility>

#include "agent/settings/hours_settings.h"

namespace dataflow::settings {

namespace {

using yaml::Node;

/// What may stand in no URL of the settings, because a password may stand behind it: requests are
/// made of the first kind by adding to it; a token service may want `?p=POLICY`.
constexpr std::string_view kPathOnly = "@?#";
constexpr std::string_view kNoAccount = "@#";

/// Everything sent to the endpoint is personal data or a secret, so nothing but https will do.
std::string read_url(const Node& node, std::string_view unwanted) {
  std::string url = node.text();
  if (node.present() && !url.starts_with("https://")) {
    node.fault("A URL that begins with https:// was expected.",
               "Data and secrets never travel unencrypted.");
  } else if (url.find_first_of(unwanted) != std::string::npos) {
    node.fault("A URL of a host and a path was expected, without an account or a password.",
               "Accounts, passwords and keys have settings of their own.");
  }
  while (url.ends_with('/')) url.pop_back();
  return url;
}

std::filesystem::path read_file_name(const std::filesystem::path& folder, const Node& node) {
  const std::string name = node.text();
  return name.empty() ? std::filesystem::path() : folder / name;
}

/// `{id: ..., file: ...}`, with other members besides.
NamedKey read_named_key(const std::filesystem::path& folder, const Node& node,
                        const std::vector<std::string>& besides = {}) {
  std::vector<std::string> members = {"id", "file"};
  members.insert(members.end(), besides.begin(), besides.end());
  node.only(members);
  return {read_file_name(folder, node.required("file", "the file of the key")),
          node.required("id", "the name under which the key is known").text()};
}

/// The place of a key that signs: a file, or a group of settings that names a token.
NamedKey read_signing_key(const std::filesystem::path& folder, const Node& node,
                          PlainSecrets plain) {
  if (!node.is_map()) return {read_file_name(folder, node), "", {}};
  return {{}, "", read_token_reference(folder, node, plain)};
}

/// A key that signs with its name in one group of settings, and other members besides.
NamedKey read_named_signing_key(const std::filesystem::path& folder, const Node& node,
                                PlainSecrets plain, std::vector<std::string> besides = {}) {
  if (!node.member("pkcs11").present()) return read_named_key(folder, node, besides);
  besides.emplace_back("id");
  return {{},
          node.required("id", "the name under which the key is known").text(),
          read_token_reference(folder, node, plain, besides)};
}

std::vector<NamedKey> read_answer_keys(const std::filesystem::path& folder, const Node& node) {
  std::vector<NamedKey> keys;
  for (const auto& item : node.items()) {
    NamedKey key = read_named_key(folder, item);
    const bool known = std::any_of(keys.begin(), keys.end(),
                                   [&](const NamedKey& other) { return other.id == key.id; });
    if (known) item.fault("Two of the answer_keys have this id.", "Give each its own.");
    keys.push_back(std::move(key));
  }
  return keys;
}

void read_client(const std::filesystem::path& folder, const Node& node, PlainSecrets plain,
                 Endpoint& endpoint) {
  endpoint.token_url =
      read_url(node.required("token_url", "where access tokens are issued"), kNoAccount);
  endpoint.client_id = node.required("client_id", "the client id that the DfE issued").text();
  endpoint.scope = node.required("scope", "the scope that the DfE issued").text();
  const auto key = node.member("client_key");
  if (!key.present()) {
    endpoint.client_secret = read_reference(
        folder, node.required("client_secret", "where the client secret is kept"), plain);
    return;
  }
  endpoint.client_key = read_named_signing_key(folder, key, plain, {"certificate"});
  if (const auto certificate = key.member("certificate"); certificate.present()) {
    endpoint.client_key_certificate = read_file_name(folder, certificate);
  }
  if (const auto secret = node.member("client_secret"); secret.present()) {
    secret.fault("Only one of client_secret and client_key is used.", "Remove the other.");
  }
}

void read_signing(const std::filesystem::path& folder, const Node& node, PlainSecrets plain,
                  Endpoint& endpoint) {
  endpoint.signing_key = read_signing_key(
      folder, node.required("signing_key", "the file of the private key that signs requests"),
      plain);
  endpoint.signing_key.id =
      node.required("key_id", "the name under which the endpoint knows the key").text();
  if (const auto previous = node.member("previous_key"); previous.present()) {
    endpoint.previous_key = read_named_signing_key(folder, previous, plain);
  }
  if (const auto keys = node.member("answer_keys"); keys.present()) {
    endpoint.answer_keys = read_answer_keys(folder, keys);
  }
}

void read_pace(const Node& node, Endpoint& endpoint) {
  if (const auto timeout = node.member("timeout_seconds"); timeout.present()) {
    endpoint.timeout = std::chrono::seconds(timeout.whole_number(1, 3600));
  }
  if (const auto in_flight = node.member("in_flight"); in_flight.present()) {
    endpoint.in_flight = static_cast<std::size_t>(in_flight.whole_number(1, 64));
  }
  if (const auto rate = node.member("requests_a_minute"); rate.present()) {
    endpoint.requests_a_minute = static_cast<std::size_t>(rate.whole_number(0, 100'000));
  }
  endpoint.hours = read_hours(node.member("hours"));
}

}  // namespace

Endpoint read_endpoint(const std::filesystem::path& folder, const yaml::Node& node,
                       PlainSecrets plain) {
  node.only({"url",
             "profile",
             "token_url",
             "client_id",
             "client_secret",
             "client_key",
             "supplier_key",
             "scope",
             "ca_file",
             "signing_key",
             "key_id",
             "previous_key",
             "answer_keys",
             "timeout_seconds",
             "in_flight",
             "requests_a_minute",
             "hours",
             "pinned_keys",
             "client_certificate",
             "proxy"});
  Endpoint endpoint;
  endpoint.url = read_url(node.required("url", "the base address of the endpoint"), kPathOnly);
  const auto profile = node.member("profile");
  endpoint.profile = profile.present() ? placed_name(profile) : Placed{"dfe-csc", node.line(), 1};
  read_client(folder, node, plain, endpoint);
  endpoint.supplier_key = read_reference(
      folder, node.required("supplier_key", "where the subscription key is kept"), plain);
  if (const auto ca = node.member("ca_file"); ca.present()) {
    endpoint.ca_file = read_file_name(folder, ca);
  }
  read_signing(folder, node, plain, endpoint);
  endpoint.network = read_network(folder, node, plain);
  read_pace(node, endpoint);
  return endpoint;
}

}  // namespace dataflow::settings
