// The SettingsFile gives the paths and secrets that receiver.yaml names.
#pragma once

#include <filesystem>
#include <optional>

#include "agent/core/digest.h"
#include "agent/core/error.h"
#include "agent/signing/key.h"
#include "agent/yaml/reader.h"

namespace dataflow::receiver {

class SettingsFile {
 public:
  explicit SettingsFile(const std::filesystem::path& file) : folder_(file.parent_path()) {}

  /// The path that the node holds, taken from the settings file's folder when it is relative.
  [[nodiscard]] std::filesystem::path path(const yaml::Node& node) const;

  /// The digest of the secret in the file that `{file: ...}` names, without the line break at its
  /// end. A fault when there is none, when it is empty, or when other accounts can read it.
  [[nodiscard]] Digest secret(const yaml::Node& node) const;

  /// The key in the PEM file that the node names. A fault when there is none, when it is of a kind
  /// that is not supported, or when other accounts can read a private one.
  [[nodiscard]] std::optional<signing::PublicKey> public_key(const yaml::Node& node) const;
  [[nodiscard]] std::optional<signing::PrivateKey> private_key(const yaml::Node& node) const;

  /// Adds the error of reading a file as a fault at the node that names it.
  static void fault(const yaml::Node& node, const Error& error);

 private:
  std::filesystem::path folder_;
};

}  // namespace dataflow::receiver
