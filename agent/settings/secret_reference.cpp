#include "agent/settings/secret_reference.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <utility>

#include <fmt/format.h>

#include "agent/core/private_file.h"
#include "agent/settings/dpapi.h"

namespace dataflow::settings {

namespace {

constexpr char kCredentialsFolder[] = "CREDENTIALS_DIRECTORY";

Error missing(std::string where, std::string what, std::string hint) {
  return {Remedy::stop, std::move(where), std::move(what), std::move(hint)};
}

Result<Secret> without_line_end(const Secret& secret, const std::string& where) {
  const std::string& text = secret.reveal();
  const std::size_t end = text.find_last_not_of("\r\n");
  if (end == std::string::npos) return missing(where, "The secret is empty.", "Put it there.");
  return Secret(text.substr(0, end + 1));
}

Result<Secret> from_file(const std::filesystem::path& file) {
  TRY_ASSIGN(const Secret content, read_private_file(file));
  return without_line_end(content, file.string());
}

Result<Secret> from_environment(const std::string& variable) {
  const char* value = std::getenv(variable.c_str());
  if (value != nullptr && *value != '\0') return Secret(value);
  return missing(fmt::format("environment variable {}", variable), "It is not set.",
                 "Set it for the account that runs the agent.");
}

Result<Secret> from_credential(const std::string& name) {
  const char* folder = std::getenv(kCredentialsFolder);
  if (folder == nullptr) {
    return missing(fmt::format("systemd credential {}", name),
                   "systemd gave this program no credentials.",
                   fmt::format("Add LoadCredential={}:PATH to the unit.", name));
  }
  const auto file = std::filesystem::path(folder) / name;
  TRY_ASSIGN(const std::string content, read_file(file));
  return without_line_end(Secret(content), file.string());
}

Result<Secret> from_dpapi(const std::filesystem::path& file) {
  TRY_ASSIGN(const Secret content, read_dpapi(file));
  return without_line_end(content, file.string());
}

/// A secret as the value itself.
SecretReference read_plain(const yaml::Node& node, PlainSecrets plain) {
  if (plain == PlainSecrets::allowed && node.is_text()) {
    return {SecretReference::Kept::settings, fmt::format("{}:{}", node.file(), node.line()),
            Secret(node.text())};
  }
  node.fault("A secret does not stand in the settings file.",
             "Write {file: PATH}, {env: VARIABLE} or {credential: NAME} instead. For a rehearsal "
             "with made-up data there is --allow-plain-secret.");
  return {};
}

const std::vector<std::string> kWords = {"file", "env", "credential", "dpapi"};

/// A fault for each member that says no place. Its name is repeated only where it is nearly one of
/// ours: in `{hunter2}` the secret itself is the name.
void check_words(const yaml::Node& node) {
  for (const auto& member : node.members()) {
    const bool known = std::find(kWords.begin(), kWords.end(), member.name) != kWords.end();
    if (known) continue;
    const std::string meant = nearest(member.name, kWords);
    member.fault(meant.empty() ? "This says no place of a secret."
                               : fmt::format("'{}' is not known here.", member.name),
                 suggestion(meant.empty() ? "" : member.name, kWords));
  }
}

}  // namespace

Result<Secret> read_secret(const SecretReference& reference) {
  switch (reference.kept) {
    case SecretReference::Kept::file:
      return from_file(reference.name);
    case SecretReference::Kept::environment:
      return from_environment(reference.name);
    case SecretReference::Kept::credential:
      return from_credential(reference.name);
    case SecretReference::Kept::dpapi:
      return from_dpapi(reference.name);
    case SecretReference::Kept::settings:
      break;
  }
  return reference.plain;
}

SecretReference read_reference(const std::filesystem::path& folder, const yaml::Node& node,
                               PlainSecrets plain) {
  static const std::array<std::pair<const char*, SecretReference::Kept>, 4> kPlaces = {
      {{"file", SecretReference::Kept::file},
       {"env", SecretReference::Kept::environment},
       {"credential", SecretReference::Kept::credential},
       {"dpapi", SecretReference::Kept::dpapi}}};
  if (node.present() && !node.is_map()) return read_plain(node, plain);
  check_words(node);
  const auto members = node.members();
  if (node.present() && members.size() != 1) {
    node.fault("One of file, env, credential and dpapi was expected.");
    return {};
  }
  for (const auto& [word, kept] : kPlaces) {
    const auto place = node.member(word);
    if (!place.present()) continue;
    const std::string name = place.text();
    const bool is_file =
        kept == SecretReference::Kept::file || kept == SecretReference::Kept::dpapi;
    return {kept, is_file ? (folder / name).string() : name};
  }
  return {};
}

}  // namespace dataflow::settings
