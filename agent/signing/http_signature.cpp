#include "agent/signing/http_signature.h"

#include <algorithm>

#include <fmt/format.h>

#include "agent/core/digest.h"
#include "agent/signing/structured_field.h"

namespace dataflow::signing {

namespace {

constexpr char kLabel[] = "dataflow";

Error refusal(std::string what, std::string hint = "") {
  return {Remedy::set_aside, "signature", std::move(what), std::move(hint)};
}

/// A component's identifier (RFC 9421 section 2): the quoted name, and its parameters.
std::string identifier_of(std::string_view name) {
  const std::size_t end = std::min(name.find(';'), name.size());
  return serialise(BareItem(std::string(name.substr(0, end)))) + std::string(name.substr(end));
}

/// The signature base of RFC 9421 section 2.5.
std::string signature_base(const std::vector<Component>& components,
                           const std::string& signature_params) {
  std::string base;
  for (const auto& component : components) {
    base += identifier_of(component.name) + ": " + component.value + "\n";
  }
  return base + "\"@signature-params\": " + signature_params;
}

/// The value of @signature-params (RFC 9421 section 2.3).
std::string signature_parameters(const std::vector<Component>& components, const Signer& signer,
                                 Instant created) {
  std::vector<std::string> identifiers;
  identifiers.reserve(components.size());
  for (const auto& component : components) identifiers.push_back(identifier_of(component.name));
  Parameters parameters = {{"created", unix_seconds(created)}, {"keyid", signer.key_id}};
  if (signer.algorithm == AlgorithmName::written) {
    parameters.emplace_back("alg", name_of(signer.key.algorithm()));
  }
  return fmt::format("({}){}", fmt::join(identifiers, " "), serialise(parameters));
}

struct Candidate {
  const InnerList* input;
  std::string_view signature;
  std::string key_id;
  PublicKey key;
};

/// The first signature with a known key.
Result<Candidate> choose(const Dictionary& inputs, const Dictionary& signatures,
                         const FindKey& find_key) {
  bool any = false;
  for (const auto& [label, member] : inputs) {
    const auto* input = std::get_if<InnerList>(&member);
    const auto signature =
        std::find_if(signatures.begin(), signatures.end(),
                     [&, name = label](const auto& entry) { return entry.first == name; });
    if (input == nullptr || signature == signatures.end()) continue;
    const auto* item = std::get_if<Item>(&signature->second);
    const auto* bytes = item ? std::get_if<Bytes>(&item->value) : nullptr;
    const auto* key_id = find(input->parameters, "keyid");
    const auto* key_name = key_id ? std::get_if<std::string>(key_id) : nullptr;
    if (bytes == nullptr || key_name == nullptr) continue;
    any = true;
    if (auto key = find_key(*key_name)) {
      return Candidate{input, bytes->value, *key_name, std::move(*key)};
    }
  }
  if (!any) return refusal("The message carries no signature with a key id.");
  return refusal("The key of the signature is not registered.",
                 "Register the sender's public key under that key id.");
}

Result<Instant> check_time(const Parameters& parameters, const Expectation& expectation) {
  const auto* created = find(parameters, "created");
  const auto* seconds = created ? std::get_if<std::int64_t>(created) : nullptr;
  if (seconds == nullptr) return refusal("The signature does not say when it was created.");
  const Instant at{std::chrono::seconds(*seconds)};
  if (at + expectation.oldest < expectation.now) {
    return refusal("The signature is stale.", "Check the clocks of both machines.");
  }
  if (at > expectation.now + expectation.ahead) {
    return refusal("The signature was created in the future.",
                   "Check the clocks of both machines.");
  }
  if (const auto* expires = find(parameters, "expires")) {
    const auto* until = std::get_if<std::int64_t>(expires);
    if (until == nullptr || Instant(std::chrono::seconds(*until)) < expectation.now) {
      return refusal("The signature has expired.");
    }
  }
  return at;
}

/// An algorithm that is named must be the key's own: otherwise a signature could choose a weaker.
bool algorithm_fits(const Parameters& parameters, const PublicKey& key) {
  const auto* named = find(parameters, "alg");
  if (named == nullptr) return true;
  const auto* name = std::get_if<std::string>(named);
  return name != nullptr && *name == name_of(key.algorithm());
}

Result<std::vector<Component>> covered(
    const InnerList& input,
    const std::function<std::optional<std::string>(std::string_view)>& value_of) {
  std::vector<Component> components;
  for (const auto& item : input.items) {
    const auto* text = std::get_if<std::string>(&item.value);
    if (text == nullptr || text->find(';') != std::string::npos) {
      return refusal("The signature covers what is no component.");
    }
    const std::string name = *text + serialise(item.parameters);
    const auto twice = [&](const Component& known) { return known.name == name; };
    if (std::any_of(components.begin(), components.end(), twice)) {
      return refusal("The signature covers a component twice.");
    }
    auto value = value_of(name);
    if (!value) return refusal("The signature covers a component that the message does not have.");
    components.push_back({name, std::move(*value)});
  }
  return components;
}

}  // namespace

std::string content_digest(std::string_view body) {
  return "sha-256=:" + sha256(body).base64() + ":";
}

bool content_digest_matches(std::string_view header, std::string_view body) {
  const auto dictionary = parse_dictionary(header);
  if (!dictionary) return false;
  for (const auto& [name, member] : *dictionary) {
    const auto* item = std::get_if<Item>(&member);
    const auto* bytes = item ? std::get_if<Bytes>(&item->value) : nullptr;
    if (name == "sha-256" && bytes != nullptr) return bytes->value == sha256(body).bytes();
  }
  return false;
}

Result<SignatureHeaders> sign(const std::vector<Component>& components,
                              const std::vector<Signer>& signers, Instant created) {
  SignatureHeaders headers;
  for (const auto& signer : signers) {
    const std::string separator = headers.signature.empty() ? "" : ", ";
    const std::string parameters = signature_parameters(components, signer, created);
    TRY_ASSIGN(std::string signature, signer.key.sign(signature_base(components, parameters)));
    headers.signature_input += fmt::format("{}{}={}", separator, signer.label, parameters);
    headers.signature +=
        fmt::format("{}{}={}", separator, signer.label, serialise(Bytes{std::move(signature)}));
  }
  return headers;
}

Result<SignatureHeaders> sign(const std::vector<Component>& components, const PrivateKey& key,
                              const std::string& key_id, Instant created) {
  return sign(components, {{kLabel, key_id, key}}, created);
}

Result<Verified> verify(const SignatureHeaders& headers, const Expectation& expectation,
                        const std::function<std::optional<std::string>(std::string_view)>& value_of,
                        const FindKey& find_key) {
  const auto inputs = parse_dictionary(headers.signature_input);
  const auto signatures = parse_dictionary(headers.signature);
  if (!inputs || !signatures) return refusal("The signature headers cannot be read.");
  TRY_ASSIGN(const Candidate candidate, choose(*inputs, *signatures, find_key));
  TRY_ASSIGN(const Instant created, check_time(candidate.input->parameters, expectation));
  if (!algorithm_fits(candidate.input->parameters, candidate.key)) {
    return refusal("The signature names another algorithm than its key has.");
  }
  TRY_ASSIGN(const auto components, covered(*candidate.input, value_of));
  for (const auto& name : expectation.components) {
    const auto is_it = [&](const Component& component) { return component.name == name; };
    if (std::none_of(components.begin(), components.end(), is_it)) {
      return refusal(fmt::format("The signature does not cover '{}'.", name));
    }
  }
  if (!candidate.key.verifies(signature_base(components, serialise(*candidate.input)),
                              candidate.signature)) {
    return refusal("The signature does not match the message.",
                   "The message was changed on its way, or signed with another key.");
  }
  return Verified{candidate.key_id, created};
}

}  // namespace dataflow::signing
