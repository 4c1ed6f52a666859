#include "receiver/certificate.h"

#include <fmt/format.h>
#include <openssl/pem.h>

#include "agent/core/private_file.h"
#include "receiver/ip_address.h"
#include "receiver/openssl_handles.h"
#include "receiver/public_file.h"

namespace dataflow::receiver {

namespace {

namespace fs = std::filesystem;

constexpr int kSerialBytes = 16;
constexpr long kEarlierSeconds = 300;  // for clocks that are a little slow

Error failure() {
  return {Remedy::stop, "certificate", "OpenSSL could not make the certificate.", ""};
}

struct Certified {
  Owned<EVP_PKEY> key;
  Owned<X509> certificate;
};

struct Wish {
  std::string name;  ///< CN
  int days = 0;
  std::vector<std::pair<int, std::string>> extensions;  ///< NID with OpenSSL's text for it
};

bool set_serial(X509* certificate) {
  const Owned<BIGNUM> number(BN_new());
  return number &&
         BN_rand(number.get(), kSerialBytes * 8 - 1, BN_RAND_TOP_ANY, BN_RAND_BOTTOM_ANY) == 1 &&
         BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate)) != nullptr;
}

bool set_time(X509* certificate, int days, Instant now) {
  auto seconds = static_cast<std::time_t>(unix_seconds(now));
  return X509_time_adj_ex(X509_getm_notBefore(certificate), 0, -kEarlierSeconds, &seconds) &&
         X509_time_adj_ex(X509_getm_notAfter(certificate), days, 0, &seconds);
}

bool set_names(X509* certificate, const std::string& name, X509* issuer) {
  X509_NAME* subject = X509_get_subject_name(certificate);
  const auto* text = reinterpret_cast<const unsigned char*>(name.c_str());
  return X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8, text, -1, -1, 0) == 1 &&
         X509_set_issuer_name(certificate, X509_get_subject_name(issuer)) == 1;
}

bool add_extensions(X509* certificate, X509* issuer, const Wish& wish) {
  X509V3_CTX context;
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  for (const auto& [id, text] : wish.extensions) {
    const Owned<X509_EXTENSION> extension(X509V3_EXT_conf_nid(nullptr, &context, id, text.c_str()));
    if (!extension || X509_add_ext(certificate, extension.get(), -1) != 1) return false;
  }
  return true;
}

/// A certificate that `issuer` vouches for, or its own authority without one.
Result<Certified> certify(const Wish& wish, Instant now, const Certified* issuer) {
  Certified made{Owned<EVP_PKEY>(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256")),
                 Owned<X509>(X509_new())};
  X509* certificate = made.certificate.get();
  if (!made.key || !made.certificate) return failure();
  X509* signer = issuer ? issuer->certificate.get() : certificate;
  EVP_PKEY* key = issuer ? issuer->key.get() : made.key.get();
  if (X509_set_version(certificate, X509_VERSION_3) != 1 || !set_serial(certificate) ||
      !set_time(certificate, wish.days, now) || !set_names(certificate, wish.name, signer) ||
      X509_set_pubkey(certificate, made.key.get()) != 1 ||
      !add_extensions(certificate, signer, wish) ||
      X509_sign(certificate, key, EVP_sha256()) == 0) {
    return failure();
  }
  return made;
}

bool is_host_name(const std::string& host) {
  return !host.empty() && host.find_first_not_of(
                              "abcdefghijklmnopqrstuvwxyz"
                              "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                              "0123456789.-*") == std::string::npos;
}

/// DNS:localhost,IP:127.0.0.1
Result<std::string> alternative_names(const std::vector<std::string>& hosts) {
  std::string names;
  for (const auto& host : hosts) {
    if (!is_ip_address(host) && !is_host_name(host)) {
      return Error{Remedy::stop, "certificate", fmt::format("'{}' is no host name.", host),
                   "Write it as localhost, receiver.example.org or 127.0.0.1."};
    }
    names +=
        fmt::format("{}{}:{}", names.empty() ? "" : ",", is_ip_address(host) ? "IP" : "DNS", host);
  }
  return names;
}

std::string content_of(const Owned<BIO>& bio) {
  char* bytes = nullptr;
  const long length = BIO_get_mem_data(bio.get(), &bytes);
  return std::string(bytes, static_cast<std::size_t>(length));
}

Result<void> write(const fs::path& folder, const std::string& name, const Certified& made) {
  const Owned<BIO> key(BIO_new(BIO_s_mem()));
  const Owned<BIO> certificate(BIO_new(BIO_s_mem()));
  if (!key || !certificate ||
      PEM_write_bio_PKCS8PrivateKey(key.get(), made.key.get(), nullptr, nullptr, 0, nullptr,
                                    nullptr) != 1 ||
      PEM_write_bio_X509(certificate.get(), made.certificate.get()) != 1) {
    return failure();
  }
  TRY(write_private_file(folder / (name + ".key"), Secret(content_of(key)).reveal()));
  return write_new_file(folder / (name + ".pem"), content_of(certificate));
}

Result<void> check_free(const fs::path& folder) {
  std::error_code problem;
  for (const char* name : {"ca.pem", "ca.key", "server.pem", "server.key"}) {
    if (!fs::exists(folder / name, problem)) continue;
    return Error{Remedy::stop, (folder / name).string(),
                 "This file exists already and is not overwritten.",
                 "Choose another folder, or move the old files away first."};
  }
  return {};
}

}  // namespace

Result<void> make_certificates(const fs::path& folder, const std::vector<std::string>& hosts,
                               int days, Instant now) {
  TRY(check_free(folder));
  TRY_ASSIGN(const std::string names, alternative_names(hosts));
  std::error_code problem;  // shows when the first file is written
  fs::create_directories(folder, problem);
  const Wish authority{"dataflow rehearsal authority",
                       days,
                       {{NID_basic_constraints, "critical,CA:TRUE,pathlen:0"},
                        {NID_key_usage, "critical,keyCertSign,cRLSign"},
                        {NID_subject_key_identifier, "hash"}}};
  const Wish server{"dataflow-receiver",
                    days,
                    {{NID_basic_constraints, "critical,CA:FALSE"},
                     {NID_key_usage, "critical,digitalSignature"},
                     {NID_ext_key_usage, "serverAuth"},
                     {NID_subject_alt_name, names},
                     {NID_subject_key_identifier, "hash"},
                     {NID_authority_key_identifier, "keyid:always"}}};
  TRY_ASSIGN(const Certified ca, certify(authority, now, nullptr));
  TRY_ASSIGN(const Certified made, certify(server, now, &ca));
  TRY(write(folder, "ca", ca));
  return write(folder, "server", made);
}

}  // namespace dataflow::receiver
