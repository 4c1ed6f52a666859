#include "receiver/faults.h"

#include <boost/json.hpp>
#include <catch2/catch.hpp>
#include <fmt/format.h>

#include "receiver/fault_file.h"
#include "receiver/store_file.h"
#include "tests/receiver/running_server.h"

using namespace dataflow;
using namespace dataflow::receiver;

namespace {

FaultScript script(const std::string& text) {
  const TemporaryFolder folder;
  write_file(folder.path() / "faults.yaml", text);
  Faults faults;
  auto read = read_fault_script(folder.path() / "faults.yaml", faults);
  if (!read) throw std::runtime_error(describe(faults.front()));
  return std::move(*read);
}

/// A server with a bad day ahead, and a token for it.
struct BadDay {
  explicit BadDay(const std::string& faults, const std::string& more = "")
      : server(more, {}, script(faults)), token(server.client().token()) {}

  /// Each on a connection of its own: libcurl repeats a request whose kept connection is closed.
  [[nodiscard]] Reply send(const std::string& body) const {
    return server.client().send(token, body);
  }

  /// The request as bytes, up to where the sender waits to be asked for the body.
  [[nodiscard]] std::string head_of(const std::string& body) const {
    std::string head = fmt::format(
        "POST {} HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: {}\r\n", kPath, body.size());
    for (const auto& [name, value] : right_head(token).headers)
      head += name + ": " + value + "\r\n";
    return head + "\r\n";
  }

  [[nodiscard]] std::string rows(const std::string& table) const {
    const auto database = open_store_to_read(server.rehearsal().settings().store);
    REQUIRE(database);
    auto statement = database->prepare("SELECT count(*) FROM " + table);
    REQUIRE(statement->step() == sqlite::Step::row);
    return std::string(statement->text(0));
  }

  RunningServer server;
  std::string token;
};

/// How many receipts a body holds; -1 when it cannot be read.
int receipts_in(const std::string& body) {
  boost::system::error_code problem;
  const auto json = boost::json::parse(body, problem);
  return problem || !json.is_array() ? -1 : static_cast<int>(json.as_array().size());
}

}  // namespace

TEST_CASE("every fault of a script of faults is reported at once, with its place") {
  const TemporaryFolder folder;
  const auto file = folder.path() / "faults.yaml";
  const auto faults_of = [&](const std::string& text) {
    write_file(file, text);
    Faults faults;
    const auto read = read_fault_script(file, faults);
    CHECK(read.has_value() == faults.empty());
    std::string lines;
    for (const auto& fault : faults) {
      lines += describe(fault).substr(folder.path().string().size() + 1) + "\n";
    }
    return lines;
  };
  CHECK(faults_of("faults: []\n").empty());
  CHECK(faults_of("fault: []\n") ==
        "faults.yaml:1:1: 'fault' is not known here. Did you mean 'faults'?\n"
        "faults.yaml:1:1: 'faults' is missing: what goes wrong, as a list.\n");
  CHECK(faults_of("faults:\n"
                  "  - {requests: {from: 3, to: 2}, answr: {status: 200}}\n"
                  "  - answer: {headers: {\"a b\": x, ok: \"a\\nb\"}, body: x}\n"
                  "  - answer: {status: 204, body: x}\n"
                  "  - answer: {status: 400, body: \"{positions}\"}\n"
                  "  - {cut: somewhere}\n"
                  "  - {cut: before_answer, hang: true}\n"
                  "  - {cut: before_reading, holds: x}\n"
                  "  - {token: true, receipts: too_few}\n"
                  "  - {answer: {status: 99}, receipts: too_mny}\n") ==
        "faults.yaml:2:5: This fault does nothing. Add 'answer', 'delay_ms', 'cut', 'hang', "
        "'receipts', 'signature' or 'expire_tokens'.\n"
        "faults.yaml:2:30: 'to' should not be smaller than 'from'.\n"
        "faults.yaml:2:34: 'answr' is not known here. Did you mean 'answer'?\n"
        "faults.yaml:3:13: 'status' is missing: the status of HTTP.\n"
        "faults.yaml:3:24: This is not the name of a header.\n"
        "faults.yaml:3:38: A header has to be one line.\n"
        "faults.yaml:4:33: An answer with status 204 has no body.\n"
        "faults.yaml:5:33: '{positions}' are those of the children that hold a text. Add 'holds' "
        "to this fault.\n"
        "faults.yaml:6:11: 'cut' should be one of: before_reading, before_answer, within_answer. "
        "Known here: before_reading, before_answer, within_answer.\n"
        "faults.yaml:7:11: A connection that hangs is not cut. Keep one of the two.\n"
        "faults.yaml:8:34: 'holds' comes too late for a fault before the body is read. Leave it "
        "out, or write a fault of its own for it.\n"
        "faults.yaml:9:29: 'receipts' does not go with 'token'.\n"
        "faults.yaml:10:23: 'status' should be a whole number from 200 to 599.\n"
        "faults.yaml:10:38: 'receipts' should be one of: too_few, too_many, unreadable, empty. "
        "Did you mean 'too_many'?\n"
        "faults.yaml:10:38: 'receipts' spoils the real answer, and this fault has one of its own. "
        "Keep 'answer' or 'receipts'.\n");
}

TEST_CASE("a scripted answer takes the place of the real one, and nothing is stored") {
  const BadDay day(
      "faults:\n"
      "  - requests: {from: 1, to: 2}\n"
      "    answer: {status: 503, headers: {Retry-After: \"2\"}, body: Later.}\n");
  for (int i = 0; i < 2; ++i) {
    const Reply reply = day.send(children_json(1));
    CHECK(reply.status == 503);
    CHECK(reply.headers.at("retry-after") == "2");
    CHECK(reply.headers.at("content-type") == "text/plain; charset=utf-8");
    CHECK(reply.headers.at("x-request-id").size() == 36);
    CHECK(reply.body == "Later.");
  }
  CHECK(day.rows("delivery") == "0");
  CHECK(day.send(children_json(1)).status == 200);
  CHECK(day.rows("child") == "1");
}

TEST_CASE("a fault happens no more often than its times") {
  const BadDay day("faults: [{times: 2, answer: {status: 401}}]\n");
  CHECK(day.send("[]").status == 401);
  CHECK(day.send("[]").status == 401);
  CHECK(day.send("[]").status == 204);
}

TEST_CASE("a date in a header is counted from the time of the answer") {
  const BadDay day("faults: [{answer: {status: 429, headers: {Retry-After: \"{date+90}\"}}}]\n");
  CHECK(day.send("[]").headers.at("retry-after") == "Mon, 01 Jun 2026 06:31:30 GMT");
}

TEST_CASE("a refusal names the children that hold a text by their places") {
  const BadDay day(
      "faults: [{holds: C00000, answer: {status: 400, body: \"{positions} The child is bad.\"}},\n"
      "         {holds: C000011, answer: {status: 400, body: \"{positions} So is this.\"}}]\n");
  const Reply both = day.send(children_json(3, 8));
  CHECK(both.status == 400);
  CHECK(both.body == "[0] [1] The child is bad.");
  CHECK(day.send(children_json(4, 10)).body == "[1] So is this.");
  CHECK(day.send(children_json(4, 20)).status == 200);
  CHECK(day.send("no JSON").status == 400);
}

TEST_CASE("a fault may be for large requests alone, for empty ones, or for those with children") {
  const BadDay day(
      "faults: [{more_children_than: 30, answer: {status: 413}},\n"
      "         {empty: true, answer: {status: 307, headers: {Location: /elsewhere}}},\n"
      "         {empty: false, times: 1, answer: {status: 204}}]\n");
  CHECK(day.send(children_json(31)).status == 413);
  const Reply redirected = day.send("[]");
  CHECK(redirected.status == 307);
  CHECK(redirected.headers.at("location") == "/elsewhere");
  CHECK(day.send(children_json(30)).status == 204);
  CHECK(day.send(children_json(30)).status == 200);
}

TEST_CASE("a reply can be lost before anything is stored, and after") {
  const BadDay day(
      "faults: [{requests: {to: 1}, cut: before_reading},\n"
      "         {requests: {from: 2, to: 2}, cut: before_answer},\n"
      "         {requests: {from: 3, to: 3}, cut: before_answer, store: true}]\n");
  for (int i = 0; i < 2; ++i) {
    const Reply lost = day.send(children_json(2));
    CHECK(lost.code != CURLE_OK);
    CHECK(lost.status == 0);
    CHECK(day.rows("delivery") == "0");
  }
  CHECK(day.send(children_json(2)).code != CURLE_OK);
  CHECK(day.rows("child") == "2");
  CHECK(day.send(children_json(2)).status == 200);
}

TEST_CASE("a request can be stored and answered otherwise all the same") {
  const BadDay day("faults: [{store: true, answer: {status: 500}}]\n");
  CHECK(day.send(children_json(2)).status == 500);
  CHECK(day.rows("child") == "2");
}

TEST_CASE("an answer can be cut off half way, the real one and a scripted one") {
  const BadDay day(
      "faults: [{requests: {to: 1}, cut: within_answer},\n"
      "         {cut: within_answer, answer: {status: 200, body: \"a long text without end\"}}]\n");
  for (int i = 0; i < 2; ++i) {
    RawConnection connection(day.server.port(), day.server.authority());
    const std::string body = children_json(3);
    connection.send(day.head_of(body));
    CHECK_THAT(connection.read_until("\r\n\r\n"), Catch::Contains("100 Continue"));
    connection.send(body);
    const std::string half = connection.read_to_end();
    CHECK_THAT(half, Catch::StartsWith("HTTP/1.1 200 "));
    CHECK(half.find("without end") == std::string::npos);
    CHECK(day.rows("child") == "3");
    CHECK(day.rows("delivery") == "1");
  }
}

TEST_CASE("a request that hangs holds up no other, and a stop ends it") {
  BadDay day("faults: [{holds: C000007, hang: true}]\n");
  const std::string body = children_json(1, 7);
  RawConnection gives_up(day.server.port(), day.server.authority());
  gives_up.send(day.head_of(body) + body);
  RawConnection hangs(day.server.port(), day.server.authority());
  hangs.send(day.head_of(body));
  CHECK_THAT(hangs.read_until("\r\n\r\n"), Catch::Contains("100 Continue"));
  hangs.send(body);
  CHECK(day.send(children_json(1)).status == 200);
  day.server.stop();
  CHECK(hangs.read_to_end().empty());
  day.server.join();
  CHECK(day.rows("child") == "1");
}

TEST_CASE("an answer that is delayed holds up no other, and a stop sends it at once") {
  BadDay day("faults: [{holds: C000007, delay_ms: 3600000}]\n");
  const std::string body = children_json(1, 7);
  RawConnection waits(day.server.port(), day.server.authority());
  waits.send(day.head_of(body));
  CHECK_THAT(waits.read_until("\r\n\r\n"), Catch::Contains("100 Continue"));
  waits.send(body);
  CHECK(day.send(children_json(1)).status == 200);
  day.server.stop();
  CHECK_THAT(waits.read_to_end(), Catch::StartsWith("HTTP/1.1 200 "));
}

TEST_CASE("delays add up, and the first fault that fits decides on the answer") {
  const BadDay day(
      "faults: [{delay_ms: 10}, {answer: {status: 500}, delay_ms: 20},\n"
      "         {answer: {status: 501}}, {delay_ms: 30}]\n");
  const auto begun = std::chrono::steady_clock::now();
  CHECK(day.send("[]").status == 500);
  CHECK(std::chrono::steady_clock::now() - begun >= std::chrono::milliseconds(60));
}

TEST_CASE(
    "receipts can be too few, too many, unreadable or missing, for children that are stored") {
  const char* faults =
      "faults: [{requests: {to: 1}, receipts: too_few},\n"
      "         {requests: {from: 2, to: 2}, receipts: too_many},\n"
      "         {requests: {from: 3, to: 3}, receipts: unreadable},\n"
      "         {requests: {from: 4, to: 4}, receipts: empty}]\n";
  for (const char* shape : {"receipts: list\n", "receipts: uuid\n"}) {
    const BadDay day(faults, shape);
    CHECK(receipts_in(day.send(children_json(3)).body) == 2);
    CHECK(receipts_in(day.send(children_json(3)).body) == 4);
    CHECK(receipts_in(day.send(children_json(3)).body) == -1);
    const Reply empty = day.send(children_json(3));
    CHECK(empty.status == 200);
    CHECK(empty.body.empty());
    CHECK(day.rows("delivery") == "4");
  }
}

TEST_CASE("tokens can expire before their time") {
  const BadDay day("faults: [{requests: {from: 2, to: 2}, expire_tokens: true}]\n");
  CHECK(day.send("[]").status == 204);
  const Reply refused = day.send("[]");
  CHECK(refused.status == 401);
  CHECK(refused.headers.at("www-authenticate") == R"(Bearer error="invalid_token")");
  CHECK(day.send("[]").status == 401);
  CHECK(day.server.client().send(day.server.client().token(), "[]").status == 204);
}

TEST_CASE("the token endpoint has faults of its own") {
  const RunningServer server("", {},
                             script("faults: [{token: true, times: 1, answer: {status: 503}},\n"
                                    "         {token: true, times: 1, cut: before_answer},\n"
                                    "         {requests: {from: 2}, answer: {status: 500}}]\n"));
  const auto ask = [&] {
    return server.client().request("POST", "/oauth2/v2.0/token",
                                   {{"Content-Type", "application/x-www-form-urlencoded"}}, "");
  };
  CHECK(ask().status == 503);
  CHECK(ask().code != CURLE_OK);
  Client client = server.client();
  const std::string token = client.token();
  CHECK(client.send(token, "[]").status == 204);
  CHECK(client.send(token, "[]").status == 500);
}

TEST_CASE("the log tells which fault was played, by the line of the script") {
  const BadDay day("faults:\n  - delay_ms: 1\n  - {holds: Brackwenth, answer: {status: 500}}\n");
  CHECK(day.send(children_json(1)).status == 500);
  CHECK_THAT(day.server.log().text(), Catch::Contains("fault request=1 lines=2,3 id="));
  CHECK(day.server.log().text().find("Brackwenth") == std::string::npos);
}

TEST_CASE("a fault that looks for a text finds it in a packed body as well") {
  const BadDay day("faults: [{holds: C000001, answer: {status: 400, body: \"{positions}\"}}]\n");
  const std::string packed = *gzip::Compressor().compress(children_json(3));
  CHECK(day.server.client().send(day.token, packed, {{"Content-Encoding", "gzip"}}).body == "[1]");
}
