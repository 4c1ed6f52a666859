// A SecretReference says where a secret is kept: not in the settings file, but for rehearsals.
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
    dpapi,        ///< a file that Windows sealed for this account
    settings,     ///< the settings file itself, where PlainSecrets allow it
  };
  Kept kept = Kept::file;
  std::string name;   ///< the path, the variable, the credential, or the place in the settings
  Secret plain = {};  ///< when it is kept in the settings
};

/// Whether a secret may stand in the settings file. For rehearsals with made-up data.
enum class PlainSecrets { refused, allowed };

/// Reads the secret. The error names the place, never the secret. Remedy stop.
[[nodiscard]] Result<Secret> read_secret(const SecretReference& reference);

/// Reads `{file: PATH}`, `{env: VARIABLE}`, `{credential: NAME}` or `{dpapi: PATH}`; a fault, which
/// never repeats the value, for anything else. Relative paths are taken from `folder`.
[[nodiscard]] SecretReference read_reference(const std::filesystem::path& folder,
                                             const yaml::Node& node,
                                             PlainSecrets plain = PlainSecrets::refused);

}  // namespace dataflow::settings
