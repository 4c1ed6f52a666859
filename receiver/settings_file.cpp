#include "receiver/settings_file.h"

#include <fmt/format.h>

#include "agent/core/private_file.h"

namespace dataflow::receiver {

std::filesystem::path SettingsFile::path(const yaml::Node& node) const {
  return folder_ / node.text();
}

Digest SettingsFile::secret(const yaml::Node& node) const {
  if (!node.present()) return {};
  if (!node.is_map()) {
    node.fault("A secret is not written here, but named by its file.",
               "Write it as {file: NAME}, and put the secret into that file.");
    return {};
  }
  node.only({"file"});
  const auto file = node.required("file", "the file that holds the secret");
  if (!file.is_text()) return {};
  const auto content = read_private_file(path(file));
  if (!content) {
    fault(file, content.error());
    return {};
  }
  const std::string_view text = content->reveal();
  const std::size_t end = text.find_last_not_of("\r\n");
  if (end == std::string_view::npos) {
    file.fault("The file holds no secret.", "Write the secret into it, on one line.");
    return {};
  }
  return sha256(text.substr(0, end + 1));
}

void SettingsFile::fault(const yaml::Node& node, const Error& error) {
  node.fault(fmt::format("{}: {}", error.where, error.what), error.hint);
}

namespace {

template <class Key>
std::optional<Key> read_key(const yaml::Node& node, const std::filesystem::path& file) {
  auto key = Key::read(file);
  if (key) return std::move(*key);
  SettingsFile::fault(node, key.error());
  return std::nullopt;
}

}  // namespace

std::optional<signing::PublicKey> SettingsFile::public_key(const yaml::Node& node) const {
  const auto file = path(node);
  return node.is_text() ? read_key<signing::PublicKey>(node, file) : std::nullopt;
}

std::optional<signing::PrivateKey> SettingsFile::private_key(const yaml::Node& node) const {
  const auto file = path(node);
  return node.is_text() ? read_key<signing::PrivateKey>(node, file) : std::nullopt;
}

}  // namespace dataflow::receiver
