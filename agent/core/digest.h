// A Digest is the SHA-256 of some bytes (FIPS 180-4): the name of a document's exact content.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

struct evp_md_ctx_st;

namespace dataflow {

class Digest {
 public:
  static constexpr std::size_t kSize = 32;

  Digest() = default;
  explicit Digest(const std::array<std::uint8_t, kSize>& bytes) : bytes_(bytes) {}

  /// From the 32 bytes that bytes() gave; nothing when the length is another.
  [[nodiscard]] static std::optional<Digest> from_bytes(std::string_view bytes);

  [[nodiscard]] std::string_view bytes() const;

  /// 64 lower-case hexadecimal digits.
  [[nodiscard]] std::string hex() const;

  /// RFC 4648 base64 with padding, as Content-Digest (RFC 9530) wants it.
  [[nodiscard]] std::string base64() const;

  auto operator<=>(const Digest&) const = default;

 private:
  std::array<std::uint8_t, kSize> bytes_{};
};

/// The digest of these bytes. Throws std::runtime_error only when OpenSSL itself is broken.
[[nodiscard]] Digest sha256(std::string_view bytes);

/// Makes the digest of bytes that come in parts; also faster for many small digests in a row,
/// because the context is reused. For one thread.
class Hasher {
 public:
  Hasher();
  ~Hasher();
  Hasher(const Hasher&) = delete;
  Hasher& operator=(const Hasher&) = delete;

  void add(std::string_view bytes);

  /// The digest of all that was added since the last finish; starts anew.
  [[nodiscard]] Digest finish();

 private:
  void start();
  struct Free {
    void operator()(evp_md_ctx_st* context) const;
  };
  std::unique_ptr<evp_md_ctx_st, Free> context_;
};

/// RFC 4648 base64 with padding.
[[nodiscard]] std::string base64(std::string_view bytes);

/// The bytes of RFC 4648 base64 with padding; nothing when the text is not that.
[[nodiscard]] std::optional<std::string> from_base64(std::string_view text);

/// Lower-case hexadecimal.
[[nodiscard]] std::string hex(std::string_view bytes);

/// The bytes of lower-case hexadecimal; nothing when the text is not that.
[[nodiscard]] std::optional<std::string> from_hex(std::string_view text);

}  // namespace dataflow
