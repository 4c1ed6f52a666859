// A Connection serves the requests of one sender, one after the other, over TLS.
#pragma once

#include <cstddef>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>

#include "receiver/server.h"

namespace dataflow::receiver {

/// For the thread of its socket. Context, endpoint and log must outlive it.
class Connection {
 public:
  Connection(boost::asio::ip::tcp::socket socket, boost::asio::ssl::context& tls,
             Endpoint& endpoint, Log& log, Patience patience);

  /// Returns when either side has closed the connection.
  boost::asio::awaitable<void> run();

  /// Ends run() at once between two requests, or after the answer to the one that has begun.
  void stop();

 private:
  using Parser = boost::beast::http::request_parser<boost::beast::http::string_body>;

  /// What may follow an answer.
  enum class Next {
    request,  ///< the connection stays
    close,    ///< the request was read to its end
    linger,   ///< something of it is unread: closing at once could destroy the answer on its way
    cut,      ///< the script of faults has the connection end without a farewell
  };

  boost::asio::awaitable<bool> handshake();
  boost::asio::awaitable<bool> request_begins();
  boost::asio::awaitable<Next> serve();
  boost::asio::awaitable<boost::system::error_code> read_body(Parser& parser,
                                                              std::size_t most_bytes);
  boost::asio::awaitable<Next> give_up(boost::system::error_code problem);
  boost::asio::awaitable<Next> send(Answer answer, const Parser& parser, Next next);
  boost::asio::awaitable<void> pause(std::chrono::milliseconds time);
  boost::asio::awaitable<Next> fail(Ending ending, Answer answer, const Parser& parser);
  boost::asio::awaitable<void> hang();
  boost::asio::awaitable<void> close(Next how);
  void give(std::chrono::milliseconds time);

  boost::beast::ssl_stream<boost::beast::tcp_stream> stream_;
  boost::beast::flat_buffer buffer_;
  boost::asio::steady_timer delay_;  // of an answer that the script of faults holds back
  Endpoint& endpoint_;
  Log& log_;
  Patience patience_;
  bool idle_ = true;
  bool stopping_ = false;
};

}  // namespace dataflow::receiver
