// A line to a scripted endpoint, directly or through a scripted proxy, for tests of the client.
#pragma once

#include <filesystem>
#include <string>

#include <catch2/catch.hpp>

#include "agent/http/client.h"
#include "tests/endpoint/scripted_endpoint.h"
#include "tests/shown_result.h"
#include "tests/temporary_folder.h"

namespace dataflow {

inline ScriptedReply reply(int status) {
  return {status, "", {}, false};
}
inline ScriptedReply ok(const SeenRequest& /*request*/) {
  return reply(200);
}
inline ScriptedReply cut() {
  return {200, "", {}, true};
}

class Line {
 public:
  explicit Line(ScriptedEndpoint::Script script)
      : endpoint(folder_.path() / "tls", std::move(script)) {}

  [[nodiscard]] http::ClientOptions options() const {
    return {endpoint.ca_file(), std::chrono::seconds(20)};
  }
  /// By way of the proxy, which is told who asks by these methods.
  [[nodiscard]] http::ClientOptions by(const std::string& proxy,
                                       std::vector<http::ProxyMethod> methods = {}) const {
    auto through = options();
    through.proxy = {http::Proxy::Use::named, proxy, {}, std::move(methods), "council",
                     Secret("pa55word"),      {}};
    return through;
  }
  [[nodiscard]] static http::Client open(const http::ClientOptions& options) {
    auto client = http::Client::open(options);
    REQUIRE(client);
    return std::move(*client);
  }
  [[nodiscard]] http::Exchange post(http::Client& client, std::string_view body = "[]") const {
    return client.post({endpoint.url() + "/x", {}, body});
  }
  /// With a client of its own, closed at the end: the endpoint serves one at a time.
  [[nodiscard]] http::Exchange post_once(const http::ClientOptions& options) const {
    auto client = open(options);
    return post(client);
  }
  [[nodiscard]] std::filesystem::path folder() const { return folder_.path(); }

 private:
  TemporaryFolder folder_;

 public:
  ScriptedEndpoint endpoint;
};

}  // namespace dataflow
