#include "receiver/connection.h"

#include <boost/asio/write.hpp>
#include <boost/beast/http.hpp>
#include <fmt/format.h>

#include "receiver/awaiting.h"
#include "receiver/beast_message.h"

namespace dataflow::receiver {

namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;

constexpr std::uint32_t kMostHeadBytes = 16'384;
constexpr std::size_t kReadBytes = 16'384;  // a TLS record holds no more
constexpr std::chrono::seconds kLinger{5};
constexpr std::chrono::milliseconds kFarewell{200};  // for a close_notify that nobody needs

bool is_http_error(boost::system::error_code error) {
  return error.category() == http::make_error_code(http::error::bad_method).category();
}

}  // namespace

Connection::Connection(asio::ip::tcp::socket socket, asio::ssl::context& tls, Endpoint& endpoint,
                       Log& log, Patience patience)
    : stream_(std::move(socket), tls),
      delay_(stream_.get_executor()),
      endpoint_(endpoint),
      log_(log),
      patience_(patience) {}

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
  delay_.cancel();
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
    log_.info(events::kConnectionRefused, fmt::format("No TLS connection: {}.", problem.message()));
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
  if (exchange.mishap.ending == Ending::cut_before_reading) co_return Next::cut;
  const std::uint64_t announced = parser.content_length().value_or(0);
  if (announced > exchange.most_bytes ||
      (exchange.is_refused() && expects_continue(parser.get()))) {
    co_return co_await send(endpoint_.finish_unread(exchange, announced), parser, Next::linger);
  }
  const auto problem_of_body = co_await read_body(parser, exchange.most_bytes);
  if (problem_of_body == http::error::body_limit) {
    const std::size_t read = parser.get().body().size();
    co_return co_await send(endpoint_.finish_unread(exchange, read), parser, Next::linger);
  }
  if (problem_of_body) co_return co_await give_up(problem_of_body);
  Answer answer = endpoint_.finish(exchange, parser.get().body());
  co_await pause(exchange.mishap.delay);
  if (exchange.mishap.ending != Ending::answered) {
    co_return co_await fail(exchange.mishap.ending, std::move(answer), parser);
  }
  const bool stays = parser.get().keep_alive() && !stopping_;
  co_return co_await send(std::move(answer), parser, stays ? Next::request : Next::close);
}

/// Lets that much time pass, or less when the server stops.
asio::awaitable<void> Connection::pause(std::chrono::milliseconds time) {
  if (time.count() == 0 || stopping_) co_return;
  delay_.expires_after(time);
  std::ignore = co_await delay_.async_wait(kAwait);  // cancelled or over: the answer goes out now
}

/// Fails as the script of faults says, once the answer is known.
asio::awaitable<Connection::Next> Connection::fail(Ending ending, Answer answer,
                                                   const Parser& parser) {
  if (ending == Ending::never) co_await hang();
  if (ending == Ending::cut_within_answer) {
    const std::string bytes =
        bytes_of(response_of(std::move(answer), parser.get(), Persistence::closed));
    give(patience_.request);
    std::ignore = co_await asio::async_write(stream_, asio::buffer(bytes.data(), bytes.size() / 2),
                                             kAwait);  // cut off either way
  }
  co_return Next::cut;
}

/// Waits until the other side gives up, or the server stops.
asio::awaitable<void> Connection::hang() {
  auto& plain = boost::beast::get_lowest_layer(stream_);
  plain.expires_never();
  idle_ = true;
  boost::system::error_code problem;
  while (!problem && !stopping_) {
    std::tie(problem, std::ignore) =
        co_await plain.async_read_some(buffer_.prepare(kReadBytes), kAwait);
  }
  idle_ = false;
}

asio::awaitable<boost::system::error_code> Connection::read_body(Parser& parser,
                                                                 std::size_t most_bytes) {
  static constexpr std::string_view kGoOn = "HTTP/1.1 100 Continue\r\n\r\n";
  parser.body_limit(most_bytes);
  give(patience_.request);
  if (expects_continue(parser.get())) {
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
  const auto response =
      response_of(std::move(answer), parser.get(),
                  next == Next::request ? Persistence::kept : Persistence::closed);
  give(patience_.request);
  const auto [problem, count] = co_await http::async_write(stream_, response, kAwait);
  co_return problem ? Next::close : next;
}

asio::awaitable<void> Connection::close(Next how) {
  if (how == Next::cut) co_return;  // the socket closes with the connection
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
