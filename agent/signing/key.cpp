#include "agent/signing/key.h"

#include <array>
#include <memory>
#include <optional>

#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

#include "agent/core/private_file.h"
#include "agent/signing/ecdsa_form.h"
#include "agent/signing/openssl_handle.h"

namespace dataflow::signing {

namespace {

constexpr int kRsaBits = 3072;

using Bio = std::unique_ptr<BIO, Deleter<BIO_free_all>>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, Deleter<EVP_MD_CTX_free>>;

Error failure(const std::string& where, std::string what, std::string hint = "") {
  return {Remedy::stop, where, std::move(what), std::move(hint)};
}

std::optional<Algorithm> algorithm_of(EVP_PKEY* key) {
  switch (EVP_PKEY_get_base_id(key)) {
    case EVP_PKEY_ED25519:
      return Algorithm::ed25519;
    case EVP_PKEY_RSA:
    case EVP_PKEY_RSA_PSS:
      return EVP_PKEY_get_bits(key) >= 2048 ? std::optional(Algorithm::rsa_pss_sha512)
                                            : std::nullopt;
    case EVP_PKEY_EC:
      break;
    default:
      return std::nullopt;
  }
  std::array<char, 64> group{};
  if (EVP_PKEY_get_group_name(key, group.data(), group.size(), nullptr) != 1) return std::nullopt;
  return std::string_view(group.data()) == "prime256v1"
             ? std::optional(Algorithm::ecdsa_p256_sha256)
             : std::nullopt;
}

const EVP_MD* digest_of(Algorithm algorithm, Registry registry) {
  switch (algorithm) {
    case Algorithm::ecdsa_p256_sha256:
      return EVP_sha256();
    case Algorithm::rsa_pss_sha512:
      return registry == Registry::jose ? EVP_sha256() : EVP_sha512();
    case Algorithm::ed25519:
      break;
  }
  return nullptr;  // Ed25519 brings its own
}

/// The salt is as long as the digest, in both registries.
bool choose_padding(Algorithm algorithm, Registry registry, EVP_PKEY_CTX* context) {
  if (algorithm != Algorithm::rsa_pss_sha512) return true;
  return EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PSS_PADDING) > 0 &&
         EVP_PKEY_CTX_set_rsa_pss_saltlen(context, RSA_PSS_SALTLEN_DIGEST) > 0 &&
         EVP_PKEY_CTX_set_rsa_mgf1_md(context, digest_of(algorithm, registry)) > 0;
}

Bio memory(std::string_view bytes) {
  return Bio(BIO_new_mem_buf(bytes.data(), static_cast<int>(bytes.size())));
}

std::string content_of(BIO* bio) {
  char* bytes = nullptr;
  const long length = BIO_get_mem_data(bio, &bytes);
  return length > 0 ? std::string(bytes, static_cast<std::size_t>(length)) : std::string();
}

Error unsupported(const std::string& where) {
  return failure(where, "This kind of key is not supported.",
                 "Use Ed25519, ECDSA on P-256, or RSA of at least 2048 bits.");
}

}  // namespace

std::string name_of(Algorithm algorithm) {
  switch (algorithm) {
    case Algorithm::ed25519:
      return "ed25519";
    case Algorithm::ecdsa_p256_sha256:
      return "ecdsa-p256-sha256";
    case Algorithm::rsa_pss_sha512:
      break;
  }
  return "rsa-pss-sha512";
}

void detail::FreeKey::operator()(evp_pkey_st* key) const {
  EVP_PKEY_free(key);
}

Result<PublicKey> PublicKey::read(const std::filesystem::path& file) {
  TRY_ASSIGN(const std::string pem, read_file(file));
  return from_pem(pem, file.string());
}

Result<PublicKey> PublicKey::from_pem(std::string_view pem, const std::string& where) {
  const Bio bio = memory(pem);
  detail::Handle key(PEM_read_bio_PUBKEY(bio.get(), nullptr, nullptr, nullptr), detail::FreeKey());
  if (!key) {
    return failure(where, "This is not a public key in PEM form.",
                   "It should begin with -----BEGIN PUBLIC KEY-----.");
  }
  const auto algorithm = algorithm_of(key.get());
  if (!algorithm) return unsupported(where);
  return PublicKey(std::move(key), *algorithm);
}

bool PublicKey::verifies(std::string_view bytes, std::string_view signature,
                         Registry registry) const {
  std::optional<std::string> der;
  if (algorithm_ == Algorithm::ecdsa_p256_sha256) {
    der = der_from_raw(signature);
    if (!der) return false;
    signature = *der;
  }
  const DigestContext context(EVP_MD_CTX_new());
  EVP_PKEY_CTX* key_context = nullptr;
  return context &&
         EVP_DigestVerifyInit(context.get(), &key_context, digest_of(algorithm_, registry), nullptr,
                              key_.get()) == 1 &&
         choose_padding(algorithm_, registry, key_context) &&
         EVP_DigestVerify(context.get(), as_unsigned(signature), signature.size(),
                          as_unsigned(bytes), bytes.size()) == 1;
}

std::string PublicKey::pem() const {
  const Bio bio(BIO_new(BIO_s_mem()));
  if (!bio || PEM_write_bio_PUBKEY(bio.get(), key_.get()) != 1) return "";
  return content_of(bio.get());
}

Result<PrivateKey> PrivateKey::read(const std::filesystem::path& file) {
  TRY_ASSIGN(const Secret pem, read_private_file(file));
  return from_pem(pem.reveal(), file.string());
}

Result<PrivateKey> PrivateKey::from_pem(std::string_view pem, const std::string& where) {
  const Bio bio = memory(pem);
  const auto no_password = [](char*, int, int, void*) { return -1; };
  detail::Handle key(PEM_read_bio_PrivateKey(bio.get(), nullptr, no_password, nullptr),
                     detail::FreeKey());
  if (!key) {
    return failure(where, "This is not an unencrypted private key in PEM form.",
                   "It should begin with -----BEGIN PRIVATE KEY-----.");
  }
  const auto algorithm = algorithm_of(key.get());
  if (!algorithm) return unsupported(where);
  return PrivateKey(PublicKey(std::move(key), *algorithm));
}

Result<PrivateKey> PrivateKey::generate(Algorithm algorithm) {
  detail::Handle key;
  switch (algorithm) {
    case Algorithm::ed25519:
      key = {EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"), detail::FreeKey()};
      break;
    case Algorithm::ecdsa_p256_sha256:
      key = {EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256"), detail::FreeKey()};
      break;
    case Algorithm::rsa_pss_sha512:
      key = {EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", static_cast<std::size_t>(kRsaBits)),
             detail::FreeKey()};
      break;
  }
  if (!key) return failure("keygen", "OpenSSL could not make a key.");
  return PrivateKey(PublicKey(std::move(key), algorithm));
}

Result<PrivateKey> PrivateKey::of_token(detail::Handle handle,
                                        const std::shared_ptr<std::mutex>& turn,
                                        const std::string& where) {
  const std::lock_guard lock(*turn);
  const auto algorithm = algorithm_of(handle.get());
  if (!algorithm) return unsupported(where);
  // The public half on its own: whoever verifies need not wait for the token.
  TRY_ASSIGN(auto public_key, PublicKey::from_pem(PublicKey(handle, *algorithm).pem(), where));
  PrivateKey key(std::move(public_key));
  key.key_ = std::move(handle);
  key.turn_ = turn;
  return key;
}

Result<void> PrivateKey::write(const std::filesystem::path& file) const {
  const Bio bio(BIO_new(BIO_s_mem()));
  if (!bio || PEM_write_bio_PKCS8PrivateKey(bio.get(), public_.key_.get(), nullptr, nullptr, 0,
                                            nullptr, nullptr) != 1) {
    return failure(file.string(), "OpenSSL could not write the key.");
  }
  return write_private_file(file, Secret(content_of(bio.get())).reveal());
}

Result<std::string> PrivateKey::sign(std::string_view bytes, Registry registry) const {
  const Error broken = failure("signature", "OpenSSL could not sign.");
  std::unique_lock<std::mutex> turn;
  if (turn_) turn = std::unique_lock(*turn_);
  const DigestContext context(EVP_MD_CTX_new());
  EVP_PKEY_CTX* key_context = nullptr;
  std::size_t length = 0;
  if (!context ||
      EVP_DigestSignInit(context.get(), &key_context, digest_of(algorithm(), registry), nullptr,
                         key_.get()) != 1 ||
      !choose_padding(algorithm(), registry, key_context) ||
      EVP_DigestSign(context.get(), nullptr, &length, as_unsigned(bytes), bytes.size()) != 1) {
    return broken;
  }
  std::string signature(length, '\0');
  if (EVP_DigestSign(context.get(), as_unsigned(signature), &length, as_unsigned(bytes),
                     bytes.size()) != 1) {
    return broken;
  }
  signature.resize(length);
  if (algorithm() != Algorithm::ecdsa_p256_sha256) return signature;
  auto raw = raw_from_der(signature);
  if (!raw) return broken;
  return std::move(*raw);
}

}  // namespace dataflow::signing
