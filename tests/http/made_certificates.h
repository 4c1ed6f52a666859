// Certificates that tests make: keys, certificates that sign themselves, PKCS#12 files, pins.
#pragma once

#include <filesystem>
#include <string>

namespace dataflow {

/// A certificate for "council" with its key: PEM files, and both in a PKCS#12 file. Throws when
/// OpenSSL does. Keys and PKCS#12 files are closed to other accounts.
struct MadeCertificate {
  /// Makes NAME.pem, NAME.key and NAME.p12 in the folder; the password is that of the last two.
  MadeCertificate(const std::filesystem::path& folder, const std::string& name,
                  const std::string& password);

  std::filesystem::path pem;
  std::filesystem::path key;
  std::filesystem::path p12;
};

/// "sha256//BASE64" of the public key of the first certificate in a PEM file.
[[nodiscard]] std::string pin_of(const std::filesystem::path& pem);

}  // namespace dataflow
