// A proxy that answers each CONNECT as a test tells it to, over a real socket.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace dataflow {

/// Listens on a free port of this machine until it is destroyed. One connection at a time.
class ScriptedProxy {
 public:
  /// What a CONNECT is answered: 200 opens the tunnel. `login` is the Proxy-Authorization header,
  /// empty where there is none. Called on the proxy's own thread.
  using Script = std::function<int(const std::string& login)>;

  explicit ScriptedProxy(Script script);
  ~ScriptedProxy();
  ScriptedProxy(const ScriptedProxy&) = delete;
  ScriptedProxy& operator=(const ScriptedProxy&) = delete;

  [[nodiscard]] std::string url() const;

  /// The first word of each CONNECT's login so far, such as "Basic"; empty where there was none.
  [[nodiscard]] std::vector<std::string> logins() const;

 private:
  struct Server;
  std::unique_ptr<Server> server_;
};

}  // namespace dataflow
