#include "agent/service/metrics_server.h"

#include <chrono>
#include <optional>
#include <set>
#include <utility>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>
#include <fmt/format.h>

#include "agent/service/metrics_request.h"

namespace dataflow::service {

namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using asio::ip::tcp;

constexpr std::size_t kMostConnections = 8;
constexpr std::uint32_t kMostHeadBytes = 8'192;
constexpr std::chrono::seconds kPatience{5};
constexpr std::chrono::milliseconds kPauseWhenFull{100};
constexpr std::chrono::seconds kFresh{10};
constexpr auto kAwait = asio::as_tuple(asio::use_awaitable);

}  // namespace

class MetricsServer::Inside : public std::enable_shared_from_this<Inside> {
  /// The text of the last scrape while it is fresh. For one thread.
  class FreshText {
   public:
    explicit FreshText(MetricsServer::Scrape scrape) : scrape_(std::move(scrape)) {}

    [[nodiscard]] std::optional<std::string> get() {
      const auto now = std::chrono::steady_clock::now();
      if (!read_at_ || now - *read_at_ >= kFresh) {
        auto read = scrape_();
        text_ = read ? std::optional(std::move(*read)) : std::nullopt;
        read_at_ = now;
      }
      return text_;
    }

   private:
    MetricsServer::Scrape scrape_;
    std::optional<std::chrono::steady_clock::time_point> read_at_;
    std::optional<std::string> text_;
  };

 public:
  Inside(asio::io_context& io, std::uint16_t port, Scrape scrape)
      : io_(io), acceptor_(io), pause_(io), port_(port), text_(std::move(scrape)) {}

  Result<void> start() {
    const tcp::endpoint place(asio::ip::address_v4::loopback(), port_);
    boost::system::error_code problem;
    acceptor_.open(place.protocol(), problem);
#ifndef _WIN32  // where it would let two programs have the port
    if (!problem) acceptor_.set_option(tcp::acceptor::reuse_address(true), problem);
#endif
    if (!problem) acceptor_.bind(place, problem);
    if (!problem) acceptor_.listen(kMostConnections, problem);
    if (problem) {
      return Error{Remedy::stop, fmt::format("metrics.port {}", port_),
                   fmt::format("The port cannot be opened: {}.", problem.message()),
                   "Choose another port, or end the program that has it."};
    }
    asio::co_spawn(
        io_, [self = shared_from_this()] { return self->accept(); }, asio::detached);
    return {};
  }

  void stop() {
    boost::system::error_code ignored;
    acceptor_.close(ignored);
    pause_.cancel();
    for (auto* stream : open_) stream->close();
  }

  void join() {
    reader_.join();
  }

  std::uint16_t port() const {
    boost::system::error_code closed;
    return acceptor_.local_endpoint(closed).port();
  }

 private:
  using Stream = boost::beast::tcp_stream;

  /// Keeps a connection among the open ones for as long as it lives.
  class Open {
   public:
    Open(std::set<Stream*>& all, Stream& one) : all_(all), one_(one) { all_.insert(&one_); }
    ~Open() { all_.erase(&one_); }
    Open(const Open&) = delete;
    Open& operator=(const Open&) = delete;

   private:
    std::set<Stream*>& all_;
    Stream& one_;
  };

  asio::awaitable<void> accept() {
    while (acceptor_.is_open()) {
      auto [problem, socket] = co_await acceptor_.async_accept(kAwait);
      if (!problem && open_.size() < kMostConnections) {
        asio::co_spawn(
            io_,
            [self = shared_from_this(), taken = std::move(socket)]() mutable {
              return self->serve(std::move(taken));
            },
            asio::detached);
      } else if (problem && acceptor_.is_open()) {  // too many open files: some will close
        pause_.expires_after(kPauseWhenFull);
        co_await pause_.async_wait(kAwait);
      }
    }
  }

  asio::awaitable<void> serve(tcp::socket socket) {
    Stream stream(std::move(socket));
    const Open open(open_, stream);
    stream.expires_after(kPatience);
    boost::beast::flat_buffer buffer(kMostHeadBytes);
    http::request_parser<http::empty_body> parser;
    parser.header_limit(kMostHeadBytes);
    auto [problem, bytes] = co_await http::async_read_header(stream, buffer, parser, kAwait);
    static_cast<void>(bytes);
    if (problem) co_return;  // whoever does not speak HTTP is not worth an answer
    co_await answer(stream, parser.get());
  }

  asio::awaitable<void> answer(Stream& stream, const MetricsRequest& request) {
    auto status = status_for(request);
    std::optional<std::string> text;
    if (status == http::status::ok) {
      text = co_await fresh_text();
      if (!text) status = http::status::service_unavailable;
    }
    const auto message = answer_with(status, request, text.value_or(""));
    stream.expires_after(kPatience);
    auto [problem, bytes] = co_await http::async_write(stream, message, kAwait);
    static_cast<void>(bytes);
    if (problem) co_return;
    boost::system::error_code ignored;  // the other side may have closed first
    stream.socket().shutdown(tcp::socket::shutdown_send, ignored);
  }

  /// Read on the thread of the pool, so that a slow disk holds up no signal and no watchdog.
  asio::awaitable<std::optional<std::string>> fresh_text() {
    co_return co_await asio::co_spawn(
        reader_, [this]() -> asio::awaitable<std::optional<std::string>> { co_return text_.get(); },
        asio::use_awaitable);
  }

  asio::io_context& io_;
  tcp::acceptor acceptor_;
  asio::steady_timer pause_;
  std::uint16_t port_;
  std::set<Stream*> open_;
  FreshText text_;  // only touched on the thread of the pool
  asio::thread_pool reader_{1};
};

MetricsServer::MetricsServer(asio::io_context& io, std::uint16_t port, Scrape scrape)
    : inside_(std::make_shared<Inside>(io, port, std::move(scrape))) {}

MetricsServer::~MetricsServer() {
  inside_->stop();
  inside_->join();
}

Result<void> MetricsServer::start() {
  return inside_->start();
}

void MetricsServer::stop() {
  inside_->stop();
}

std::uint16_t MetricsServer::port() const {
  return inside_->port();
}

}  // namespace dataflow::service
