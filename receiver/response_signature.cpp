#include "receiver/response_signature.h"

namespace dataflow::receiver {

namespace {

std::vector<signing::Component> components_of(const Answer& answer, const Head& request,
                                              const std::string& digest) {
  std::vector<signing::Component> components = {{"@status", std::to_string(answer.status)},
                                                {"content-digest", digest}};
  if (!answer.content_type.empty()) components.push_back({"content-type", answer.content_type});
  for (const std::string name : {"content-digest", "idempotency-key"}) {
    if (auto value = request.header(name)) components.push_back({name + ";req", std::move(*value)});
  }
  return components;
}

}  // namespace

Result<void> sign_response(Answer& answer, const Head& request, const signing::Signer& signer,
                           Instant created) {
  const std::string digest = signing::content_digest(answer.body);
  TRY_ASSIGN(auto signature,
             signing::sign(components_of(answer, request, digest), {signer}, created));
  answer.headers.emplace_back("Content-Digest", digest);
  answer.headers.emplace_back("Signature-Input", std::move(signature.signature_input));
  answer.headers.emplace_back("Signature", std::move(signature.signature));
  return {};
}

}  // namespace dataflow::receiver
