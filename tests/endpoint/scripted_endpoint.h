// An HTTPS endpoint that answers as a test tells it to, over a real socket with real TLS.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace dataflow {

/// A request as the endpoint got it.
struct SeenRequest {
  std::string target;
  std::map<std::string, std::string> headers;  ///< names in lower case
  std::string body;
  std::string method = {};
};

/// What to answer.
struct ScriptedReply {
  int status = 200;
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers;
  bool cut = false;         ///< close the connection without an answer
  std::size_t missing = 0;  ///< bytes that the length promises and that never come
};

/// How a script is called when several connections have a request.
enum class Scripts {
  one_by_one,  ///< never twice at once
  at_once,     ///< by as many threads as there are connections
};

/// Listens on a free port of this machine until it is destroyed. Tokens are issued by themselves:
/// t1, t2 and so on.
class ScriptedEndpoint {
 public:
  using Script = std::function<ScriptedReply(const SeenRequest&)>;

  /// Makes its certificates in `folder`. The script is called on a thread of the endpoint's for
  /// every request that is not for a token.
  ScriptedEndpoint(const std::filesystem::path& folder, Script script,
                   Scripts scripts = Scripts::one_by_one);
  ~ScriptedEndpoint();
  ScriptedEndpoint(const ScriptedEndpoint&) = delete;
  ScriptedEndpoint& operator=(const ScriptedEndpoint&) = delete;

  [[nodiscard]] std::string url() const;
  [[nodiscard]] std::filesystem::path ca_file() const;

  /// Everything but token requests, so far.
  [[nodiscard]] std::vector<SeenRequest> seen() const;
  [[nodiscard]] int tokens_issued() const;

  /// From now on a request for a token is answered by 503.
  void issue_no_tokens();

 private:
  struct Server;
  std::unique_ptr<Server> server_;
};

/// 200 with one receipt for each object of the array.
[[nodiscard]] ScriptedReply accept_all(const SeenRequest& request);

}  // namespace dataflow
