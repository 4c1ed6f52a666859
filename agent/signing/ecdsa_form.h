// The two forms of an ECDSA signature: r || s on the wire, a DER sequence of both in OpenSSL.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace dataflow::signing {

/// 64 bytes for P-256, as RFC 9421 section 3.3.4 and RFC 7518 section 3.4 want it. Nothing when the
/// bytes are no DER signature, or one of a larger curve.
[[nodiscard]] std::optional<std::string> raw_from_der(std::string_view der);

/// Nothing when these are not 64 bytes.
[[nodiscard]] std::optional<std::string> der_from_raw(std::string_view raw);

}  // namespace dataflow::signing
