// A sender for tests: libcurl over real TLS, as the agent sends.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include <curl/curl.h>

#include "receiver/message.h"

namespace dataflow::receiver {

struct Reply {
  CURLcode code = CURLE_OK;  ///< how the transfer itself went
  long status = 0;
  std::map<std::string, std::string> headers;  ///< names in lower case
  std::string body;
  long new_connections = 0;
};

/// One handle, so that its connections are kept alive from one request to the next.
class Client {
 public:
  Client(std::uint16_t port, const std::filesystem::path& authority);

  [[nodiscard]] Reply request(const std::string& method, const std::string& path,
                              const Headers& headers, const std::string& body);

  /// A POST whose body comes in chunks, without its length.
  [[nodiscard]] Reply post_in_chunks(const std::string& path, const Headers& headers,
                                     const std::string& body);

  /// A POST to the endpoint of the children with this token.
  [[nodiscard]] Reply send(const std::string& token, const std::string& body,
                           const Headers& others = {});

  /// The token of council 846.
  [[nodiscard]] std::string token();

  [[nodiscard]] const std::string& host() const { return host_; }

 private:
  struct Free {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
  };
  Reply perform(const std::string& path, const Headers& headers);

  std::unique_ptr<CURL, Free> handle_;
  std::string host_;
  std::string authority_;
};

/// A TLS connection that carries any bytes: for what no HTTP client would send.
class RawConnection {
 public:
  RawConnection(std::uint16_t port, const std::filesystem::path& authority);

  void send(std::string_view bytes);

  /// What comes until `end` is among it, or until the server closes.
  [[nodiscard]] std::string read_until(std::string_view end);
  [[nodiscard]] std::string read_to_end() { return read_until({}); }

 private:
  void wait(short events) const;
  struct Free {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
  };
  std::unique_ptr<CURL, Free> handle_;
  curl_socket_t socket_ = CURL_SOCKET_BAD;
};

/// Sends bytes to the port without TLS and gives what comes back until the server closes.
[[nodiscard]] std::string talk_without_tls(std::uint16_t port, std::string_view bytes);

}  // namespace dataflow::receiver
