#include "agent/signing/ecdsa_form.h"

#include <memory>

#include <openssl/bn.h>
#include <openssl/ecdsa.h>

#include "agent/signing/openssl_handle.h"

namespace dataflow::signing {

namespace {

constexpr int kCoordinateBytes = 32;   // of P-256
constexpr std::size_t kRawBytes = 64;  // r and s

using EcdsaSignature = std::unique_ptr<ECDSA_SIG, Deleter<ECDSA_SIG_free>>;
using BigNumber = std::unique_ptr<BIGNUM, Deleter<BN_free>>;

}  // namespace

std::optional<std::string> raw_from_der(std::string_view der) {
  const unsigned char* at = as_unsigned(der);
  const EcdsaSignature signature(d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(der.size())));
  if (!signature) return std::nullopt;
  std::string raw(kRawBytes, '\0');
  const BIGNUM* r = ECDSA_SIG_get0_r(signature.get());
  const BIGNUM* s = ECDSA_SIG_get0_s(signature.get());
  if (BN_bn2binpad(r, as_unsigned(raw), kCoordinateBytes) != kCoordinateBytes ||
      BN_bn2binpad(s, as_unsigned(raw) + kCoordinateBytes, kCoordinateBytes) != kCoordinateBytes) {
    return std::nullopt;
  }
  return raw;
}

std::optional<std::string> der_from_raw(std::string_view raw) {
  if (raw.size() != kRawBytes) return std::nullopt;
  const EcdsaSignature signature(ECDSA_SIG_new());
  BigNumber r(BN_bin2bn(as_unsigned(raw), kCoordinateBytes, nullptr));
  BigNumber s(BN_bin2bn(as_unsigned(raw) + kCoordinateBytes, kCoordinateBytes, nullptr));
  if (!signature || !r || !s) return std::nullopt;
  if (ECDSA_SIG_set0(signature.get(), r.get(), s.get()) != 1) return std::nullopt;
  static_cast<void>(r.release());  // owned by the signature now
  static_cast<void>(s.release());
  const int length = i2d_ECDSA_SIG(signature.get(), nullptr);
  if (length <= 0) return std::nullopt;
  std::string der(static_cast<std::size_t>(length), '\0');
  unsigned char* at = as_unsigned(der);
  if (i2d_ECDSA_SIG(signature.get(), &at) != length) return std::nullopt;
  return der;
}

}  // namespace dataflow::signing
