#include "agent/delivery/signed_answer.h"

namespace dataflow::delivery {

namespace {

constexpr std::chrono::minutes kOldest{5};
constexpr std::chrono::minutes kAhead{1};

std::optional<std::string> component_of(const SignedAnswer& answer, std::string_view name) {
  if (name == "@status") return std::to_string(answer.status);
  if (name == "content-digest") return answer.signature.content_digest;
  if (name == "content-type") return answer.content_type;
  if (name == "content-digest;req") return answer.request_digest;
  if (name == "idempotency-key;req") return answer.idempotency_key;
  return std::nullopt;
}

/// Of any time, where there is no `now`.
signing::Expectation expectation_at(std::optional<Instant> now) {
  const std::vector<std::string> covered{"@status", "content-digest", "content-type",
                                         "content-digest;req", "idempotency-key;req"};
  if (now) return {covered, *now, kOldest, kAhead};
  constexpr std::chrono::seconds kForEver = std::chrono::years(10'000);
  return {covered, Instant(), kForEver, kForEver};
}

}  // namespace

Result<void> verify_answer(const SignedAnswer& answer, const signing::FindKey& find_key,
                           std::optional<Instant> now) {
  const auto verified = signing::verify(
      {answer.signature.signature_input, answer.signature.signature}, expectation_at(now),
      [&](std::string_view name) { return component_of(answer, name); }, find_key);
  if (verified) return {};
  return Error{Remedy::stop, "answer", verified.error().what, "Check the setting answer_keys."};
}

}  // namespace dataflow::delivery
