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

namespace dataflow::delivery {

struct HttpRequest {
  std::string url;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string_view body;  ///< must stay until the exchange is over
};

struct HttpResponse {
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
  std::optional<HttpResponse> response;
  Reach reach = Reach::unknown;  ///< without a response
  Error error;                   ///< without a response; remedy wait, or stop where TLS refuses
};

/// Keeps its connection open between requests. For one thread.
class HttpClient {
 public:
  /// `ca_file` is a PEM file with private authorities, or empty for the system's. TLS 1.2 or newer;
  /// redirects are not followed. `timeout` bounds each exchange as a whole.
  [[nodiscard]] static Result<HttpClient> open(const std::filesystem::path& ca_file,
                                               std::chrono::seconds timeout);

  /// POSTs the request. Responses over 16 MB are cut off as an error.
  [[nodiscard]] Exchange post(const HttpRequest& request);

 private:
  struct Close {
    void operator()(void* handle) const;
  };
  using Handle = std::unique_ptr<void, Close>;

  explicit HttpClient(Handle handle) : handle_(std::move(handle)) {}

  Handle handle_;
};

}  // namespace dataflow::delivery
