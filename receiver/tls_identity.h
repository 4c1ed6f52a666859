// A TlsIdentity is the certificate and private key that the receiver shows to those who connect.
#pragma once

#include <filesystem>
#include <memory>

#include "agent/core/result.h"

struct ssl_ctx_st;

namespace dataflow::receiver {

/// An OpenSSL context for a server: TLS 1.2 at least, the certificate chain and its key loaded.
using TlsIdentity = std::shared_ptr<ssl_ctx_st>;

/// Reads a PEM certificate, followed by those that vouch for it, and its PEM private key, which
/// other accounts may not read. An error (remedy stop) says which of the two is wrong, or that they
/// do not belong together.
[[nodiscard]] Result<TlsIdentity> load_tls_identity(const std::filesystem::path& certificate,
                                                    const std::filesystem::path& key);

}  // namespace dataflow::receiver
