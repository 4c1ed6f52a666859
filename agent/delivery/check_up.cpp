#include "agent/delivery/check_up.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "agent/delivery/answer_table.h"
#include "agent/http/retry_after.h"

namespace dataflow::delivery {

namespace {

using http::Stage;
using Outcome = Step::Outcome;
using std::chrono::seconds;

constexpr seconds kSkewThatMatters{30};  // a signature may be a minute ahead, and five behind

/// The stages on the way to a server, in their order, as people know them.
struct NamedStage {
  Stage stage;
  const char* name;
  const char* passed;
};
constexpr std::array<NamedStage, 4> kWay = {{{Stage::name, "name", "it is known"},
                                             {Stage::proxy, "proxy", ""},
                                             {Stage::connection, "connection", "it stands"},
                                             {Stage::tls, "TLS", "the certificate is trusted"}}};

std::string proxy_in_words(const http::Proxy& proxy) {
  switch (proxy.use) {
    case http::Proxy::Use::none:
      return "none is used";
    case http::Proxy::Use::named:
      return proxy.url.empty() ? "none is named" : "it connects";
    case http::Proxy::Use::environment:
      break;
  }
  return "the one that the environment names, if it names one";
}

/// The token was good enough to come as far as the signature.
bool refuses_signature(const http::Response& response) {
  constexpr int kUnauthorised = 401;
  return response.status == kUnauthorised &&
         response.header("www-authenticate").starts_with("Signature");
}

class CheckUp {
 public:
  CheckUp(const Endpoint& endpoint, const std::function<void(const Step&)>& tell)
      : endpoint_(endpoint), tell_(tell) {}

  bool run(const std::vector<Change>& rehearsal, const std::string& standard) {
    const auto& options = endpoint_.options();
    way_to("token service", options.credentials.token_url);
    const auto response = way_to("endpoint", endpoint_.target());
    clock(response);
    token();
    access();
    for (const auto& change : rehearsal) rehearse(change, standard);
    return well_;
  }

 private:
  void tell(std::string name, Outcome outcome, std::string says) {
    if (outcome == Outcome::failed) well_ = false;
    tell_({std::move(name), outcome, std::move(says)});
  }
  void passed(std::string name, std::string says) {
    tell(std::move(name), Outcome::passed, std::move(says));
  }
  void failed(std::string name, const Error& error) {
    tell(std::move(name), Outcome::failed, describe(error));
  }
  void left_out(std::string name) {
    tell(std::move(name), Outcome::left_out, "not tried, because of what failed before");
  }

  /// Any response shows that the way is free. The request holds nobody, no token and no key.
  std::optional<http::Response> way_to(const std::string& server, const std::string& url) {
    auto client = http::Client::open(endpoint_.options().client);
    if (!client) {
      failed(server, client.error());
      return std::nullopt;
    }
    auto exchange = client->post({url, {{"Content-Type", "application/json"}}, "[]"});
    tell_of_way(server, exchange);
    return std::move(exchange.response);
  }

  void tell_of_way(const std::string& server, const http::Exchange& exchange) {
    bool reached = true;
    for (const auto& [stage, word, says] : kWay) {
      const std::string name = fmt::format("{}: {}", server, word);
      const bool ended_here = !exchange.response && exchange.stage == stage;
      if (!reached) {
        left_out(name);
      } else if (ended_here) {
        failed(name, exchange.error);
        reached = false;
      } else {
        passed(name, stage == Stage::proxy ? proxy_in_words(endpoint_.options().client.proxy)
                                           : std::string(says));
      }
    }
    if (reached && !exchange.response) failed(server + ": answer", exchange.error);
  }

  void clock(const std::optional<http::Response>& response) {
    if (!response) return left_out("clock");
    const auto theirs = http::parse_date(response->header("date"));
    if (!theirs) return passed("clock", "the endpoint does not tell the time");
    const auto ahead =
        std::chrono::duration_cast<seconds>(endpoint_.clock().now() - *theirs).count();
    if (std::abs(ahead) <= kSkewThatMatters.count()) {
      return passed("clock", "this machine and the endpoint agree");
    }
    tell("clock", Outcome::failed,
         fmt::format("The clock of this machine is {} seconds {}. Set it by a time server: "
                     "signatures and tokens depend on it.",
                     std::abs(ahead), ahead > 0 ? "ahead" : "behind"));
  }

  void token() {
    if (!well_) return left_out("token");
    const auto token = endpoint_.tokens().token();
    if (!token) return failed("token", token.error());
    passed("token", "the token service knows this client");
  }

  void access() {
    if (!well_) return left_out("access");
    auto line = Line::open(endpoint_);
    if (!line) return failed("access", line.error());
    const auto exchange = line->post_nobody();
    if (!exchange) return failed("access", exchange.error());
    if (!exchange->response) return failed("access", exchange->error);
    const int status = exchange->response->status;
    if (refuses_signature(*exchange->response)) {
      return failed(kSignatureStep,
                    {Remedy::stop, endpoint_.target(), "The endpoint refuses the signature.",
                     fmt::format("Register the public half of signing_key there, by the name '{}'.",
                                 endpoint_.options().signing_key.id)});
    }
    if (access_by(status) != Access::open) {
      return failed("access", error_for(status, endpoint_.target()));
    }
    passed("access",
           fmt::format("the endpoint took a signed request that holds nobody (status {})", status));
  }

  void rehearse(const Change& change, const std::string& standard) {
    if (!well_) return left_out("rehearsal");
    auto line = Line::open(endpoint_);
    if (!line) return failed("rehearsal", line.error());
    const auto envelope = endpoint_.seal({&change}, standard);
    if (!envelope) return failed("rehearsal", envelope.error());
    const auto signature = endpoint_.sign(*envelope);
    if (!signature) return failed("rehearsal", signature.error());
    const Answer answer = line->deliver(*envelope, *signature);
    if (answer.verdict != Verdict::accepted) return failed("rehearsal", answer.error);
    passed("rehearsal", "the endpoint gave a receipt for a child who never was");
  }

  const Endpoint& endpoint_;
  const std::function<void(const Step&)>& tell_;
  bool well_ = true;
};

}  // namespace

std::string line_of(const Step& step) {
  const char* word = step.outcome == Step::Outcome::passed   ? "pass"
                     : step.outcome == Step::Outcome::failed ? "FAIL"
                                                             : "-";
  return fmt::format("{:<5} {:<26} {}", word, step.name, step.says);
}

bool check_up(const Endpoint& endpoint, const std::vector<Change>& rehearsal,
              const std::string& standard, const std::function<void(const Step&)>& tell) {
  return CheckUp(endpoint, tell).run(rehearsal, standard);
}

}  // namespace dataflow::delivery
