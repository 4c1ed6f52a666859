#include "receiver/connection.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http.hpp>
#include <fmt/format.h>

#include "agent/core/ascii.h"
#include "receiver/media_type.h"

namespace dataflow::receiver {

namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;

constexpr std::uint32_t kMostHeadBytes = 16'384;
constexpr std::size_t kReadBytes = 16'384;  // a TLS record holds no more
constexpr std::chrono::seconds kLinger{5};
constexpr std::chrono::milliseconds kFarewell{200};  // for a close_notify that nobody needs
constexpr auto kAwait = asio::as_tuple(asio::use_awaitable);

std::string_view view(boost::beast::string_view text) {
  return {text.data(), text.size()};
}

Head head_of(const http::request<http::string_body>& request) {
  Head head;
  head.method = view(request.method_string());
  head.target = view(request.target());
  for (const auto& field : request) {
    head.headers.emplace_back(ascii::lowered(view(field.name_string())), view(field.value()));
  }
  return head;
}

bool is_http_error(boost::system::error_code error) {
  return error.category() == http::make_error_code(http::error::bad_method).category();
}

bool expects_continue(const http::request_parser<http::string_body>& parser) {
  return ascii::lowered(view(parser.get()[http::field::expect])) == "100-continue";
}

}  // namespace

Connection::Connection(asio::ip::tcp::socket socket, asio::ssl::context& tls, Endpoint& endpoint,
                       Log& log, Patience patience)
    : stream_(std::move(socket), tls), endpoint_(endpoint), log_(log), patience_(patience) {}

asio::awaitable<void> Connection::run() {
  if (!co_await handshake()) co_return;
  Next next = Next::request;
  while (next == Next::request && !stopping_) {
    // Not in the loop's condition: g++ 12 awaits there even when what stands before it is false.
    const bool begun = co_await request_begins();
    next = Next::close;
    if (begun) next = co_await serve();
  }
  co_await close(next);
}

void Connection::stop() {
  stopping_ = true;
  if (idle_) boost::beast::get_lowest_layer(stream_).cancel();
}

void Connection::give(std::chrono::milliseconds time) {
  boost::beast::get_lowest_layer(stream_).expires_after(time);
}

asio::awaitable<bool> Connection::handshake() {
  give(patience_.request);
  const auto [problem] = co_await stream_.async_handshake(asio::ssl::stream_base::server, kAwait);
  idle_ = false;
  if (problem && !stopping_) {
    log_.info("connection.refused", fmt::format("No TLS connection: {}.", problem.message()));
  }
  co_return !problem;
}

/// Waits for the first bytes of a request: idle time is counted apart from the request's.
asio::awaitable<bool> Connection::request_begins() {
  if (buffer_.size() > 0) co_return true;
  give(patience_.idle);
  idle_ = true;
  const auto [problem, count] =
      co_await stream_.async_read_some(buffer_.prepare(kReadBytes), kAwait);
  idle_ = false;
  buffer_.commit(count);
  co_return !problem;
}

asio::awaitable<Connection::Next> Connection::serve() {
  Parser parser;
  parser.header_limit(kMostHeadBytes);
  parser.body_limit(boost::none);  // the endpoint says how much, once it knows the head
  give(patience_.request);
  const auto [problem, count] = co_await http::async_read_header(stream_, buffer_, parser, kAwait);
  if (problem) co_return co_await give_up(problem);
  Exchange exchange = endpoint_.begin(head_of(parser.get()));
  const std::uint64_t announced = parser.content_length().value_or(0);
  if (announced > exchange.most_bytes || (exchange.is_refused() && expects_continue(parser))) {
    co_return co_await send(endpoint_.finish_unread(exchange, announced), parser, Next::linger);
  }
  const auto problem_of_body = co_await read_body(parser, exchange.most_bytes);
  if (problem_of_body == http::error::body_limit) {
    const std::size_t read = parser.get().body().size();
    co_return co_await send(endpoint_.finish_unread(exchange, read), parser, Next::linger);
  }
  if (problem_of_body) co_return co_await give_up(problem_of_body);
  Answer answer = endpoint_.finish(exchange, parser.get().body());
  const bool stays = parser.get().keep_alive() && !stopping_;
  co_return co_await send(std::move(answer), parser, stays ? Next::request : Next::close);
}

asio::awaitable<boost::system::error_code> Connection::read_body(Parser& parser,
                                                                 std::size_t most_bytes) {
  static constexpr std::string_view kGoOn = "HTTP/1.1 100 Continue\r\n\r\n";
  parser.body_limit(most_bytes);
  give(patience_.request);
  if (expects_continue(parser)) {
    const auto [problem, count] =
        co_await asio::async_write(stream_, asio::buffer(kGoOn.data(), kGoOn.size()), kAwait);
    if (problem) co_return problem;
  }
  const auto [problem, count] = co_await http::async_read(stream_, buffer_, parser, kAwait);
  co_return problem;
}

/// Answers what is no HTTP; a sender that has gone, or was too slow, is past an answer.
asio::awaitable<Connection::Next> Connection::give_up(boost::system::error_code problem) {
  if (problem == http::error::end_of_stream || !is_http_error(problem)) co_return Next::close;
  Answer answer = problem == http::error::header_limit
                      ? endpoint_.finish_malformed(431, "The head of the request is too large.")
                      : endpoint_.finish_malformed(400, "This is not an HTTP request.");
  co_return co_await send(std::move(answer), Parser(), Next::linger);
}

asio::awaitable<Connection::Next> Connection::send(Answer answer, const Parser& parser, Next next) {
  http::response<http::string_body> response;
  response.result(static_cast<unsigned>(answer.status));
  for (const auto& [name, value] : answer.headers) response.set(name, value);
  if (!answer.content_type.empty()) response.set(http::field::content_type, answer.content_type);
  if (parser.get().method() != http::verb::head) response.body() = std::move(answer.body);
  response.keep_alive(next == Next::request);
  response.prepare_payload();
  give(patience_.request);
  const auto [problem, count] = co_await http::async_write(stream_, response, kAwait);
  co_return problem ? Next::close : next;
}

asio::awaitable<void> Connection::close(Next how) {
  if (how != Next::linger) {
    give(kFarewell);
    std::ignore = co_await stream_.async_shutdown(kAwait);  // nothing is left to be lost
    co_return;
  }
  give(kLinger);
  // RFC 9112 section 9.6: half-close, then read what is still coming and throw it away.
  auto& plain = boost::beast::get_lowest_layer(stream_);
  boost::system::error_code problem;
  plain.socket().shutdown(asio::ip::tcp::socket::shutdown_send, problem);
  while (!problem) {
    std::tie(problem, std::ignore) =
        co_await plain.async_read_some(buffer_.prepare(kReadBytes), kAwait);
  }
}

}  // namespace dataflow::receiver
