// Sends one HTTPS request at a time by libcurl, with verification that cannot be switched off.
#pragma once

#include <chrono>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "agent/core/result.h"

namespace dataflow::http {

struct Request {
  std::string url;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string_view body;  ///< must stay until the exchange is over
};

struct Response {
  int status = 0;
  std::map<std::string, std::string> headers;  ///< names in lower case; the last one of a name
  std::string body;
};

/// How far a request without a response came.
enum class Reach {
  not_sent,  ///< no byte of it left: name, connection or TLS failed
  unknown,   ///< the other side may or may not have all of it
};

/// What came of a request: a response, or the reason why there is none.
struct Exchange {
  std::optional<Response> response;
  Reach reach = Reach::unknown;  ///< without a response
  Error error;                   ///< without a response; remedy wait, or stop where TLS refuses
};

struct ClientOptions {
  std::filesystem::path ca_file;     ///< PEM file with private authorities; empty: the system's
  std::chrono::seconds timeout{60};  ///< bounds each exchange as a whole
};

/// Keeps its connection open between requests. For one thread.
class Client {
 public:
  /// TLS 1.2 or newer; redirects are not followed.
  [[nodiscard]] static Result<Client> open(const ClientOptions& options);

  /// POSTs the request. Responses over 16 MB are cut off as an error.
  [[nodiscard]] Exchange post(const Request& request);

 private:
  struct Close {
    void operator()(void* handle) const;
  };
  using Handle = std::unique_ptr<void, Close>;

  explicit Client(Handle handle) : handle_(std::move(handle)) {}

  Handle handle_;
};

}  // namespace dataflow::http
