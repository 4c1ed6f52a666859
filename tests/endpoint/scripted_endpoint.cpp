#include "tests/endpoint/scripted_endpoint.h"

#include <algorithm>
#include <atomic>
#include <cctype>
#include <mutex>
#include <stdexcept>
#include <thread>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>
#include <boost/json.hpp>

#include "agent/core/clock.h"
#include "receiver/certificate.h"

namespace dataflow {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using tcp = asio::ip::tcp;

namespace {

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return out;
}

SeenRequest seen_of(const http::request<http::string_body>& request) {
  SeenRequest seen{
      std::string(request.target()), {}, request.body(), std::string(request.method_string())};
  for (const auto& field : request) {
    seen.headers[lower(field.name_string())] = std::string(field.value());
  }
  return seen;
}

}  // namespace

struct ScriptedEndpoint::Server {
  Server(const std::filesystem::path& where, Script answers, Scripts how)
      : folder(where), script(std::move(answers)), scripts(how) {
    const auto made = receiver::make_certificates(folder, {"localhost"}, 7, SystemClock().now());
    if (!made) throw std::runtime_error(describe(made.error()));
    tls.use_certificate_chain_file((folder / "server.pem").string());
    tls.use_private_key_file((folder / "server.key").string(), asio::ssl::context::pem);
    acceptance = std::thread([this] { accept(); });
  }

  ~Server() {
    stopping = true;
    boost::system::error_code ignored;
    tcp::socket wake(io);  // accept() returns, sees `stopping` and ends
    wake.connect(acceptor.local_endpoint(), ignored);
    acceptance.join();
    for (auto& [socket, thread] : connections) {
      socket->shutdown(tcp::socket::shutdown_both, ignored);
      thread.join();
    }
  }

  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  void accept() {
    while (!stopping) {
      boost::system::error_code problem;
      auto socket = std::make_shared<tcp::socket>(io);
      acceptor.accept(*socket, problem);
      if (problem || stopping) continue;
      connections.emplace_back(socket, std::thread([this, socket] { serve(*socket); }));
    }
  }

  void serve(tcp::socket& socket) {
    beast::error_code problem;
    asio::ssl::stream<tcp::socket&> stream(socket, tls);
    stream.handshake(asio::ssl::stream_base::server, problem);
    beast::flat_buffer buffer;
    while (!problem && !stopping) {
      http::request_parser<http::string_body> parser;
      parser.body_limit(64U << 20U);
      http::read(stream, buffer, parser, problem);
      if (problem || !answer(stream, parser.get(), problem)) break;
    }
    socket.shutdown(tcp::socket::shutdown_both, problem);
  }

  ScriptedReply ask_script(const SeenRequest& seen) {
    if (scripts == Scripts::at_once) return script(seen);
    const std::lock_guard lock(script_mutex);
    return script(seen);
  }

  bool answer(asio::ssl::stream<tcp::socket&>& stream,
              const http::request<http::string_body>& request, beast::error_code& problem) {
    ScriptedReply reply;
    const bool for_token = request.target().find("token") != beast::string_view::npos;
    if (for_token && tokenless) {
      reply = {503, "", {}, false};
    } else if (for_token) {
      reply = {200,
               R"({"access_token":"t)" + std::to_string(++tokens) +
                   R"(","token_type":"Bearer","expires_in":3600})",
               {},
               false};
    } else {
      const SeenRequest seen = seen_of(request);
      {
        const std::lock_guard lock(mutex);
        requests.push_back(seen);
      }
      reply = ask_script(seen);
    }
    if (reply.cut) return false;
    http::response<http::string_body> response(static_cast<http::status>(reply.status), 11);
    response.set(http::field::content_type, "application/json");
    for (const auto& [name, value] : reply.headers) {
      if (lower(name) == "content-type") response.erase(name);
      response.insert(name, value);
    }
    response.body() = reply.body;
    response.keep_alive(true);
    response.prepare_payload();
    if (reply.missing != 0) response.content_length(reply.body.size() + reply.missing);
    http::write(stream, response, problem);
    return !problem && reply.missing == 0;
  }

  std::filesystem::path folder;
  Script script;
  Scripts scripts;
  std::mutex script_mutex;
  asio::io_context io;
  asio::ssl::context tls{asio::ssl::context::tls_server};
  tcp::acceptor acceptor{io, {asio::ip::address_v4::loopback(), 0}};
  std::atomic<bool> stopping = false;
  std::atomic<int> tokens = 0;
  std::atomic<bool> tokenless = false;
  mutable std::mutex mutex;
  std::vector<SeenRequest> requests;
  std::vector<std::pair<std::shared_ptr<tcp::socket>, std::thread>> connections;
  std::thread acceptance;
};

ScriptedEndpoint::ScriptedEndpoint(const std::filesystem::path& folder, Script script,
                                   Scripts scripts)
    : server_(std::make_unique<Server>(folder, std::move(script), scripts)) {}

ScriptedEndpoint::~ScriptedEndpoint() = default;

std::string ScriptedEndpoint::url() const {
  return "https://localhost:" + std::to_string(server_->acceptor.local_endpoint().port());
}

std::filesystem::path ScriptedEndpoint::ca_file() const {
  return server_->folder / "ca.pem";
}

std::vector<SeenRequest> ScriptedEndpoint::seen() const {
  const std::lock_guard lock(server_->mutex);
  return server_->requests;
}

int ScriptedEndpoint::tokens_issued() const {
  return server_->tokens;
}

void ScriptedEndpoint::issue_no_tokens() {
  server_->tokenless = true;
}

ScriptedReply accept_all(const SeenRequest& request) {
  boost::json::array receipts;
  const auto children = boost::json::parse(request.body).as_array().size();
  for (std::size_t i = 0; i < children; ++i) receipts.push_back("receipt");
  return {200, boost::json::serialize(receipts), {{"x-request-id", "request"}}, false};
}

}  // namespace dataflow
