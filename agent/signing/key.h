// Keys that sign and verify bytes, all of it done by OpenSSL.
#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "agent/core/result.h"

struct evp_pkey_st;

namespace dataflow::signing {

/// How a key signs. The names are those of the HTTP Signature Algorithms registry (RFC 9421
/// section 6.2).
enum class Algorithm {
  ed25519,            ///< RFC 9421 section 3.3.6; the default
  ecdsa_p256_sha256,  ///< RFC 9421 section 3.3.4; the signature is r || s, 64 bytes
  rsa_pss_sha512,     ///< RFC 9421 section 3.3.1; salt of 64 bytes
};

/// "ed25519", "ecdsa-p256-sha256" or "rsa-pss-sha512".
[[nodiscard]] std::string name_of(Algorithm algorithm);

/// Whose rules a signature follows. They differ for RSA alone: JOSE's PS256 has SHA-256 and a salt
/// of 32 bytes (RFC 7518 section 3.5).
enum class Registry { http_signatures, jose };

namespace detail {
struct FreeKey {
  void operator()(evp_pkey_st* key) const;
};
using Handle = std::shared_ptr<evp_pkey_st>;
}  // namespace detail

/// A key that verifies. Copies share the key; safe to use from several threads.
class PublicKey {
 public:
  /// Reads a PEM file with a SubjectPublicKeyInfo ("BEGIN PUBLIC KEY").
  [[nodiscard]] static Result<PublicKey> read(const std::filesystem::path& file);
  [[nodiscard]] static Result<PublicKey> from_pem(std::string_view pem, const std::string& where);

  [[nodiscard]] Algorithm algorithm() const { return algorithm_; }

  /// Whether `signature` is this key's signature of `bytes`.
  [[nodiscard]] bool verifies(std::string_view bytes, std::string_view signature,
                              Registry registry = Registry::http_signatures) const;

  [[nodiscard]] std::string pem() const;

 private:
  friend class PrivateKey;
  PublicKey(detail::Handle key, Algorithm algorithm)
      : key_(std::move(key)), algorithm_(algorithm) {}
  detail::Handle key_;
  Algorithm algorithm_;
};

/// A key that signs. Copies share the key; safe to use from several threads.
class PrivateKey {
 public:
  /// Reads an unencrypted PKCS#8 PEM file ("BEGIN PRIVATE KEY"). On Linux the file must not be
  /// readable by other accounts: that is an error, with the command that mends it.
  [[nodiscard]] static Result<PrivateKey> read(const std::filesystem::path& file);
  [[nodiscard]] static Result<PrivateKey> from_pem(std::string_view pem, const std::string& where);

  /// A new key. RSA keys have 3072 bits.
  [[nodiscard]] static Result<PrivateKey> generate(Algorithm algorithm);

  /// A key whose private half stays in a token. `handle` signs, by whoever holds `turn`; both live
  /// as long as the key and its copies.
  [[nodiscard]] static Result<PrivateKey> of_token(detail::Handle handle,
                                                   const std::shared_ptr<std::mutex>& turn,
                                                   const std::string& where);

  /// Writes the key as PKCS#8 PEM into a new file that only this account may read. An existing
  /// file is never overwritten: that is an error.
  [[nodiscard]] Result<void> write(const std::filesystem::path& file) const;

  [[nodiscard]] Algorithm algorithm() const { return public_.algorithm(); }
  [[nodiscard]] const PublicKey& public_key() const { return public_; }

  [[nodiscard]] Result<std::string> sign(std::string_view bytes,
                                         Registry registry = Registry::http_signatures) const;

 private:
  explicit PrivateKey(PublicKey public_key) : public_(std::move(public_key)), key_(public_.key_) {}
  PublicKey public_;
  detail::Handle key_;                // OpenSSL keeps both halves in one object; a token does not
  std::shared_ptr<std::mutex> turn_;  // of a token, which takes one thread after the other
};

}  // namespace dataflow::signing
