#include "agent/delivery/line.h"

#include <algorithm>

#include "agent/delivery/answer_table.h"
#include "agent/delivery/envelope.h"
#include "agent/delivery/receipts.h"
#include "agent/delivery/signed_answer.h"
#include "agent/http/retry_after.h"

namespace dataflow::delivery {

namespace {

std::string request_id_of(const http::Response& response) {
  for (const char* name : {"x-request-id", "request-id", "x-correlation-id"}) {
    if (auto id = response.header(name); !id.empty()) return id;
  }
  return "";
}

Answer no_answer(Verdict verdict, Error error) {
  Answer answer;
  answer.verdict = verdict;
  answer.error = std::move(error);
  return answer;
}

}  // namespace

Result<Line> Line::open(const Endpoint& endpoint) {
  TRY_ASSIGN(auto client, http::Client::open(endpoint.options().client));
  return Line(endpoint, std::move(client));
}

Answer Line::deliver(const Envelope& envelope, const signing::SignatureHeaders& signature) {
  const auto [last, unauthorised] = exchange(envelope, signature);
  if (last && last->response) return read(*last->response, envelope);
  const bool sent = last && last->reach == http::Reach::unknown;
  Answer answer =
      no_answer(sent ? Verdict::unknown : Verdict::not_taken, last ? last->error : last.error());
  if (!sent && unauthorised) {
    answer.status = unauthorised->status;  // it was sent once, and this is what came of it
    answer.request_id = request_id_of(*unauthorised);
  }
  return answer;
}

Result<http::Exchange> Line::post_nobody() {
  const Envelope nobody = seal_nobody();
  TRY_ASSIGN(const auto signature, endpoint_.sign(nobody));
  return exchange(nobody, signature).last;
}

Access Line::probe() {
  const auto exchange = post_nobody();
  if (!exchange || !exchange->response) return Access::unsure;
  return access_by(exchange->response->status);
}

Access access_by(int status) {
  if (status == 401 || status == 403) return Access::closed;
  // 400 is what an endpoint says that takes no empty list: it looked at it.
  const bool looked_at_it = (status >= 200 && status < 300) || status == 400 || status == 422;
  return looked_at_it ? Access::open : Access::unsure;
}

Line::Attempt Line::exchange(const Envelope& envelope, const signing::SignatureHeaders& signature) {
  const auto token = endpoint_.tokens().token();
  if (!token) return {token.error(), std::nullopt};
  auto first = post(envelope, signature, *token);
  if (!first.response || first.response->status != 401) return {std::move(first), std::nullopt};
  endpoint_.tokens().forget(*token);
  const auto another = endpoint_.tokens().token();
  if (!another) return {another.error(), std::move(first.response)};
  return {post(envelope, signature, *another), std::move(first.response)};
}

http::Exchange Line::post(const Envelope& envelope, const signing::SignatureHeaders& signature,
                          const Secret& token) {
  const auto& options = endpoint_.options();
  http::Request request{endpoint_.target(),
                        {{"Authorization", "Bearer " + token.reveal()},
                         {options.profile.supplier_key_header, options.supplier_key.reveal()},
                         {"Content-Type", kContentType},
                         {"Accept", kContentType},
                         {"Content-Digest", envelope.content_digest},
                         {"Idempotency-Key", envelope.idempotency_key},
                         {"Expect", ""},  // a hundred children fit into one go without asking first
                         {"User-Agent", "dataflow-agent"}},
                        envelope.body};
  const auto add = [&](const char* name, const std::string& value) {
    if (!value.empty()) request.headers.emplace_back(name, value);
  };
  add("Content-Encoding", envelope.encoding);
  add("Signature-Input", signature.signature_input);
  add("Signature", signature.signature);
  return client_.post(request);
}

Answer Line::read(const http::Response& response, const Envelope& envelope) const {
  Answer answer;
  answer.status = response.status;
  answer.request_id = request_id_of(response);
  answer.signature = {response.header("content-digest"), response.header("signature-input"),
                      response.header("signature")};
  if (response.status == 200) {
    read_receipts_of(response, envelope, answer);
    return answer;
  }
  answer.retry_after = http::retry_after(response, endpoint_.clock().now());
  answer.verdict = line_for(response.status).verdict;
  answer.error = error_for(response.status, endpoint_.target());
  if (answer.verdict == Verdict::refused) {
    answer.refused = read_refused(response.body, envelope.children());
    if (!answer.refused.empty()) answer.verdict = Verdict::refused_some;
  }
  return answer;
}

void Line::read_receipts_of(const http::Response& response, const Envelope& envelope,
                            Answer& answer) const {
  auto receipts = read_receipts(response.body, endpoint_.profile().receipts, envelope.digests);
  if (!receipts) {
    answer.error = {Remedy::stop, endpoint_.target(),
                    "The endpoint accepted, but its receipts do not match the children sent.",
                    "Nothing counts as accepted. Ask the endpoint's operator."};
    return;
  }
  if (const auto signed_ = check_signature(response, envelope, answer.signature); !signed_) {
    answer.error = signed_.error();
    return;
  }
  answer.verdict = Verdict::accepted;
  answer.receipts = std::move(*receipts);
}

/// Where the profile asks for one.
Result<void> Line::check_signature(const http::Response& response, const Envelope& envelope,
                                   const AnswerSignature& signature) const {
  if (endpoint_.profile().answers == Answers::unsigned_) return {};
  const auto refusal = [&](const std::string& what, const std::string& hint) {
    return Error{Remedy::stop, endpoint_.target(),
                 "The endpoint accepted, but its signature cannot be trusted: " + what, hint};
  };
  if (!signing::content_digest_matches(signature.content_digest, response.body)) {
    return refusal("its digest is not that of the answer.",
                   "Somebody on the way may change answers.");
  }
  const auto verified =
      verify_answer({response.status, response.header("content-type"), envelope.content_digest,
                     envelope.idempotency_key, signature},
                    signing::keys_in(endpoint_.options().answer_keys), endpoint_.clock().now());
  if (verified) return {};
  return refusal(verified.error().what, verified.error().hint);
}

}  // namespace dataflow::delivery
