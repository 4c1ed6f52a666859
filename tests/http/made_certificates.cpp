#include "tests/http/made_certificates.h"

#include <array>
#include <cstdio>
#include <memory>
#include <stdexcept>

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/sha.h>
#include <openssl/x509.h>

namespace dataflow {

namespace fs = std::filesystem;

namespace {

template <class T, void (*Free)(T*)>
struct Freed {
  void operator()(T* thing) const { Free(thing); }
};
template <class T, void (*Free)(T*)>
using Owned = std::unique_ptr<T, Freed<T, Free>>;
using Key = Owned<EVP_PKEY, EVP_PKEY_free>;
using Certificate = Owned<X509, X509_free>;
using Packed = Owned<PKCS12, PKCS12_free>;

struct CloseFile {
  void operator()(std::FILE* file) const { static_cast<void>(std::fclose(file)); }
};
using File = std::unique_ptr<std::FILE, CloseFile>;

void need(bool worked) {
  if (!worked) throw std::runtime_error("OpenSSL refuses");
}

File opened(const fs::path& path, const char* mode) {
  File file(std::fopen(path.c_str(), mode));
  need(file != nullptr);
  fs::permissions(path, fs::perms::owner_read | fs::perms::owner_write);
  return file;
}

Certificate signed_by_itself(EVP_PKEY* key) {
  Certificate certificate(X509_new());
  need(X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -3600) != nullptr);
  need(X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 3600) != nullptr);
  need(X509_set_pubkey(certificate.get(), key) == 1);
  const std::string name = "council";
  need(X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate.get()), "CN", MBSTRING_UTF8,
                                  reinterpret_cast<const unsigned char*>(name.data()),
                                  static_cast<int>(name.size()), -1, 0) == 1);
  need(X509_sign(certificate.get(), key, EVP_sha256()) > 0);
  return certificate;
}

}  // namespace

MadeCertificate::MadeCertificate(const fs::path& folder, const std::string& name,
                                 const std::string& password)
    : pem(folder / (name + ".pem")), key(folder / (name + ".key")), p12(folder / (name + ".p12")) {
  const Key made(EVP_EC_gen("P-256"));
  const Certificate certificate = signed_by_itself(made.get());
  need(PEM_write_X509(opened(pem, "w").get(), certificate.get()) == 1);
  need(PEM_write_PKCS8PrivateKey(opened(key, "w").get(), made.get(), EVP_aes_256_cbc(),
                                 password.data(), static_cast<int>(password.size()), nullptr,
                                 nullptr) == 1);
  const Packed packed(PKCS12_create(password.c_str(), name.c_str(), made.get(), certificate.get(),
                                    nullptr, 0, 0, 0, 0, 0));
  need(packed && i2d_PKCS12_fp(opened(p12, "wb").get(), packed.get()) == 1);
}

std::string pin_of(const fs::path& pem) {
  const File file(std::fopen(pem.c_str(), "r"));
  need(file != nullptr);
  const Certificate certificate(PEM_read_X509(file.get(), nullptr, nullptr, nullptr));
  unsigned char* der = nullptr;
  const int size = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(certificate.get()), &der);
  need(size > 0);
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
  SHA256(der, static_cast<std::size_t>(size), digest.data());
  OPENSSL_free(der);
  std::array<unsigned char, 64> base64{};
  const int length = EVP_EncodeBlock(base64.data(), digest.data(), SHA256_DIGEST_LENGTH);
  return "sha256//" + std::string(reinterpret_cast<const char*>(base64.data()),
                                  static_cast<std::size_t>(length));
}

}  // namespace dataflow
