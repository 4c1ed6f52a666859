#include "receiver/endpoint.h"

#include <fmt/format.h>

#include "receiver/random.h"
#include "receiver/request_log.h"
#include "receiver/response_signature.h"
#include "receiver/token_endpoint.h"

namespace dataflow::receiver {

namespace {

constexpr std::size_t kMostFormBytes = 16'384;

// A refused request is read to its end up to this size, so that its connection stays usable.
constexpr std::size_t kMostRefusedBytes = 1'000'000;

/// The refusal of a request that was held up on its way, or sent again by somebody else.
Answer outdated(const std::vector<std::size_t>& places) {
  std::string text;
  for (const std::size_t place : places) {
    text += fmt::format("{}[{}] A request that was signed later has been accepted for this child.",
                        text.empty() ? "" : "\n", place);
  }
  return text_answer(409, std::move(text));
}

}  // namespace

Endpoint::Endpoint(const Settings& settings, Store& store, const Clock& clock, Log& log,
                   FaultScript faults)
    : settings_(settings),
      store_(store),
      clock_(clock),
      log_(log),
      tokens_(clock, settings.token_lifetime),
      assertions_(clock),
      rate_(clock, settings.requests_a_minute),
      contract_({settings, clock, tokens_, rate_}),
      faults_(std::move(faults)) {}

Exchange Endpoint::begin(Head head) {
  Exchange exchange;
  exchange.begun = std::chrono::steady_clock::now();
  exchange.request_id = uuid();
  exchange.head = std::move(head);
  expect_mishaps(exchange);
  exchange.examination = contract_.examine_head(exchange.head);
  exchange.most_bytes = settings_.most_body_bytes;
  if (exchange.examination.route == Route::token) exchange.most_bytes = kMostFormBytes;
  if (exchange.is_refused()) exchange.most_bytes = kMostRefusedBytes;
  return exchange;
}

void Endpoint::expect_mishaps(Exchange& exchange) {
  const Route route = contract_.route_of(exchange.head);
  exchange.number = faults_.count(route);
  exchange.mishap = faults_.play_head(route, exchange.number);
  if (exchange.mishap.expires_tokens) tokens_.forget_all();
  note_mishap(exchange);
}

Answer Endpoint::finish(Exchange& exchange, std::string_view body) {
  Mishap& mishap = exchange.mishap;
  if (!faults_.empty()) {
    mishap = faults_.play(exchange.examination.route, exchange.number,
                          contract_.unpacked(exchange.head, body), clock_.now());
    note_mishap(exchange);
  }
  Answer answer;
  if (mishap.handling == Handling::in_earnest) answer = handle(exchange, body);
  return mishap.answer ? sealed(exchange, std::move(*mishap.answer)) : answer;
}

Answer Endpoint::handle(Exchange& exchange, std::string_view body) {
  Answer answer;
  if (exchange.is_refused()) {
    answer = refuse(exchange, *exchange.examination.refusal, body.size());
  } else if (exchange.examination.route == Route::token) {
    answer = grant_token(exchange.head, body, {settings_.councils, tokens_, assertions_});
  } else {
    answer = answer_children(exchange, body);
  }
  return complete(exchange, std::move(answer), body.size());
}

Answer Endpoint::finish_unread(Exchange& exchange, std::size_t bytes) {
  const auto& refusal = exchange.examination.refusal;
  return complete(exchange,
                  refuse(exchange, refusal ? *refusal : too_large(exchange.most_bytes), bytes),
                  bytes);
}

Answer Endpoint::finish_malformed(int status, std::string text) {
  Exchange exchange;
  exchange.begun = std::chrono::steady_clock::now();
  exchange.request_id = uuid();
  return complete(exchange, text_answer(status, std::move(text)), 0);
}

Answer Endpoint::answer_children(Exchange& exchange, std::string_view body) {
  Examination& examination = exchange.examination;
  Payload sent = contract_.examine_body(exchange.head, body, examination);
  if (examination.refusal) return refuse(exchange, *examination.refusal, body.size());
  Delivery delivery = delivery_of(exchange, sent.empty() ? 204 : 200, body.size());
  if (settings_.bodies == Bodies::kept) {
    delivery.body = examination.plain ? std::string_view(*examination.plain) : body;
  }
  if (sent.empty()) {
    if (auto stored = store_.record(delivery); !stored) return cannot_store(stored.error());
    return Answer{204, {}, "", ""};
  }
  return store_children(exchange, delivery, sent);
}

Answer Endpoint::store_children(Exchange& exchange, const Delivery& delivery, Payload& sent) {
  const auto receipts = make_receipts(settings_.receipts, sent.size(), delivery.received_at);
  const auto accepted = store_.accept(delivery, sent, receipts);
  if (!accepted) return cannot_store(accepted.error());
  if (!accepted->outdated.empty()) {
    return refuse(exchange, outdated(accepted->outdated), delivery.bytes);
  }
  exchange.children = sent.size();
  return json_answer(200, spoilt(receipts_json(settings_.receipts, receipts, accepted->digests),
                                 exchange.mishap.receipts, sent.size()));
}

Delivery Endpoint::delivery_of(const Exchange& exchange, int status, std::size_t bytes) const {
  const Examination& examination = exchange.examination;
  Delivery delivery;
  delivery.received_at = clock_.now();
  delivery.la_code = examination.council->code;
  delivery.request_id = exchange.request_id;
  delivery.idempotency_key = exchange.head.header("idempotency-key");
  if (!examination.key_id.empty()) delivery.key_id = examination.key_id;
  delivery.signature = examination.signature;
  delivery.signed_at = examination.signed_at;
  delivery.content_digest = examination.body_digest;
  delivery.status = status;
  delivery.bytes = bytes;
  return delivery;
}

Answer Endpoint::refuse(const Exchange& exchange, Answer refusal, std::size_t bytes) {
  // Requests of strangers are in the log alone: they must not be able to fill the disk.
  if (exchange.examination.council == nullptr) return refusal;
  auto recorded = store_.record(delivery_of(exchange, refusal.status, bytes));
  return recorded ? refusal : cannot_store(recorded.error());
}

Answer Endpoint::cannot_store(const Error& error) {
  log_.error(events::kStoreFailed, describe(error));
  return text_answer(503, "The request could not be stored. Send it again later.",
                     {{"Retry-After", "60"}});
}

/// What every answer carries, whoever asked and whatever for.
Answer Endpoint::sealed(const Exchange& exchange, Answer answer) {
  if (!has_header(answer, "Date")) {  // a script of faults may tell another time
    answer.headers.emplace_back("Date", http_date(clock_.now()));
  }
  answer.headers.emplace_back("x-request-id", exchange.request_id);
  sign(exchange, answer);
  return answer;
}

/// Answers to known councils about children are signed, refusals too.
void Endpoint::sign(const Exchange& exchange, Answer& answer) {
  const WrongSignature how = exchange.mishap.signature;
  if (!settings_.responses || exchange.examination.council == nullptr) return;
  if (how == WrongSignature::missing) return;
  const int status = answer.status;
  if (how == WrongSignature::wrong) answer.status = 0;  // no answer has that one
  const auto done = sign_response(answer, exchange.head, *settings_.responses, clock_.now());
  answer.status = status;
  if (!done) log_.error(events::kResponseUnsigned, describe(done.error()));
}

void Endpoint::note_mishap(const Exchange& exchange) {
  if (exchange.mishap.lines.empty()) return;
  log_.info(events::kFaultMade, mishap_line(exchange));
}

Answer Endpoint::complete(const Exchange& exchange, Answer answer, std::size_t bytes) {
  log_.info(events::kRequest, request_line(exchange, answer.status, bytes));
  return sealed(exchange, std::move(answer));
}

}  // namespace dataflow::receiver
