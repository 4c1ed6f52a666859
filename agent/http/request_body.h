// A RequestBody gives libcurl the body when it asks, and so knows how far the request came.
#pragma once

#include <string_view>

#include "agent/http/option_setter.h"

namespace dataflow::http {

/// libcurl repeats a request by itself when a connection that it kept turns out to be dead, and how
/// the last attempt failed says nothing of the first. What it asked for in any of them does.
class RequestBody {
 public:
  /// The bytes must outlive it.
  explicit RequestBody(std::string_view bytes) : bytes_(bytes) {}
  ~RequestBody() = default;
  RequestBody(const RequestBody&) = delete;
  RequestBody& operator=(const RequestBody&) = delete;

  /// Makes it the body of the next exchange of the handle, during which it must stay in its place.
  void give_to(OptionSetter& set);

  /// Whether the other side may have the whole request. A request whose body was never asked for
  /// cannot be taken, even if its headers left. One without a body is whole with its headers, which
  /// may leave as soon as the connection stands, TLS included.
  [[nodiscard]] bool may_have_arrived() const { return bytes_.empty() ? connected_ : asked_; }

 private:
  // The signatures are libcurl's; `self` is the RequestBody.
  static std::size_t read(char* to, std::size_t size, std::size_t count, void* self);
  static int seek(void* self, curl_off_t offset, int origin);
  static int connected(void* self, char* peer, char* here, int peer_port, int port_here);

  std::string_view bytes_;
  std::size_t next_ = 0;
  bool asked_ = false;
  bool connected_ = false;
};

}  // namespace dataflow::http
