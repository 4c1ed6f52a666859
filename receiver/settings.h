// The Settings say how the receiver runs and who may send to it: receiver.yaml.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "agent/core/fault.h"
#include "agent/signing/http_signature.h"
#include "agent/standard/standard.h"
#include "receiver/council.h"
#include "receiver/receipts.h"
#include "receiver/tls_identity.h"

namespace dataflow::receiver {

enum class Signatures {
  required,      ///< a request without a signature is refused
  when_present,  ///< a signature that is there has to be right
};

/// What becomes of the bodies of accepted requests once their children are stored.
enum class Bodies { dropped, kept };

struct Listen {
  std::string address = "127.0.0.1";
  std::uint16_t port = 8443;                       ///< 0: any that is free
  std::optional<std::filesystem::path> port_file;  ///< where the port is written once it is open
};

struct Settings {
  Listen listen;
  TlsIdentity tls;
  std::filesystem::path store;
  std::unique_ptr<const standard::Standard> standard;
  std::string token_path = "/oauth2/v2.0/token";
  std::chrono::seconds token_lifetime{3600};
  std::string base_path;  ///< "" or "/some/path"
  Signatures signatures = Signatures::when_present;
  ReceiptShape receipts = ReceiptShape::list;
  std::size_t requests_a_minute = 0;  ///< of each council; 0: no limit
  std::size_t most_body_bytes = 64'000'000;
  Bodies bodies = Bodies::dropped;
  std::optional<signing::Signer> responses;  ///< who signs the answers; none: they are not signed
  std::vector<Council> councils;

  /// Reads the file with everything it names: certificate, keys, secrets and the standard. Every
  /// fault is added to `faults`; nothing is returned when there was one. Relative paths are taken
  /// from the file's folder. `shipped_standards` is where standards are looked for when the file
  /// does not say.
  [[nodiscard]] static std::optional<Settings> read(const std::filesystem::path& file,
                                                    const std::filesystem::path& shipped_standards,
                                                    Faults& faults);
};

}  // namespace dataflow::receiver
