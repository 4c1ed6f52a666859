#include "receiver/server.h"

#include <set>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <fmt/format.h>
#include <openssl/ssl.h>

#include "receiver/awaiting.h"
#include "receiver/connection.h"

namespace dataflow::receiver {

namespace {

namespace asio = boost::asio;
using asio::ip::tcp;

constexpr int kWaiting = 1024;  // connections that wait to be accepted
constexpr std::chrono::milliseconds kPauseWhenFull{100};

/// Asio's context takes over one reference.
SSL_CTX* share(const TlsIdentity& identity) {
  SSL_CTX_up_ref(identity.get());
  return identity.get();
}

}  // namespace

class Server::Inside {
 public:
  Inside(const Settings& settings, Endpoint& endpoint, Log& log, Patience patience)
      : endpoint_(endpoint), log_(log), patience_(patience), tls_(share(settings.tls)) {}

  Result<void> listen(const Listen& listen) {
    boost::system::error_code problem;
    const auto address = asio::ip::make_address(listen.address, problem);
    const tcp::endpoint place(address, listen.port);
    if (!problem) acceptor_.open(place.protocol(), problem);
    if (!problem) acceptor_.set_option(tcp::acceptor::reuse_address(true), problem);
    if (!problem) acceptor_.bind(place, problem);
    if (!problem) acceptor_.listen(kWaiting, problem);
    if (!problem) return {};
    return Error{Remedy::stop, fmt::format("{}:{}", listen.address, listen.port),
                 fmt::format("The port cannot be opened: {}.", problem.message()),
                 "Choose another port, or end the program that has it."};
  }

  std::uint16_t port() const { return acceptor_.local_endpoint().port(); }

  void stop_on_signals() {
    signals_.add(SIGTERM);
    signals_.add(SIGINT);
    signals_.async_wait([this](boost::system::error_code cancelled, int) {
      if (!cancelled) stop_here();
    });
  }

  void run() {
    start(accept());
    context_.run();
  }

  void stop() {
    asio::post(context_, [this] { stop_here(); });
  }

 private:
  /// Keeps a connection among the open ones for as long as it lives.
  class Open {
   public:
    Open(std::set<Connection*>& all, Connection& one) : all_(all), one_(one) { all_.insert(&one_); }
    ~Open() { all_.erase(&one_); }
    Open(const Open&) = delete;
    Open& operator=(const Open&) = delete;

   private:
    std::set<Connection*>& all_;
    Connection& one_;
  };

  void start(asio::awaitable<void> work) {
    asio::co_spawn(context_, std::move(work), [this](std::exception_ptr failure) {
      if (!failure) return;
      try {
        std::rethrow_exception(failure);
      } catch (const std::exception& problem) {
        log_.error(events::kConnectionFailed, problem.what());
      }
    });
  }

  asio::awaitable<void> accept() {
    while (acceptor_.is_open()) {
      auto [problem, socket] = co_await acceptor_.async_accept(kAwait);
      if (!problem) {
        start(serve(std::move(socket)));
      } else if (acceptor_.is_open()) {  // too many open files, as a rule: some will close
        pause_.expires_after(kPauseWhenFull);
        co_await pause_.async_wait(kAwait);
      }
    }
  }

  asio::awaitable<void> serve(tcp::socket socket) {
    boost::system::error_code ignored;  // without it an answer is slower, and still right
    socket.set_option(tcp::no_delay(true), ignored);
    Connection connection(std::move(socket), tls_, endpoint_, log_, patience_);
    const Open open(connections_, connection);
    co_await connection.run();
  }

  void stop_here() {
    log_.info(events::kServerStopping,
              fmt::format("{} connections are open.", connections_.size()));
    boost::system::error_code ignored;
    acceptor_.close(ignored);
    pause_.cancel();
    signals_.cancel(ignored);
    for (Connection* connection : connections_) connection->stop();
  }

  Endpoint& endpoint_;
  Log& log_;
  Patience patience_;
  asio::ssl::context tls_;
  std::set<Connection*> connections_;  // before the context, whose end ends what is left of them
  asio::io_context context_{1};
  tcp::acceptor acceptor_{context_};
  asio::steady_timer pause_{context_};
  asio::signal_set signals_{context_};
};

Server::Server(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}
Server::~Server() = default;

Result<std::unique_ptr<Server>> Server::open(const Settings& settings, Endpoint& endpoint, Log& log,
                                             Patience patience) {
  auto inside = std::make_unique<Inside>(settings, endpoint, log, patience);
  TRY(inside->listen(settings.listen));
  return std::unique_ptr<Server>(new Server(std::move(inside)));
}

std::uint16_t Server::port() const {
  return inside_->port();
}

void Server::stop_on_signals() {
  inside_->stop_on_signals();
}

void Server::run() {
  inside_->run();
}

void Server::stop() {
  inside_->stop();
}

}  // namespace dataflow::receiver
