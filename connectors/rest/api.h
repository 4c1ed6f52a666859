// An Api gives the pages of one API, with patience where it asks for it and never beyond its
// bounds.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "agent/core/clock.h"
#include "agent/core/result.h"
#include "agent/http/client.h"
#include "agent/json/value.h"
#include "connectors/rest/access.h"
#include "connectors/rest/kept_pages.h"

namespace dataflow::connectors::rest {

/// A page as it came.
struct Answer {
  json::Value document;
  std::string link;  ///< its Link header; empty: none
};

/// For one thread.
class Api {
 public:
  /// Connects to nobody. Remedy stop where the certificates cannot be used.
  [[nodiscard]] static Result<Api> open(Access access, std::shared_ptr<Clock> clock);

  /// A read begins: its bounds count from here.
  void begin_read();

  /// The page at the address. `where` names it in errors instead of the address, which may hold a
  /// cursor. A page that the API calls unchanged comes from memory.
  ///
  /// 429 and 503 are waited for as long as Retry-After says, within the bounds; after a 401 one new
  /// token is tried. Redirects are refused, since they could lead the token elsewhere. Remedy wait
  /// for what may pass, stop for what a person must mend.
  [[nodiscard]] Result<Answer> page(const std::string& url, const std::string& where);

  [[nodiscard]] const std::string& address() const { return access_.url; }

 private:
  struct Proof {
    std::string header;
    Secret value;
    Secret token;  // empty where there is a key
  };

  Api(Access access, std::shared_ptr<Clock> clock, http::Client client)
      : access_(std::move(access)), clock_(std::move(clock)), client_(std::move(client)) {}
  [[nodiscard]] Result<http::Response> response(const std::string& url, const std::string& where);
  [[nodiscard]] Result<http::Response> ask(const std::string& url, const std::string& where,
                                           const Proof& proof);
  [[nodiscard]] Result<Proof> proof();
  [[nodiscard]] Result<void> check_bounds(const std::string& where) const;
  [[nodiscard]] Result<void> wait(const http::Response& response, const std::string& where);
  [[nodiscard]] Result<std::string> body_of(http::Response response, const std::string& url,
                                            const std::string& where);

  Access access_;
  std::shared_ptr<Clock> clock_;
  http::Client client_;
  KeptPages kept_;
  Instant begun_;
  std::chrono::seconds waited_{0};
  std::chrono::seconds next_wait_{1};  // where the API asks for patience and does not say how much
  std::uint64_t pages_ = 0;
  std::uint64_t bytes_ = 0;
};

}  // namespace dataflow::connectors::rest
