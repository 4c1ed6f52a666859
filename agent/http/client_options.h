// What a Client is opened with: whom it trusts, how it proves who it is, which proxy it goes
// through.
#pragma once

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "agent/core/secret.h"

namespace dataflow::http {

/// How somebody proves to a proxy who asks.
enum class ProxyMethod {
  negotiate,  ///< the account's own Kerberos ticket (RFC 4559); needs no user name
  ntlm,       ///< user name and password, which never travel themselves
  basic,      ///< user name and password as they are (RFC 7617)
};

/// Which proxy requests go through.
struct Proxy {
  enum class Use {
    environment,  ///< the one that https_proxy and no_proxy name; none where they are not set
    none,         ///< none, whatever the environment says
    named,        ///< `url`, whatever the environment says
  };
  Use use = Use::environment;
  std::string url;                    ///< when named: scheme, host and port, no user
  std::vector<std::string> no_proxy;  ///< when named: hosts that are reached without it
  /// Tried each alone, in this order: offered several, libcurl picks the strongest and never
  /// another one when that fails. None: the proxy is told nothing.
  std::vector<ProxyMethod> methods{ProxyMethod::negotiate};
  std::string username;  ///< for ntlm (DOMAIN\name) and basic
  Secret password;
  std::filesystem::path ca_file;  ///< PEM file with the authority of a proxy that inspects TLS
};

/// By which the client proves to the endpoint who it is (mutual TLS).
struct ClientCertificate {
  enum class Format {
    pem,     ///< `file` holds the certificate and its chain, `key` the private key
    pkcs12,  ///< `file` holds all of it
  };
  Format format = Format::pem;
  std::filesystem::path file;
  std::filesystem::path key;
  Secret password;  ///< of the key or of the PKCS#12 file; empty: it has none
};

struct ClientOptions {
  std::filesystem::path ca_file;     ///< PEM file with private authorities; empty: the system's
  std::chrono::seconds timeout{60};  ///< bounds each exchange as a whole
  /// "sha256//BASE64" of public keys (RFC 7469 2.4), one of which the endpoint has; empty: any.
  std::vector<std::string> pinned_keys = {};
  std::optional<ClientCertificate> client_certificate = std::nullopt;
  Proxy proxy = {};
  std::size_t most_response_bytes = std::size_t{16} << 20U;  ///< of the body
};

}  // namespace dataflow::http
