#include "agent/signing/jws.h"

#include <boost/json.hpp>

#include "agent/core/canonical_json.h"
#include "agent/signing/base64_url.h"

namespace dataflow::signing {

namespace {

Error no_jws() {
  return {Remedy::set_aside, "JWS", "This is not a JSON Web Signature in compact form.", ""};
}

}  // namespace

std::string jose_name_of(Algorithm algorithm) {
  switch (algorithm) {
    case Algorithm::ed25519:
      return "EdDSA";
    case Algorithm::ecdsa_p256_sha256:
      return "ES256";
    case Algorithm::rsa_pss_sha512:
      break;
  }
  return "PS256";
}

Result<std::string> make_jws(boost::json::object header, std::string_view payload,
                             const PrivateKey& key) {
  header["alg"] = jose_name_of(key.algorithm());
  const std::string text = base64_url(canonical_json(header)) + "." + base64_url(payload);
  TRY_ASSIGN(const std::string signature, key.sign(text, Registry::jose));
  return text + "." + base64_url(signature);
}

Result<Jws> Jws::read(std::string_view text) {
  const std::size_t first = text.find('.');
  const std::size_t last = text.rfind('.');
  if (first == std::string_view::npos || first == last) return no_jws();
  const auto header = from_base64_url(text.substr(0, first));
  auto payload = from_base64_url(text.substr(first + 1, last - first - 1));
  auto signature = from_base64_url(text.substr(last + 1));
  if (!header || !payload || !signature) return no_jws();
  boost::system::error_code problem;
  auto json = boost::json::parse(*header, problem);
  if (problem || !json.is_object()) return no_jws();
  Jws jws;
  jws.signed_part_ = text.substr(0, last);
  jws.header_ = std::move(json.get_object());
  jws.payload_ = std::move(*payload);
  jws.signature_ = std::move(*signature);
  return jws;
}

bool Jws::verifies(const PublicKey& key) const {
  const auto* algorithm = header_.if_contains("alg");
  return algorithm != nullptr && *algorithm == boost::json::value(jose_name_of(key.algorithm())) &&
         !header_.contains("crit") && key.verifies(signed_part_, signature_, Registry::jose);
}

}  // namespace dataflow::signing
