#include "agent/settings/network_settings.h"

#include <algorithm>
#include <string_view>

#include "agent/core/ascii.h"
#include "agent/settings/proxy_settings.h"

namespace dataflow::settings {

namespace {

using yaml::Node;

bool is_base64(char c) {
  return ascii::is_letter(c) || ascii::is_digit(c) || c == '+' || c == '/';
}

/// "sha256//" and 32 bytes in base64: 43 characters and one that fills up.
bool is_pin(std::string_view text) {
  constexpr std::string_view kBegin = "sha256//";
  constexpr std::size_t kCharacters = 43;
  if (!text.starts_with(kBegin)) return false;
  text.remove_prefix(kBegin.size());
  if (text.size() != kCharacters + 1 || text.back() != '=') return false;
  text.remove_suffix(1);
  return std::all_of(text.begin(), text.end(), is_base64);
}

std::vector<std::string> read_pins(const Node& node) {
  std::vector<std::string> pins;
  for (const auto& item : node.items()) {
    pins.push_back(item.text());
    if (is_pin(pins.back())) continue;
    item.fault("A pin was expected: sha256// and 44 characters of base64.",
               "docs/council-it.md has the command that makes one from a certificate.");
  }
  return pins;
}

ClientCertificate read_pem(const std::filesystem::path& folder, const Node& node) {
  ClientCertificate certificate;
  certificate.file = folder / node.required("file", "the certificate in PEM form").text();
  certificate.key = folder / node.required("key", "the file of its private key").text();
  return certificate;
}

ClientCertificate read_pkcs12(const std::filesystem::path& folder, const Node& node) {
  ClientCertificate certificate;
  certificate.format = http::ClientCertificate::Format::pkcs12;
  certificate.file = folder / node.member("pkcs12").text();
  if (const auto key = node.member("key"); key.present()) {
    key.fault("A PKCS#12 file holds its key itself.", "Take key out.");
  }
  return certificate;
}

ClientCertificate read_certificate(const std::filesystem::path& folder, const Node& node,
                                   PlainSecrets plain) {
  if (!node.is_map()) {
    node.fault("A client certificate was expected.",
               "Write {file: cert.pem, key: key.pem} or {pkcs12: file.p12, password: ...}.");
    return {};
  }
  node.only({"file", "key", "pkcs12", "password"});
  const bool packed = node.member("pkcs12").present();
  if (packed && node.member("file").present()) {
    node.fault("One of file and pkcs12 was expected.");
    return {};
  }
  auto certificate = packed ? read_pkcs12(folder, node) : read_pem(folder, node);
  if (const auto password = node.member("password"); password.present()) {
    certificate.password = read_reference(folder, password, plain);
  }
  return certificate;
}

}  // namespace

Network read_network(const std::filesystem::path& folder, const Node& endpoint,
                     PlainSecrets plain) {
  Network network;
  network.pinned_keys = read_pins(endpoint.member("pinned_keys"));
  if (const auto certificate = endpoint.member("client_certificate"); certificate.present()) {
    network.client_certificate = read_certificate(folder, certificate, plain);
  }
  network.proxy = read_proxy(folder, endpoint.member("proxy"), plain);
  return network;
}

}  // namespace dataflow::settings
