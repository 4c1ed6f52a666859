#include "tests/receiver/client.h"

#include <arpa/inet.h>
#include <cstring>
#include <poll.h>
#include <stdexcept>
#include <sys/socket.h>
#include <unistd.h>

#include <boost/json.hpp>
#include <fmt/format.h>

#include "agent/core/ascii.h"
#include "receiver/media_type.h"
#include "tests/receiver/rehearsal.h"

namespace dataflow::receiver {

namespace {

constexpr long kGiveUpSeconds = 60;  // a test that hangs has to end

void must(CURLcode code) {
  if (code != CURLE_OK) throw std::runtime_error(curl_easy_strerror(code));
}

std::size_t take_body(char* bytes, std::size_t, std::size_t count, void* reply) {
  static_cast<Reply*>(reply)->body.append(bytes, count);
  return count;
}

std::size_t take_header(char* bytes, std::size_t, std::size_t count, void* reply) {
  const std::string_view line(bytes, count);
  const std::size_t colon = line.find(": ");
  if (colon != std::string_view::npos && line.ends_with("\r\n")) {
    static_cast<Reply*>(reply)->headers[ascii::lowered(line.substr(0, colon))] =
        line.substr(colon + 2, line.size() - colon - 4);
  }
  return count;
}

struct Unread {
  std::string_view rest;
};

std::size_t give_body(char* out, std::size_t, std::size_t room, void* unread) {
  auto& rest = static_cast<Unread*>(unread)->rest;
  const std::size_t count = std::min(room, rest.size());
  std::memcpy(out, rest.data(), count);
  rest.remove_prefix(count);
  return count;
}

}  // namespace

Client::Client(std::uint16_t port, const std::filesystem::path& authority)
    : handle_(curl_easy_init()),
      host_(fmt::format("localhost:{}", port)),
      authority_(authority.string()) {
  if (!handle_) throw std::runtime_error("libcurl gives no handle.");
}

Reply Client::perform(const std::string& path, const Headers& headers) {
  Reply reply;
  std::unique_ptr<curl_slist, Free> list(curl_slist_append(nullptr, "Expect:"));
  for (const auto& [name, value] : headers) {
    const std::string line = name + ": " + value;
    list.reset(curl_slist_append(list.release(), line.c_str()));
  }
  CURL* handle = handle_.get();
  must(curl_easy_setopt(handle, CURLOPT_URL, ("https://" + host_ + path).c_str()));
  must(curl_easy_setopt(handle, CURLOPT_CAINFO, authority_.c_str()));
  must(curl_easy_setopt(handle, CURLOPT_TIMEOUT, kGiveUpSeconds));
  must(curl_easy_setopt(handle, CURLOPT_HTTPHEADER, list.get()));
  must(curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, take_body));
  must(curl_easy_setopt(handle, CURLOPT_WRITEDATA, &reply));
  must(curl_easy_setopt(handle, CURLOPT_HEADERFUNCTION, take_header));
  must(curl_easy_setopt(handle, CURLOPT_HEADERDATA, &reply));
  reply.code = curl_easy_perform(handle);
  must(curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &reply.status));
  must(curl_easy_getinfo(handle, CURLINFO_NUM_CONNECTS, &reply.new_connections));
  curl_easy_reset(handle);  // keeps the connections
  return reply;
}

Reply Client::request(const std::string& method, const std::string& path, const Headers& headers,
                      const std::string& body) {
  must(curl_easy_setopt(handle_.get(), CURLOPT_POSTFIELDS, body.c_str()));
  must(curl_easy_setopt(handle_.get(), CURLOPT_POSTFIELDSIZE_LARGE,
                        static_cast<curl_off_t>(body.size())));
  must(curl_easy_setopt(handle_.get(), CURLOPT_CUSTOMREQUEST, method.c_str()));
  if (method == "HEAD") must(curl_easy_setopt(handle_.get(), CURLOPT_NOBODY, 1L));
  return perform(path, headers);
}

Reply Client::post_in_chunks(const std::string& path, const Headers& headers,
                             const std::string& body) {
  Unread unread{body};
  must(curl_easy_setopt(handle_.get(), CURLOPT_POST, 1L));
  must(curl_easy_setopt(handle_.get(), CURLOPT_READFUNCTION, give_body));
  must(curl_easy_setopt(handle_.get(), CURLOPT_READDATA, &unread));
  Headers all = headers;
  all.emplace_back("Transfer-Encoding", "chunked");
  return perform(path, all);
}

Reply Client::send(const std::string& token, const std::string& body, const Headers& others) {
  Head head = right_head(token, kPath, others);
  std::erase_if(head.headers, [](const auto& header) { return header.first == "host"; });
  return request("POST", kPath, head.headers, body);
}

std::string Client::token() {
  const Reply reply = request(
      "POST", "/oauth2/v2.0/token", {{"Content-Type", "application/x-www-form-urlencoded"}},
      fmt::format("grant_type=client_credentials&client_id=client-846&client_secret={}", kSecret));
  if (reply.status != 200) throw std::runtime_error("No token.");
  return std::string(boost::json::parse(reply.body).at("access_token").as_string());
}

RawConnection::RawConnection(std::uint16_t port, const std::filesystem::path& authority)
    : handle_(curl_easy_init()) {
  CURL* handle = handle_.get();
  must(curl_easy_setopt(handle, CURLOPT_URL, fmt::format("https://localhost:{}/", port).c_str()));
  must(curl_easy_setopt(handle, CURLOPT_CAINFO, authority.c_str()));
  must(curl_easy_setopt(handle, CURLOPT_CONNECT_ONLY, 1L));
  must(curl_easy_perform(handle));
  must(curl_easy_getinfo(handle, CURLINFO_ACTIVESOCKET, &socket_));
}

void RawConnection::wait(short events) const {
  pollfd socket{socket_, events, 0};
  if (poll(&socket, 1, static_cast<int>(kGiveUpSeconds) * 1000) != 1) {
    throw std::runtime_error("The server is silent.");
  }
}

void RawConnection::send(std::string_view bytes) {
  while (!bytes.empty()) {
    std::size_t sent = 0;
    const CURLcode code = curl_easy_send(handle_.get(), bytes.data(), bytes.size(), &sent);
    if (code == CURLE_AGAIN) {
      wait(POLLOUT);
    } else {
      must(code);
    }
    bytes.remove_prefix(sent);
  }
}

std::string RawConnection::read_until(std::string_view end) {
  std::string all;
  while (end.empty() || all.find(end) == std::string::npos) {
    char buffer[4096];
    std::size_t count = 0;
    const CURLcode code = curl_easy_recv(handle_.get(), buffer, sizeof buffer, &count);
    if (code == CURLE_AGAIN) {
      wait(POLLIN);
    } else if (code != CURLE_OK || count == 0) {
      break;
    }
    all.append(buffer, count);
  }
  return all;
}

std::string talk_without_tls(std::uint16_t port, std::string_view bytes) {
  const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in place{};
  place.sin_family = AF_INET;
  place.sin_port = htons(port);
  place.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  std::string all;
  if (connect(socket, reinterpret_cast<const sockaddr*>(&place), sizeof place) == 0 &&
      ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL) > 0) {
    shutdown(socket, SHUT_WR);
    char buffer[4096];
    for (ssize_t count = 1; count > 0;) {
      count = recv(socket, buffer, sizeof buffer, 0);
      if (count > 0) all.append(buffer, static_cast<std::size_t>(count));
    }
  }
  close(socket);
  return all;
}

}  // namespace dataflow::receiver
