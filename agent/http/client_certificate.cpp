#include "agent/http/client_certificate.h"

#include <memory>
#include <string>

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>

#include "agent/core/private_file.h"

namespace dataflow::http {

namespace {

namespace fs = std::filesystem;

using Bytes = std::unique_ptr<BIO, decltype(&BIO_free)>;
using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using Certificate = std::unique_ptr<X509, decltype(&X509_free)>;
using Pkcs12 = std::unique_ptr<PKCS12, decltype(&PKCS12_free)>;

/// libcurl takes errors that are left in OpenSSL's queue for its own.
struct EmptyErrorQueue {
  EmptyErrorQueue() = default;
  EmptyErrorQueue(const EmptyErrorQueue&) = delete;
  EmptyErrorQueue& operator=(const EmptyErrorQueue&) = delete;
  ~EmptyErrorQueue() { ERR_clear_error(); }
};

Bytes bytes_of(const std::string& text) {
  return {BIO_new_mem_buf(text.data(), static_cast<int>(text.size())), BIO_free};
}

Error unusable(const fs::path& file, std::string what, std::string hint) {
  return {Remedy::stop, file.string(), std::move(what), std::move(hint)};
}

/// OpenSSL asks for a password; without this it would ask on the terminal.
int give_password(char* to, int size, int /*writing*/, void* password) {
  const std::string& text = static_cast<const Secret*>(password)->reveal();
  if (text.size() > static_cast<std::size_t>(size)) return -1;
  return static_cast<int>(text.copy(to, text.size()));
}

Key read_key(const Secret& pem, Secret password) {
  const Bytes bytes = bytes_of(pem.reveal());
  return {bytes ? PEM_read_bio_PrivateKey(bytes.get(), nullptr, give_password, &password) : nullptr,
          EVP_PKEY_free};
}

Certificate read_certificate(const std::string& pem) {
  const Bytes bytes = bytes_of(pem);
  return {bytes ? PEM_read_bio_X509(bytes.get(), nullptr, nullptr, nullptr) : nullptr, X509_free};
}

Result<void> check_pem(const ClientCertificate& given, const std::string& pem, const Secret& key) {
  const EmptyErrorQueue queue;
  const Certificate certificate = read_certificate(pem);
  if (!certificate) {
    return unusable(given.file, "This file holds no certificate in PEM form.",
                    "Check client_certificate. For a .p12 or .pfx file write pkcs12 for file.");
  }
  const Key private_key = read_key(key, given.password);
  if (!private_key) {
    return unusable(given.key, "The client certificate's private key cannot be opened.",
                    "Check that this is a private key in PEM form, and its password.");
  }
  if (X509_check_private_key(certificate.get(), private_key.get()) == 1) return {};
  return unusable(given.key, "This private key belongs to another certificate.",
                  "The certificate that belongs to the key has to come first in its file.");
}

/// Programs differ in what having no password is: an empty one, or none.
bool is_password(PKCS12* packed, const Secret& password) {
  return PKCS12_verify_mac(packed, password.reveal().c_str(), -1) == 1 ||
         (password.empty() && PKCS12_verify_mac(packed, nullptr, 0) == 1);
}

Result<void> check_pkcs12(const ClientCertificate& given, const Secret& content) {
  const EmptyErrorQueue queue;
  const Bytes bytes = bytes_of(content.reveal());
  const Pkcs12 packed(bytes ? d2i_PKCS12_bio(bytes.get(), nullptr) : nullptr, PKCS12_free);
  if (!packed) {
    return unusable(given.file, "This is no PKCS#12 file.",
                    "For a certificate in PEM form write file and key for pkcs12.");
  }
  const char* password = given.password.reveal().c_str();
  if (!is_password(packed.get(), given.password)) {
    return unusable(given.file, "The password of this PKCS#12 file is wrong.",
                    "Check password under client_certificate.");
  }
  EVP_PKEY* key = nullptr;
  X509* certificate = nullptr;
  const bool opened = PKCS12_parse(packed.get(), password, &key, &certificate, nullptr) == 1;
  const Key owned_key(key, EVP_PKEY_free);
  const Certificate owned_certificate(certificate, X509_free);
  if (opened && key != nullptr && certificate != nullptr) return {};
  return unusable(given.file, "No certificate with its key can be read from this PKCS#12 file.",
                  "Export it once more with the private key, encrypted by AES-256.");
}

Result<void> set_pem(OptionSetter& set, const ClientCertificate& given) {
  TRY_ASSIGN(const std::string pem, read_file(given.file));
  TRY_ASSIGN(const Secret key, read_private_file(given.key));
  TRY(check_pem(given, pem, key));
  set(CURLOPT_SSLCERTTYPE, "PEM");
  set.copy(CURLOPT_SSLCERT_BLOB, pem);
  set.copy(CURLOPT_SSLKEY_BLOB, key.reveal());
  return {};
}

Result<void> set_pkcs12(OptionSetter& set, const ClientCertificate& given) {
  TRY_ASSIGN(const Secret content, read_private_file(given.file));
  TRY(check_pkcs12(given, content));
  set(CURLOPT_SSLCERTTYPE, "P12");
  set.copy(CURLOPT_SSLCERT_BLOB, content.reveal());
  return {};
}

}  // namespace

Result<void> set_client_certificate(OptionSetter& set, const ClientCertificate& certificate) {
  const bool pem = certificate.format == ClientCertificate::Format::pem;
  TRY(pem ? set_pem(set, certificate) : set_pkcs12(set, certificate));
  if (!certificate.password.empty()) set(CURLOPT_KEYPASSWD, certificate.password.reveal());
  return {};
}

}  // namespace dataflow::http
