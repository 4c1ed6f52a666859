#include "connectors/rest/api.h"

#include <utility>

#include <fmt/format.h>

#include "agent/core/ascii.h"
#include "agent/http/retry_after.h"
#include "connectors/rest/status_error.h"

namespace dataflow::connectors::rest {

namespace {

using std::chrono::seconds;

constexpr int kUnchanged = 304;
constexpr int kWhoIsThis = 401;

bool asks_for_patience(int status) {
  return status == 429 || status == 503;
}

}  // namespace

Result<Api> Api::open(Access access, std::shared_ptr<Clock> clock) {
  TRY_ASSIGN(auto client, http::Client::open(access.client));
  return Api(std::move(access), std::move(clock), std::move(client));
}

void Api::begin_read() {
  kept_.begin_read();
  begun_ = clock_->now();
  waited_ = seconds(0);
  next_wait_ = seconds(1);
  pages_ = 0;
  bytes_ = 0;
}

Result<Answer> Api::page(const std::string& url, const std::string& where) {
  if (++pages_ > access_.bounds.pages) {
    return Error{Remedy::stop, where,
                 fmt::format("There are more than {} pages.", access_.bounds.pages),
                 "Raise most_pages if that is right."};
  }
  TRY_ASSIGN(auto response, this->response(url, where));
  Answer answer{{}, response.header("link")};
  TRY_ASSIGN(const std::string body, body_of(std::move(response), url, where));
  auto document = json::parse(body);
  if (!document) {
    return Error{Remedy::wait, where, "The answer is no JSON.",
                 "If this lasts, check url and path: something else may answer there."};
  }
  answer.document = std::move(*document);
  return answer;
}

/// The response that is a page: 200 or 304.
Result<http::Response> Api::response(const std::string& url, const std::string& where) {
  bool new_token = false;
  while (true) {
    TRY(check_bounds(where));
    TRY_ASSIGN(const Proof proof, this->proof());
    TRY_ASSIGN(auto response, ask(url, where, proof));
    const int status = response.status;
    if (status == 200 || (status == kUnchanged && kept_.find(url) != nullptr)) return response;
    if (status == kWhoIsThis && access_.tokens && !new_token) {
      access_.tokens->forget(proof.token);
      new_token = true;
    } else if (asks_for_patience(status)) {
      TRY(wait(response, where));
    } else {
      return status_error(status, where);
    }
  }
}

Result<http::Response> Api::ask(const std::string& url, const std::string& where,
                                const Proof& proof) {
  http::Request request{url, {{"Accept", "application/json"}}, ""};
  request.headers.emplace_back(proof.header, proof.value.reveal());
  if (const auto* kept = kept_.find(url)) request.headers.emplace_back("If-None-Match", kept->tag);
  auto exchange = client_.get(request);
  if (exchange.response) {
    bytes_ += exchange.response->body.size();
    TRY(check_bounds(where));
    return std::move(*exchange.response);
  }
  Error error = std::move(exchange.error);
  error.where = where;
  if (exchange.stage == http::Stage::size) {
    error.remedy = Remedy::stop;
    error.hint = "Ask for smaller pages by size in the profile, or raise most_page_megabytes.";
  }
  return error;
}

Result<Api::Proof> Api::proof() {
  const auto bearer = [](const Secret& token) { return Secret("Bearer " + token.reveal()); };
  if (access_.tokens) {
    TRY_ASSIGN(Secret token, access_.tokens->token());
    return Proof{"Authorization", bearer(token), token};
  }
  const auto& [header, value] = access_.key;
  const bool is_bearer = ascii::same_ignoring_case(header, "Authorization");
  return Proof{header, is_bearer ? bearer(value) : value, Secret()};
}

Result<void> Api::check_bounds(const std::string& where) const {
  const Bounds& bounds = access_.bounds;
  if (clock_->now() - begun_ > bounds.time) {
    return Error{Remedy::wait, where,
                 fmt::format("The read takes longer than {} seconds.", bounds.time.count()),
                 "Raise most_seconds if the API needs longer."};
  }
  if (bytes_ > bounds.bytes) {
    return Error{Remedy::stop, where,
                 fmt::format("The API gave more than {} MB.", bounds.bytes >> 20U),
                 "Raise most_megabytes if that is right."};
  }
  return {};
}

Result<void> Api::wait(const http::Response& response, const std::string& where) {
  const auto asked = http::retry_after(response, clock_->now());
  const seconds patience = asked.value_or(next_wait_);
  if (!asked) next_wait_ *= 2;
  // One second at least: a Retry-After of 0 is no reason to ask for ever.
  const seconds wanted = std::max(patience, seconds(1));
  if (waited_ + wanted > access_.bounds.patience) {
    Error error = status_error(response.status, where);
    error.hint = fmt::format("It asks to be left alone for {} seconds more.", wanted.count());
    return error;
  }
  waited_ += wanted;
  clock_->sleep_for(wanted);
  return {};
}

Result<std::string> Api::body_of(http::Response response, const std::string& url,
                                 const std::string& where) {
  if (response.status == kUnchanged) {
    std::string body = kept_.find(url)->body;
    bytes_ += body.size();
    TRY(check_bounds(where));
    kept_.keep(url);
    return body;
  }
  kept_.keep(url, {response.header("etag"), response.body});
  return std::move(response.body);
}

}  // namespace dataflow::connectors::rest
