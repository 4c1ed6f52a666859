#include "agent/http/trust.h"

#include <memory>
#include <string>

#include <fmt/ranges.h>
#include <openssl/err.h>
#include <openssl/pem.h>

#include "agent/core/private_file.h"

namespace dataflow::http {

namespace {

namespace fs = std::filesystem;

/// The options of libcurl that say the same of the endpoint and of a proxy.
struct Side {
  CURLoption verify_peer;
  CURLoption verify_host;
  CURLoption version;
  CURLoption options;
  CURLoption folder;
  CURLoption authorities;
};

constexpr Side kEndpoint{CURLOPT_SSL_VERIFYPEER, CURLOPT_SSL_VERIFYHOST, CURLOPT_SSLVERSION,
                         CURLOPT_SSL_OPTIONS,    CURLOPT_CAPATH,         CURLOPT_CAINFO_BLOB};
constexpr Side kProxy{CURLOPT_PROXY_SSL_VERIFYPEER, CURLOPT_PROXY_SSL_VERIFYHOST,
                      CURLOPT_PROXY_SSLVERSION,     CURLOPT_PROXY_SSL_OPTIONS,
                      CURLOPT_PROXY_CAPATH,         CURLOPT_PROXY_CAINFO_BLOB};

bool holds_certificate(const std::string& pem) {
  const std::unique_ptr<BIO, decltype(&BIO_free)> bytes(
      BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())), BIO_free);
  if (!bytes) return false;
  const std::unique_ptr<X509, decltype(&X509_free)> certificate(
      PEM_read_bio_X509(bytes.get(), nullptr, nullptr, nullptr), X509_free);
  ERR_clear_error();  // libcurl takes what is left there for its own
  return certificate != nullptr;
}

Result<std::string> read_authorities(const fs::path& file) {
  TRY_ASSIGN(std::string pem, read_file(file));
  if (holds_certificate(pem)) return pem + "\n";
  return Error{Remedy::stop, file.string(), "This file holds no certificate in PEM form.",
               "Ask for the authority's certificate as PEM (Base64)."};
}

/// The file of the system's authorities that libcurl was built for. Empty on Windows, which has a
/// certificate store instead.
Result<std::string> system_authorities(CURL* handle) {
  const char* file = nullptr;
  if (curl_easy_getinfo(handle, CURLINFO_CAINFO, &file) != CURLE_OK || file == nullptr) {
    return std::string();
  }
  return read_authorities(file);
}

/// `own` empty: the system's. `more` is trusted besides.
Result<void> set_authorities(OptionSetter& set, const Side& side, const fs::path& own,
                             const fs::path& more) {
  if (own.empty()) set(side.options, static_cast<long>(CURLSSLOPT_NATIVE_CA));  // only on Windows
  if (own.empty() && more.empty()) return {};
  TRY_ASSIGN(std::string pem,
             own.empty() ? system_authorities(set.handle()) : read_authorities(own));
  if (!more.empty()) {
    TRY_ASSIGN(const std::string besides, read_authorities(more));
    pem += besides;
  }
  set.copy(side.authorities, pem);
  // Otherwise libcurl trusts the system's folder of authorities as well.
  if (!own.empty()) set(side.folder, static_cast<const char*>(nullptr));
  return {};
}

}  // namespace

Result<void> set_trust(OptionSetter& set, const ClientOptions& options) {
  for (const Side& side : {kEndpoint, kProxy}) {
    set(side.verify_peer, 1L);
    set(side.verify_host, 2L);
    set(side.version, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  }
  TRY(set_authorities(set, kEndpoint, options.ca_file, options.proxy.ca_file));
  TRY(set_authorities(set, kProxy, "", options.proxy.ca_file));
  if (!options.pinned_keys.empty()) {
    set(CURLOPT_PINNEDPUBLICKEY, fmt::format("{}", fmt::join(options.pinned_keys, ";")));
  }
  return {};
}

}  // namespace dataflow::http
