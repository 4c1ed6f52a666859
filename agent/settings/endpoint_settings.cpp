#include "agent/settings/endpoint_settings.h"

namespace dataflow::settings {

namespace {

using yaml::Node;

/// Everything sent to the endpoint is personal data or a secret, so nothing but https will do.
std::string read_url(const Node& node) {
  std::string url = node.text();
  if (node.present() && !url.starts_with("https://")) {
    node.fault("A URL that begins with https:// was expected.",
               "Data and secrets never travel unencrypted.");
  }
  while (url.ends_with('/')) url.pop_back();
  return url;
}

}  // namespace

Endpoint read_endpoint(const std::filesystem::path& folder, const yaml::Node& node,
                       PlainSecrets plain) {
  node.only({"url", "token_url", "client_id", "client_secret", "supplier_key", "scope", "ca_file",
             "signing_key", "key_id", "timeout_seconds", "pinned_keys", "client_certificate",
             "proxy"});
  Endpoint endpoint;
  endpoint.url = read_url(node.required("url", "the base address of the endpoint"));
  endpoint.token_url = read_url(node.required("token_url", "where access tokens are issued"));
  endpoint.client_id = node.required("client_id", "the client id that the DfE issued").text();
  endpoint.client_secret = read_reference(
      folder, node.required("client_secret", "where the client secret is kept"), plain);
  endpoint.supplier_key = read_reference(
      folder, node.required("supplier_key", "where the subscription key is kept"), plain);
  endpoint.scope = node.required("scope", "the scope that the DfE issued").text();
  if (const auto ca = node.member("ca_file"); ca.present()) {
    endpoint.ca_file = folder / ca.text();
  }
  endpoint.signing_key =
      folder /
      (node.required("signing_key", "the file of the private key that signs requests").text());
  endpoint.key_id =
      node.required("key_id", "the name under which the endpoint knows the key").text();
  if (const auto timeout = node.member("timeout_seconds"); timeout.present()) {
    endpoint.timeout = std::chrono::seconds(timeout.whole_number(1, 3600));
  }
  endpoint.network = read_network(folder, node, plain);
  return endpoint;
}

}  // namespace dataflow::settings
