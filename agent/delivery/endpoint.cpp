#include "agent/delivery/endpoint.h"

#include <charconv>

#include <fmt/format.h>

#include "agent/delivery/receipts.h"

namespace dataflow::delivery {

namespace {

constexpr char kContentType[] = "application/json";

std::string request_id_of(const http::Response& response) {
  for (const char* name : {"x-request-id", "request-id", "x-correlation-id"}) {
    const auto found = response.headers.find(name);
    if (found != response.headers.end()) return found->second;
  }
  return "";
}

std::optional<std::chrono::seconds> retry_after_of(const http::Response& response) {
  const auto found = response.headers.find("retry-after");
  if (found == response.headers.end()) return std::nullopt;
  long seconds = 0;
  const std::string& text = found->second;
  const auto end = std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (end.ec != std::errc() || end.ptr != text.data() + text.size() || seconds < 0) {
    return std::nullopt;
  }
  return std::chrono::seconds(seconds);
}

/// The table of docs/delivery.md. `children` is how many were sent.
struct Reading {
  Verdict verdict;
  Error error;
};

Reading read_status(const http::Response& response, const std::string& where) {
  const auto says = fmt::format("The endpoint answered with status {}", response.status);
  const auto error = [&](Remedy remedy, const std::string& meaning, std::string hint = "") {
    return Error{remedy, where, fmt::format("{}: {}.", says, meaning), std::move(hint)};
  };
  switch (response.status) {
    case 204:
      return {Verdict::unknown, error(Remedy::stop, "it took nothing although children were sent")};
    case 400:
    case 422:
      return {Verdict::refused, error(Remedy::set_aside, "it refuses the content")};
    case 401:
      return {Verdict::refused, error(Remedy::stop, "it does not know this council",
                                      "Check the credentials, the signing key and the clock.")};
    case 403:
      return {Verdict::refused, error(Remedy::stop, "access is not allowed",
                                      "Check the subscription, the supplier key and the code of "
                                      "the council.")};
    case 404:
    case 405:
    case 415:
      return {Verdict::refused,
              error(Remedy::stop, "there is no such service", "Check the setting url.")};
    case 413:
      return {Verdict::too_many, error(Remedy::set_aside, "too many children")};
    case 429:
      return {Verdict::refused, error(Remedy::wait, "it asks for patience")};
    default:
      break;
  }
  if (response.status >= 300 && response.status < 400) {
    return {Verdict::refused, error(Remedy::stop, "it points to another address",
                                    "Redirects are not followed. Check the setting url.")};
  }
  return {Verdict::unknown, error(response.status >= 500 ? Remedy::wait : Remedy::stop,
                                  "this is no answer the contract knows")};
}

Answer read_answer(const http::Response& response, std::size_t children, const std::string& where) {
  Answer answer;
  answer.status = response.status;
  answer.request_id = request_id_of(response);
  answer.retry_after = retry_after_of(response);
  if (response.status == 200) {
    if (auto receipts = read_receipts(response.body, children)) {
      answer.verdict = Verdict::accepted;
      answer.receipts = std::move(*receipts);
      return answer;
    }
    answer.error = {Remedy::stop, where,
                    "The endpoint accepted, but its receipts do not match the children sent.",
                    "Nothing counts as accepted. Ask the endpoint's operator."};
    return answer;
  }
  auto [verdict, error] = read_status(response, where);
  answer.verdict = verdict;
  answer.error = std::move(error);
  if (answer.error.remedy == Remedy::set_aside && verdict == Verdict::refused) {
    answer.refused = read_refused(response.body, children);
    if (!answer.refused.empty()) answer.verdict = Verdict::refused_some;
  }
  return answer;
}

Answer no_answer(Verdict verdict, Error error) {
  Answer answer;
  answer.verdict = verdict;
  answer.error = std::move(error);
  return answer;
}

}  // namespace

Endpoint::Endpoint(EndpointOptions options, http::Client http, const Clock& clock)
    : options_(std::move(options)),
      target_(
          fmt::format("{}/children_social_care_data/{}/children", options_.url, options_.council)),
      http_(std::move(http)),
      tokens_(options_.credentials, http_, clock),
      clock_(clock) {}

Result<std::unique_ptr<Endpoint>> Endpoint::open(EndpointOptions options, const Clock& clock) {
  TRY_ASSIGN(auto http, http::Client::open(options.client));
  return std::unique_ptr<Endpoint>(new Endpoint(std::move(options), std::move(http), clock));
}

Result<signing::SignatureHeaders> Endpoint::sign(const Envelope& envelope) const {
  return signing::sign({{"@method", "POST"},
                        {"@target-uri", target_},
                        {"content-digest", envelope.content_digest},
                        {"content-type", kContentType},
                        {"idempotency-key", envelope.idempotency_key}},
                       options_.signing_key, options_.key_id, clock_.now());
}

Answer Endpoint::deliver(const Envelope& envelope, const signing::SignatureHeaders& signature) {
  constexpr int kTries = 2;  // the second with a new token
  http::Exchange exchange;
  for (int attempt = 0; attempt < kTries; ++attempt) {
    const auto token = tokens_.token();
    if (!token) return no_answer(Verdict::not_sent, token.error());
    exchange = post(envelope, signature, *token);
    if (!exchange.response) {
      const bool sent = exchange.reach == http::Reach::unknown;
      return no_answer(sent ? Verdict::unknown : Verdict::not_sent, exchange.error);
    }
    if (exchange.response->status != 401) break;
    tokens_.forget();
  }
  return read_answer(*exchange.response, envelope.children, target_);
}

http::Exchange Endpoint::post(const Envelope& envelope, const signing::SignatureHeaders& signature,
                              const Secret& token) {
  return http_.post({target_,
                     {{"Authorization", "Bearer " + token.reveal()},
                      {"SupplierKey", options_.supplier_key.reveal()},
                      {"Content-Type", kContentType},
                      {"Accept", kContentType},
                      {"Content-Digest", envelope.content_digest},
                      {"Idempotency-Key", envelope.idempotency_key},
                      {"Signature-Input", signature.signature_input},
                      {"Signature", signature.signature},
                      {"Expect", ""},  // a hundred children fit into one go without asking first
                      {"User-Agent", "dataflow-agent"}},
                     envelope.body});
}

}  // namespace dataflow::delivery
