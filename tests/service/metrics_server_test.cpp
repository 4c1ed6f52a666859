#include "agent/service/metrics_server.h"

#include <atomic>
#include <thread>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>
#include <catch2/catch.hpp>

#include "agent/health/open_metrics.h"
#include "tests/shown_result.h"

using namespace dataflow;
using namespace dataflow::service;

namespace {

namespace asio = boost::asio;
using asio::ip::tcp;

/// A server on a thread of its own, asked over real sockets.
class Served {
 public:
  explicit Served(MetricsServer::Scrape scrape) : server_(io_, 0, std::move(scrape)) {
    REQUIRE(server_.start());
    port_ = server_.port();
    thread_ = std::jthread([this] { io_.run(); });
  }
  ~Served() {
    asio::post(io_, [this] { server_.stop(); });
    thread_.join();  // run() has nothing left to do
  }
  Served(const Served&) = delete;
  Served& operator=(const Served&) = delete;

  tcp::socket connect() {
    tcp::socket socket(client_);
    socket.connect({asio::ip::address_v4::loopback(), port_});
    return socket;
  }

  /// Everything that comes back until the server closes.
  static std::string rest_of(tcp::socket& socket) {
    std::string answer;
    boost::system::error_code ended;
    asio::read(socket, asio::dynamic_buffer(answer), ended);
    return answer;
  }

  std::string ask(const std::string& request) {
    auto socket = connect();
    boost::system::error_code closed;  // the server may have refused before the end
    asio::write(socket, asio::buffer(request), closed);
    return rest_of(socket);
  }

  std::string get(const std::string& target, const std::string& host = "127.0.0.1:9464") {
    return ask("GET " + target + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
  }

  [[nodiscard]] std::uint16_t port() const { return port_; }

 private:
  asio::io_context io_;
  asio::io_context client_;
  MetricsServer server_;
  std::uint16_t port_ = 0;
  std::jthread thread_;
};

std::string status_of(const std::string& answer) {
  return answer.substr(0, answer.find("\r\n"));
}

const MetricsServer::Scrape kText = [] { return Result<std::string>("a 1\n# EOF\n"); };

}  // namespace

TEST_CASE("a scraper on this machine gets the text with its type") {
  Served served(kText);
  const auto answer = served.get("/metrics");
  CHECK(status_of(answer) == "HTTP/1.1 200 OK");
  CHECK(answer.find(std::string("Content-Type: ") + health::kOpenMetrics) != std::string::npos);
  CHECK(answer.ends_with("\r\n\r\na 1\n# EOF\n"));
  for (const char* host : {"localhost", "LOCALHOST:9464", "127.0.0.1", "[::1]:9464"}) {
    CHECK(status_of(served.get("/metrics?x=1", host)) == "HTTP/1.1 200 OK");
  }
}

TEST_CASE("a page of another name cannot read the figures") {
  Served served(kText);
  for (const char* host : {"evil.example", "127.0.0.1.evil.example", "localhost.evil:9464", "",
                           "192.168.0.7:9464", "[::2]"}) {
    const auto answer = served.get("/metrics", host);
    CHECK(status_of(answer) == "HTTP/1.1 403 Forbidden");
    CHECK(answer.find("# EOF") == std::string::npos);
  }
  CHECK(status_of(served.ask("GET /metrics HTTP/1.1\r\n\r\n")) == "HTTP/1.1 403 Forbidden");
}

TEST_CASE("nothing else is there") {
  Served served(kText);
  CHECK(status_of(served.get("/")) == "HTTP/1.1 404 Not Found");
  CHECK(status_of(served.get("/metrics/../etc/passwd")) == "HTTP/1.1 404 Not Found");
  const auto posted =
      served.ask("POST /metrics HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\nabc");
  CHECK(status_of(posted) == "HTTP/1.1 405 Method Not Allowed");
  CHECK(posted.find("Allow: GET, HEAD") != std::string::npos);
  const auto head = served.ask("HEAD /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n");
  CHECK(head.find("Content-Length: 10") != std::string::npos);
  CHECK(head.ends_with("\r\n\r\n"));
}

TEST_CASE("a request that is no HTTP, or too large, is not answered") {
  Served served(kText);
  CHECK(served.ask("hello\r\n\r\n").empty());
  CHECK(served
            .ask("GET /metrics HTTP/1.1\r\nHost: localhost\r\nX: " + std::string(20'000, 'x') +
                 "\r\n\r\n")
            .empty());
  CHECK(status_of(served.get("/metrics")) == "HTTP/1.1 200 OK");
}

TEST_CASE("the ledger is read once for many scrapes") {
  std::atomic<int> reads = 0;
  Served served([&] {
    ++reads;
    return Result<std::string>("# EOF\n");
  });
  for (int i = 0; i < 20; ++i) CHECK(status_of(served.get("/metrics")) == "HTTP/1.1 200 OK");
  CHECK(reads == 1);
}

TEST_CASE("figures that cannot be read are said to be unavailable, without the reason") {
  Served served([] {
    return Result<std::string>(Error{Remedy::stop, "agent.db", "The ledger is damaged.", ""});
  });
  const auto answer = served.get("/metrics");
  CHECK(status_of(answer) == "HTTP/1.1 503 Service Unavailable");
  CHECK(answer.find("damaged") == std::string::npos);
}

TEST_CASE("those who say nothing take up no more than a few connections") {
  Served served(kText);
  std::vector<tcp::socket> silent;
  for (int i = 0; i < 8; ++i) silent.push_back(served.connect());
  // All places are taken once the last of them is; the next one is closed without an answer.
  auto ninth = served.connect();
  CHECK(Served::rest_of(ninth).empty());
  silent.clear();
  std::string answer;
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(10);
  while (answer.empty() && std::chrono::steady_clock::now() < end) answer = served.get("/metrics");
  CHECK(status_of(answer) == "HTTP/1.1 200 OK");
}

TEST_CASE("a port that is taken is an error with what to do") {
  Served served(kText);
  asio::io_context io;
  MetricsServer second(io, served.port(), kText);
  const auto started = second.start();
  REQUIRE_FALSE(started);
  CHECK(started.error().hint == "Choose another port, or end the program that has it.");
}

TEST_CASE("a server that is stopped closes the connections that are open") {
  asio::io_context client;
  tcp::socket socket(client);
  {
    Served served(kText);
    socket.connect({asio::ip::address_v4::loopback(), served.port()});
    CHECK(status_of(served.get("/metrics")) == "HTTP/1.1 200 OK");
  }
  CHECK(Served::rest_of(socket).empty());
}
