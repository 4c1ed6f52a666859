#include "agent/settings/secret_reference.h"

#include <cstdlib>

#include <fmt/format.h>

#include "agent/core/private_file.h"

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

}  // namespace

Result<Secret> read_secret(const SecretReference& reference) {
  switch (reference.kept) {
    case SecretReference::Kept::file:
      return from_file(reference.name);
    case SecretReference::Kept::environment:
      return from_environment(reference.name);
    case SecretReference::Kept::credential:
      break;
  }
  return from_credential(reference.name);
}

}  // namespace dataflow::settings
