// AesGcm encrypts bytes so that they cannot be read, and any change to them is found.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string_view>

#include "agent/core/result.h"
#include "agent/core/secret.h"

struct evp_cipher_ctx_st;

namespace dataflow {

/// AES-256-GCM (NIST SP 800-38D) with one key and a random nonce for each sealing. A key must not
/// seal more than 2^32 times. For one thread.
class AesGcm {
 public:
  static constexpr std::size_t kKey = 32;
  static constexpr std::size_t kNonce = 12;
  static constexpr std::size_t kTag = 16;
  static constexpr std::size_t kOverhead = kNonce + kTag;  ///< what a seal takes besides the bytes

  /// The key has kKey bytes; anything else is a broken invariant and throws.
  explicit AesGcm(const Secret& key);

  /// Encrypts the bytes where they are, and writes nonce and tag to `seal` (kOverhead bytes). The
  /// context is not encrypted, but only opens with it. False when OpenSSL fails, for example for
  /// want of randomness; the bytes are then worthless.
  [[nodiscard]] bool seal(std::span<char> bytes, std::string_view context, std::span<char> seal);

  /// The way back. False when bytes, seal, context or key are not those of seal(); the bytes are
  /// then wiped.
  [[nodiscard]] bool open(std::span<char> bytes, std::string_view context,
                          std::span<const char> seal);

 private:
  struct Free {
    void operator()(evp_cipher_ctx_st* context) const;
  };
  std::unique_ptr<evp_cipher_ctx_st, Free> sealing_;
  std::unique_ptr<evp_cipher_ctx_st, Free> opening_;
};

/// So many random bytes, fit for a key. Remedy stop.
[[nodiscard]] Result<Secret> random_key(std::size_t bytes);

}  // namespace dataflow
