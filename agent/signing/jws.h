// A Jws is a JSON Web Signature in its compact form (RFC 7515): header, payload, signature.
#pragma once

#include <string>
#include <string_view>

#include <boost/json/object.hpp>

#include "agent/core/result.h"
#include "agent/signing/key.h"

namespace dataflow::signing {

/// How JOSE calls what a key does: "EdDSA" (RFC 8037), "ES256" or "PS256" (RFC 7518 section 3.1).
[[nodiscard]] std::string jose_name_of(Algorithm algorithm);

/// Signs the payload. `header` gets the member "alg" by the kind of key, and is written as
/// canonical JSON. Remedy stop.
[[nodiscard]] Result<std::string> make_jws(boost::json::object header, std::string_view payload,
                                           const PrivateKey& key);

class Jws {
 public:
  /// Takes the text apart. Nothing of it is to be believed before verifies(). The error (remedy
  /// set_aside) holds nothing of the text.
  [[nodiscard]] static Result<Jws> read(std::string_view text);

  [[nodiscard]] const boost::json::object& header() const { return header_; }
  [[nodiscard]] const std::string& payload() const { return payload_; }

  /// Whether this key has signed header and payload, and the header names the key's own algorithm:
  /// a signature must not choose a weaker one. A header with "crit" never verifies: what it demands
  /// is not known here (RFC 7515 section 4.1.11).
  [[nodiscard]] bool verifies(const PublicKey& key) const;

 private:
  std::string signed_part_;
  boost::json::object header_;
  std::string payload_;
  std::string signature_;
};

}  // namespace dataflow::signing
