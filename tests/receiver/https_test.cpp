#include <catch2/catch.hpp>

#include "receiver/certificate.h"
#include "tests/receiver/running_server.h"

using namespace dataflow;
using namespace dataflow::receiver;

TEST_CASE("a client that trusts the made authority sends over TLS, and keeps its connection") {
  const RunningServer server;
  Client client = server.client();
  const std::string token = client.token();
  const Reply first = client.send(token, children_json(2));
  CHECK(first.code == CURLE_OK);
  CHECK(first.status == 200);
  CHECK(first.headers.at("content-type") == "application/json");
  CHECK(first.headers.at("x-request-id").size() == 36);
  CHECK(first.headers.contains("date"));
  const Reply second = client.send(token, "[]");
  CHECK(second.status == 204);
  CHECK(second.new_connections == 0);
  CHECK(second.headers.at("x-request-id") != first.headers.at("x-request-id"));
}

TEST_CASE("a client that does not trust the authority does not send") {
  const RunningServer server;
  const TemporaryFolder other;
  REQUIRE(make_certificates(other.path(), {"localhost"}, 2, SystemClock().now()));
  Client client(server.port(), other.path() / "ca.pem");
  CHECK(client.request("POST", kPath, {}, "[]").code == CURLE_PEER_FAILED_VERIFICATION);
  CHECK(server.client().token().size() == 43);
}

TEST_CASE("the statuses of the contract arrive, and the connection stays") {
  RunningServer server("requests_a_minute: 4\n");
  Client client = server.client();
  const std::string token = client.token();
  const auto status = [&](const std::string& body, const Headers& others = {}) {
    const Reply reply = client.send(token, body, others);
    CHECK(reply.code == CURLE_OK);
    CHECK(reply.new_connections == 0);
    return reply.status;
  };
  CHECK(client.request("POST", "/nowhere", {}, "x").status == 404);
  const Reply get = client.request("GET", kPath, {}, "");
  CHECK(get.status == 405);
  CHECK(get.headers.at("allow") == "POST");
  CHECK(client.request("HEAD", kPath, {}, "").status == 405);
  CHECK(status("[]", {{"authorization", "Bearer x"}}) == 401);
  CHECK(status(std::string(900'000, ' '), {{"authorization", ""}}) == 401);
  CHECK(status("[]", {{"supplierkey", ""}}) == 403);
  CHECK(status("[]", {{"content-type", "text/plain"}}) == 415);
  CHECK(status(children_json(101)) == 413);
  CHECK(status("no JSON") == 400);
  CHECK(status("[]") == 204);
  CHECK(status(children_json(100)) == 200);
  const Reply refused = client.send(token, "[]");
  CHECK(refused.status == 429);
  CHECK(refused.headers.at("retry-after") == "60");
  server.clock().turn(std::chrono::seconds(60));
  CHECK(status("[]") == 204);
}

TEST_CASE("a body over the limit is refused without being read, and the server goes on") {
  const RunningServer server("most_body_bytes: 100000\n");
  Client client = server.client();
  const std::string token = client.token();
  const std::string large(40'000'000, ' ');
  CHECK(client.send(token, large).status == 413);
  CHECK(client.post_in_chunks(kPath, right_head(token, kPath, {{"host", ""}}).headers, large)
            .status == 413);
  CHECK(client.request("POST", "/nowhere", {}, large).status == 404);
  CHECK(client.request("POST", "/oauth2/v2.0/token", {}, large).status == 413);
  CHECK(client.send(token, std::string(99'000, ' ') + "[]").status == 204);
  CHECK(client
            .post_in_chunks(kPath, right_head(token, kPath, {{"host", ""}}).headers,
                            std::string(99'000, ' ') + "[]")
            .status == 204);
}

TEST_CASE("a sender that asks first is told at once whether its body is wanted") {
  const RunningServer server;
  Client client = server.client();
  const std::string token = client.token();
  CHECK(client.send(token, "[]", {{"Expect", "100-continue"}}).status == 204);
  RawConnection connection(server.port(), server.authority());
  connection.send(
      "POST /nowhere HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\nExpect: 100-continue\r\n\r\n");
  CHECK_THAT(connection.read_to_end(), Catch::StartsWith("HTTP/1.1 404 "));
}

TEST_CASE("a signed request is verified over the wire, and a tampered one is refused") {
  RunningServer server("signatures: required\n");
  Client client = server.client();
  const std::string token = client.token();
  const std::string body = children_json(3);
  const Head head = right_head(token, kPath, {{"host", client.host()}});
  const auto signature = signature_headers(server.rehearsal(), head, body, server.clock().now());
  CHECK(client.send(token, body, signature).status == 200);
  std::string tampered = body;
  tampered[tampered.find("RC1") + 2] = '2';
  const Reply refused = client.send(token, tampered, signature);
  CHECK(refused.status == 401);
  CHECK(refused.body == "The Content-Digest is not the SHA-256 of the body.\n");
  CHECK(client.send(token, body).status == 401);
  server.clock().turn(std::chrono::minutes(6));
  CHECK_THAT(client.send(token, body, signature).body, Catch::Contains("stale"));
}

TEST_CASE("garbage on the port is dropped, and the server goes on") {
  const RunningServer server;
  for (const char* garbage : {"GET / HTTP/1.1\r\n\r\n", "\x16\x03\x01\xff\xff garbage", "x"}) {
    static_cast<void>(talk_without_tls(server.port(), garbage));
  }
  CHECK(server.client().token().size() == 43);
  CHECK_THAT(server.log().text(), Catch::Contains("connection.refused No TLS connection"));
}

TEST_CASE("what is no HTTP inside TLS is answered with 400, and too large a head with 431") {
  const RunningServer server;
  const auto answer_to = [&](const std::string& bytes) {
    RawConnection connection(server.port(), server.authority());
    connection.send(bytes);
    return connection.read_to_end().substr(0, 13);
  };
  const std::string chunked = "POST /x HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
  CHECK(answer_to("garbage garbage garbage\r\n\r\n") == "HTTP/1.1 400 ");
  CHECK(answer_to(std::string("\x00\x01\x02\x03\r\n\r\n", 8)) == "HTTP/1.1 400 ");
  CHECK(answer_to("POST / HTTP/9.9\r\n\r\n") == "HTTP/1.1 400 ");
  CHECK(answer_to("POST / HTTP/1.1\r\nContent-Length: x\r\n\r\n") == "HTTP/1.1 400 ");
  CHECK(answer_to(chunked + "zz\r\n") == "HTTP/1.1 400 ");
  CHECK(answer_to(chunked + "fffffffffffffff\r\n") == "HTTP/1.1 404 ");
  CHECK(answer_to("POST / HTTP/1.1\r\nX: " + std::string(20'000, 'x') + "\r\n\r\n") ==
        "HTTP/1.1 431 ");
  CHECK(server.client().token().size() == 43);
}

TEST_CASE("a sender that stops in the middle is let go") {
  const RunningServer server("", {std::chrono::milliseconds(50), std::chrono::milliseconds(50)});
  for (const char* begun : {"", "POST / HT", "POST /x HTTP/1.1\r\nContent-Length: 10\r\n\r\nabc"}) {
    RawConnection connection(server.port(), server.authority());
    connection.send(begun);
    CHECK(connection.read_to_end().empty());
  }
}

TEST_CASE("two requests that come at once are both answered") {
  const RunningServer server;
  RawConnection connection(server.port(), server.authority());
  const std::string request = "GET /a HTTP/1.1\r\nHost: x\r\n\r\n";
  connection.send(request + request + "GET /b HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  const std::string all = connection.read_to_end();
  std::size_t answers = 0;
  for (std::size_t at = 0; (at = all.find("HTTP/1.1 404", at)) != std::string::npos; ++at)
    ++answers;
  CHECK(answers == 3);
}

TEST_CASE("a stop answers the request that has begun, and ends the connections that wait") {
  RunningServer server;
  Client idle = server.client();
  const std::string token = idle.token();
  RawConnection busy(server.port(), server.authority());
  const std::string body = children_json(1);
  std::string head = std::string("POST ") + kPath + " HTTP/1.1\r\nExpect: 100-continue\r\n" +
                     "Content-Length: " + std::to_string(body.size()) + "\r\n";
  for (const auto& [name, value] : right_head(token).headers) head += name + ": " + value + "\r\n";
  busy.send(head + "\r\n");
  CHECK_THAT(busy.read_until("\r\n\r\n"), Catch::Contains("100 Continue"));
  server.stop();
  busy.send(body);
  const std::string answer = busy.read_to_end();
  CHECK_THAT(answer, Catch::StartsWith("HTTP/1.1 200 "));
  CHECK_THAT(answer, Catch::Contains("Connection: close"));
  server.join();
  CHECK(idle.send(token, "[]").code != CURLE_OK);
}
