// A SecretReference says where a secret is kept; the settings file never holds the secret itself.
#pragma once

#include <filesystem>
#include <string>

#include "agent/core/result.h"
#include "agent/core/secret.h"
#include "agent/yaml/reader.h"

namespace dataflow::settings {

struct SecretReference {
  enum class Kept {
    file,  ///< a file that only this account may read; a line end after the secret is ignored
    environment,  ///< an environment variable
    credential,   ///< a systemd credential (LoadCredential=), by its name
  };
  Kept kept = Kept::file;
  std::string name;  ///< the path, the variable or the credential
};

/// Reads the secret. The error names the place, never the secret. Remedy stop.
[[nodiscard]] Result<Secret> read_secret(const SecretReference& reference);

/// Reads `{file: PATH}`, `{env: VARIABLE}` or `{credential: NAME}`; a fault for anything else.
/// Relative paths are taken from `folder`.
[[nodiscard]] SecretReference read_reference(const std::filesystem::path& folder,
                                             const yaml::Node& node);

}  // namespace dataflow::settings
