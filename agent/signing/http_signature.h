// HTTP Message Signatures (RFC 9421) of requests and responses, with their Content-Digest (RFC
// 9530).
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "agent/core/clock.h"
#include "agent/core/result.h"
#include "agent/signing/key_ring.h"

namespace dataflow::signing {

/// One covered component: a derived one ("@method") or a field name in lower case ("content-type"),
/// with its canonical value (RFC 9421 sections 2.1 and 2.2). Parameters follow the name as they are
/// written in Signature-Input: "content-digest;req" is that of the request which a response answers
/// (section 2.4), and "@query-param;name=\"Pet\"" one parameter of a query (section 2.2.8).
struct Component {
  std::string name;
  std::string value;
};

/// The values of the two headers that carry a signature.
struct SignatureHeaders {
  std::string signature_input;
  std::string signature;
};

/// The value of Content-Digest for a body: sha-256=:...: (RFC 9530 section 2).
[[nodiscard]] std::string content_digest(std::string_view body);

/// Whether the value of a Content-Digest header names the SHA-256 of this body.
[[nodiscard]] bool content_digest_matches(std::string_view header, std::string_view body);

/// Whether a signature says how it was made (the parameter alg). A verifier knows it by the key.
enum class AlgorithmName { written, left_out };

/// Who signs, and under which label.
struct Signer {
  std::string label;  ///< lower-case letters, digits, '_', '-', '.' and '*'; begins with a letter
  std::string key_id;
  PrivateKey key;
  AlgorithmName algorithm = AlgorithmName::written;
};

/// Signs the components in their order once for each signer, whose labels differ, with the
/// parameters created, keyid and alg. Two signers are for the time in which one key replaces
/// another: a verifier takes the one that it knows.
[[nodiscard]] Result<SignatureHeaders> sign(const std::vector<Component>& components,
                                            const std::vector<Signer>& signers, Instant created);

/// The same for one signer, under the label "dataflow".
[[nodiscard]] Result<SignatureHeaders> sign(const std::vector<Component>& components,
                                            const PrivateKey& key, const std::string& key_id,
                                            Instant created);

/// What a verifier asks of a signature.
struct Expectation {
  std::vector<std::string> components;  ///< each must be covered; with parameters, as in Component
  Instant now;
  std::chrono::seconds oldest;  ///< a signature created longer ago is stale
  std::chrono::seconds ahead;   ///< how far the signer's clock may run ahead
};

/// A signature that verified.
struct Verified {
  std::string key_id;
  Instant created;
};

/// Verifies the first signature in the headers whose key `find_key` knows.
///
/// `value_of` gives a component's canonical value as the verifier sees the message, or nothing. It
/// is asked by the name with its parameters, as Component has it; for a name that ends in ";req" it
/// looks at the request. A component that it does not know makes the signature worthless.
///
/// The error (remedy set_aside) says in one sentence what is missing, wrong or stale.
[[nodiscard]] Result<Verified> verify(
    const SignatureHeaders& headers, const Expectation& expectation,
    const std::function<std::optional<std::string>(std::string_view)>& value_of,
    const FindKey& find_key);

}  // namespace dataflow::signing
