#include "receiver/settings.h"

#include <algorithm>

#include <fmt/format.h>

#include "agent/standard/versions.h"
#include "agent/yaml/reader.h"
#include "receiver/council_settings.h"
#include "receiver/ip_address.h"
#include "receiver/response_signature.h"
#include "receiver/settings_file.h"

namespace dataflow::receiver {

namespace {

namespace fs = std::filesystem;

Listen read_listen(const SettingsFile& file, const yaml::Node& node) {
  Listen listen;
  if (!node.present()) return listen;
  node.only({"address", "port", "port_file"});
  if (const auto address = node.member("address"); address.present()) {
    listen.address = address.text();
    if (!is_ip_address(listen.address)) {
      address.fault("'address' should be an IP address of this machine.",
                    "Write 127.0.0.1 for this machine alone, or 0.0.0.0 for every network.");
    }
  }
  if (const auto port = node.member("port"); port.present()) {
    listen.port = static_cast<std::uint16_t>(port.whole_number(0, 65535));
  }
  if (const auto to = node.member("port_file"); to.present()) listen.port_file = file.path(to);
  return listen;
}

TlsIdentity read_tls(const SettingsFile& file, const yaml::Node& node) {
  node.only({"certificate", "key"});
  const auto certificate = node.required("certificate", "the PEM file of the certificate");
  const auto key = node.required("key", "the PEM file of the certificate's private key");
  if (!certificate.is_text() || !key.is_text()) {
    static_cast<void>(certificate.text());  // for their faults
    static_cast<void>(key.text());
    return nullptr;
  }
  auto identity = load_tls_identity(file.path(certificate), file.path(key));
  if (identity) return std::move(*identity);
  const bool about_key = identity.error().where == file.path(key).string();
  SettingsFile::fault(about_key ? key : certificate, identity.error());
  return nullptr;
}

std::unique_ptr<const standard::Standard> read_standard(const SettingsFile& file,
                                                        const yaml::Node& root,
                                                        const fs::path& shipped, Faults& faults) {
  const auto node = root.required("standard", "the version to receive, such as dfe-csc/1.0.1");
  const auto elsewhere = root.member("standards");
  const fs::path folder = elsewhere.present() ? file.path(elsewhere) : shipped;
  if (!node.present()) return nullptr;
  const std::string id = node.text();
  const auto known = standard::versions_in(folder);
  if (std::find(known.begin(), known.end(), id) == known.end()) {
    node.fault(
        fmt::format("The standard '{}' is not there.", id),
        known.empty() ? fmt::format("{} holds none.", folder.string()) : suggestion(id, known));
    return nullptr;
  }
  auto standard = standard::load_version(folder, id, faults);
  if (!standard) return nullptr;
  return std::make_unique<const standard::Standard>(std::move(*standard));
}

/// A path of the HTTP target, such as /oauth2/v2.0/token.
std::string read_target(const yaml::Node& node) {
  std::string path = node.text();
  const bool fits = path.starts_with('/') && path.find_first_of(" ?#") == std::string::npos;
  if (!fits && !path.empty()) node.fault("A path that begins with '/' was expected.");
  return path;
}

void read_token(const yaml::Node& node, Settings& settings) {
  if (!node.present()) return;
  node.only({"path", "lifetime_seconds"});
  if (const auto path = node.member("path"); path.present()) {
    settings.token_path = read_target(path);
  }
  if (const auto seconds = node.member("lifetime_seconds"); seconds.present()) {
    settings.token_lifetime = std::chrono::seconds(seconds.whole_number(1, 86'400));
  }
}

std::optional<signing::Signer> read_responses(const SettingsFile& file, const yaml::Node& node) {
  if (!node.present()) return std::nullopt;
  node.only({"signing_key", "key_id"});
  const auto id = node.required("key_id", "the key id that the councils know the key by");
  auto key = file.private_key(node.required("signing_key", "the PEM file of the private key"));
  if (!key) return std::nullopt;
  return signing::Signer{kReceiverLabel, id.text(), std::move(*key)};
}

void read_conduct(const yaml::Node& root, Settings& settings) {
  if (const auto base = root.member("base_path"); base.present() && !base.raw().empty()) {
    settings.base_path = read_target(base);
    while (settings.base_path.ends_with('/')) settings.base_path.pop_back();
  }
  if (const auto signatures = root.member("signatures"); signatures.present()) {
    settings.signatures = signatures.one_of({"required", "when_present"}) == "required"
                              ? Signatures::required
                              : Signatures::when_present;
  }
  if (const auto shape = root.member("receipts"); shape.present()) {
    settings.receipts = receipt_shape(shape.one_of(receipt_shape_words()));
  }
  if (const auto rate = root.member("requests_a_minute"); rate.present()) {
    settings.requests_a_minute = static_cast<std::size_t>(rate.whole_number(0, 100'000));
  }
  if (const auto most = root.member("most_body_bytes"); most.present()) {
    settings.most_body_bytes = static_cast<std::size_t>(most.whole_number(1, 1'000'000'000));
  }
  if (const auto keep = root.member("keep_bodies"); keep.present()) {
    settings.bodies = keep.flag() ? Bodies::kept : Bodies::dropped;
  }
}

}  // namespace

std::optional<Settings> Settings::read(const fs::path& path, const fs::path& shipped_standards,
                                       Faults& faults) {
  const std::size_t before = faults.size();
  const SettingsFile file(path);
  const auto root = yaml::Node::open(path, faults);
  root.only({"listen", "tls", "store", "standard", "standards", "token", "base_path", "signatures",
             "receipts", "requests_a_minute", "most_body_bytes", "keep_bodies", "responses",
             "councils"});
  Settings settings;
  settings.listen = read_listen(file, root.member("listen"));
  settings.tls = read_tls(file, root.required("tls", "the certificate to show, and its key"));
  settings.store = file.path(root.required("store", "the SQLite file for what is received"));
  settings.standard = read_standard(file, root, shipped_standards, faults);
  read_token(root.member("token"), settings);
  read_conduct(root, settings);
  settings.responses = read_responses(file, root.member("responses"));
  settings.councils = read_councils(file, root.required("councils", "who may send"));
  if (faults.size() == before) return settings;
  sort_by_place(faults);
  return std::nullopt;
}

}  // namespace dataflow::receiver
