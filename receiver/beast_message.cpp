#include "receiver/beast_message.h"

#include <sstream>

#include <boost/beast/http.hpp>

#include "agent/core/ascii.h"

namespace dataflow::receiver {

namespace {

namespace http = boost::beast::http;

std::string_view view(boost::beast::string_view text) {
  return {text.data(), text.size()};
}

}  // namespace

Head head_of(const BeastRequest& request) {
  Head head;
  head.method = view(request.method_string());
  head.target = view(request.target());
  for (const auto& field : request) {
    head.headers.emplace_back(ascii::lowered(view(field.name_string())), view(field.value()));
  }
  return head;
}

bool expects_continue(const BeastRequest& request) {
  return ascii::lowered(view(request[http::field::expect])) == "100-continue";
}

BeastResponse response_of(Answer answer, const BeastRequest& request, Persistence persistence) {
  BeastResponse response;
  response.result(static_cast<unsigned>(answer.status));
  for (const auto& [name, value] : answer.headers) response.set(name, value);
  if (!answer.content_type.empty()) response.set(http::field::content_type, answer.content_type);
  if (request.method() != http::verb::head) response.body() = std::move(answer.body);
  response.keep_alive(persistence == Persistence::kept);
  response.prepare_payload();
  return response;
}

std::string bytes_of(const BeastResponse& response) {
  std::ostringstream bytes;
  bytes << response;
  return bytes.str();
}

}  // namespace dataflow::receiver
