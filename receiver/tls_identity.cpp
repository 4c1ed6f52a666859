#include "receiver/tls_identity.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>

#include "agent/core/private_file.h"
#include "receiver/openssl_handles.h"

namespace dataflow::receiver {

namespace {

Error failure(const std::filesystem::path& file, std::string what, std::string hint) {
  ERR_clear_error();  // what is left in OpenSSL's queue would confuse the next caller
  return {Remedy::stop, file.string(), std::move(what), std::move(hint)};
}

Result<Owned<EVP_PKEY>> read_key(const std::filesystem::path& file) {
  TRY_ASSIGN(const Secret pem, read_private_file(file));
  const Owned<BIO> bio(BIO_new_mem_buf(pem.reveal().data(), static_cast<int>(pem.reveal().size())));
  const auto no_password = [](char*, int, int, void*) { return -1; };
  Owned<EVP_PKEY> key(PEM_read_bio_PrivateKey(bio.get(), nullptr, no_password, nullptr));
  if (!key) {
    return failure(file, "This is not an unencrypted private key in PEM form.",
                   "It should begin with -----BEGIN PRIVATE KEY-----.");
  }
  return key;
}

}  // namespace

Result<TlsIdentity> load_tls_identity(const std::filesystem::path& certificate,
                                      const std::filesystem::path& key_file) {
  TRY(read_file(certificate));
  TlsIdentity identity(SSL_CTX_new(TLS_server_method()), SSL_CTX_free);
  if (!identity || SSL_CTX_set_min_proto_version(identity.get(), TLS1_2_VERSION) != 1) {
    return failure(certificate, "OpenSSL cannot set up TLS.", "");
  }
  if (SSL_CTX_use_certificate_chain_file(identity.get(), certificate.string().c_str()) != 1) {
    return failure(certificate, "This is not a certificate in PEM form.",
                   "It should begin with -----BEGIN CERTIFICATE-----.");
  }
  TRY_ASSIGN(const auto key, read_key(key_file));
  if (SSL_CTX_use_PrivateKey(identity.get(), key.get()) != 1 ||
      SSL_CTX_check_private_key(identity.get()) != 1) {
    return failure(key_file, "This key does not belong to the certificate.",
                   "Name the key that was made with the certificate.");
  }
  return identity;
}

}  // namespace dataflow::receiver
