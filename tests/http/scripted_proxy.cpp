#include "tests/http/scripted_proxy.h"

#include <array>
#include <atomic>
#include <mutex>
#include <optional>
#include <thread>

#include <boost/asio/buffer.hpp>
#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>

namespace dataflow {

namespace asio = boost::asio;
namespace beast = boost::beast;
using tcp = asio::ip::tcp;

namespace {

/// Copies what comes from one side to the other until either ends.
void pump(tcp::socket& from, tcp::socket& to) {
  std::array<char, 16384> bytes{};
  boost::system::error_code problem;
  while (!problem) {
    const std::size_t count = from.read_some(asio::buffer(bytes), problem);
    if (!problem) asio::write(to, asio::buffer(bytes.data(), count), problem);
  }
  to.shutdown(tcp::socket::shutdown_both, problem);
  from.shutdown(tcp::socket::shutdown_both, problem);
}

}  // namespace

struct ScriptedProxy::Server {
  explicit Server(Script answers) : script(std::move(answers)) {
    thread = std::thread([this] { accept(); });
  }
  ~Server() {
    stopping = true;
    boost::system::error_code ignored;
    tcp::socket wake(io);
    wake.connect(acceptor.local_endpoint(), ignored);
    thread.join();
  }
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  void accept() {
    while (!stopping) {
      boost::system::error_code problem;
      tcp::socket socket(io);
      acceptor.accept(socket, problem);
      if (!problem && !stopping) serve(socket);
    }
  }

  void serve(tcp::socket& client) {
    boost::system::error_code problem;
    beast::flat_buffer buffer;
    beast::http::request_parser<beast::http::empty_body> parser;
    beast::http::read_header(client, buffer, parser, problem);
    if (problem) return;
    const auto& request = parser.get();
    const int status = answer(std::string(request[beast::http::field::proxy_authorization]));
    const std::string head = "HTTP/1.1 " + std::to_string(status) + " As told\r\n";
    if (status == 200) {
      asio::write(client, asio::buffer(head + "\r\n"), problem);
      tunnel(client, std::string(request.target()));
    } else {
      // Both methods are offered: which of them is used is the client's choice.
      asio::write(client,
                  asio::buffer(head + "Proxy-Authenticate: NTLM\r\n"
                                      "Proxy-Authenticate: Basic realm=\"test\"\r\n"
                                      "Content-Length: 0\r\nConnection: close\r\n\r\n"),
                  problem);
    }
  }

  int answer(const std::string& login) {
    const std::lock_guard lock(mutex);
    logins.push_back(login.substr(0, login.find(' ')));
    return script(login);
  }

  void tunnel(tcp::socket& client, const std::string& target) {
    boost::system::error_code problem;
    tcp::socket endpoint(io);
    const auto port = static_cast<unsigned short>(std::stoul(target.substr(target.rfind(':') + 1)));
    endpoint.connect({asio::ip::address_v4::loopback(), port}, problem);
    if (problem) return;
    std::thread back([&] { pump(endpoint, client); });
    pump(client, endpoint);
    back.join();
  }

  Script script;
  asio::io_context io;
  tcp::acceptor acceptor{io, {asio::ip::address_v4::loopback(), 0}};
  std::atomic<bool> stopping = false;
  mutable std::mutex mutex;
  std::vector<std::string> logins;
  std::thread thread;
};

ScriptedProxy::ScriptedProxy(Script script)
    : server_(std::make_unique<Server>(std::move(script))) {}

ScriptedProxy::~ScriptedProxy() = default;

std::string ScriptedProxy::url() const {
  return "http://localhost:" + std::to_string(server_->acceptor.local_endpoint().port());
}

std::vector<std::string> ScriptedProxy::logins() const {
  const std::lock_guard lock(server_->mutex);
  return server_->logins;
}

}  // namespace dataflow
