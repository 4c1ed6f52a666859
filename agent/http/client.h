// Sends one HTTPS request at a time by libcurl, with verification that cannot be switched off.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "agent/core/result.h"
#include "agent/http/client_options.h"

namespace dataflow::http {

struct Request {
  std::string url;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string_view body;  ///< must stay until the exchange is over
};

struct Response {
  int status = 0;
  /// Names in lower case; the last one of a name, but all of Link, parted by commas (RFC 9110 5.3).
  std::map<std::string, std::string, std::less<>> headers;
  std::string body;

  /// The value of a header; empty where there is none.
  [[nodiscard]] std::string header(std::string_view lower_case_name) const;
};

/// How far a request without a response came.
enum class Reach {
  not_sent,  ///< no byte of its body left, on no attempt: it cannot have been taken
  unknown,   ///< the other side may or may not have all of it
};

/// Where on its way a request without a response ended.
enum class Stage {
  name,        ///< nobody knows the name of the server, or of the proxy
  connection,  ///< no connection came about
  proxy,       ///< a proxy refused to connect
  tls,         ///< one side did not trust the other
  exchange,    ///< later: it was cut off, or took too long
  size,        ///< the response is larger than the options allow
};

/// What came of a request: a response, or the reason why there is none.
struct Exchange {
  std::optional<Response> response;
  Reach reach = Reach::unknown;   ///< without a response
  int proxy_status = 0;           ///< what a proxy that refused to connect answered; 0: none did
  Error error;                    ///< without a response; stop where a person has to act, or wait
  Stage stage = Stage::exchange;  ///< without a response
};

/// Keeps its connection open between requests. For one thread.
class Client {
 public:
  /// TLS 1.2 or newer; redirects are not followed. Reads the authorities and the client
  /// certificate; remedy stop where they cannot be used. Connects to nobody.
  [[nodiscard]] static Result<Client> open(const ClientOptions& options);

  /// POSTs the request. Larger responses than the options allow are cut off as an error. A proxy
  /// that asks who this is is told by one method after the other; the one it took is kept for the
  /// client's life.
  [[nodiscard]] Exchange post(const Request& request);

  /// GETs the request, which has no body. All else is as with post().
  [[nodiscard]] Exchange get(const Request& request);

 private:
  struct Close {
    void operator()(void* handle) const;
  };
  using Handle = std::unique_ptr<void, Close>;

  Client(Handle handle, ClientOptions options)
      : handle_(std::move(handle)), options_(std::move(options)) {}
  enum class Method { get, post };
  [[nodiscard]] Exchange exchange(Method method, const Request& request);
  [[nodiscard]] Exchange exchange_once(Method method, const Request& request);
  [[nodiscard]] bool next_method();

  Handle handle_;
  ClientOptions options_;
  std::size_t method_ = 0;  // of options_.proxy.methods
};

}  // namespace dataflow::http
