#include "receiver/endpoint.h"

#include <regex>

#include <boost/json.hpp>
#include <catch2/catch.hpp>

#include "receiver/reports.h"
#include "receiver/store_file.h"
#include "tests/receiver/rehearsal.h"

using namespace dataflow;
using namespace dataflow::receiver;

namespace {

struct Desk {
  explicit Desk(const std::string& more = "")
      : rehearsal(more),
        store(std::move(
            *Store::open(rehearsal.settings().store, rehearsal.settings().standard->document()))),
        endpoint(rehearsal.settings(), *store, clock, log),
        token(ask_for_token()) {}

  Answer answer(Head head, const std::string& body) {
    auto exchange = endpoint.begin(std::move(head));
    return endpoint.finish(exchange, body);
  }

  Answer send(const std::string& body) { return answer(right_head(token), body); }

  std::string ask_for_token() {
    const Head head{
        "POST", "/oauth2/v2.0/token", {{"content-type", "application/x-www-form-urlencoded"}}};
    const std::string form =
        std::string("grant_type=client_credentials&client_id=client-846&client_secret=") + kSecret;
    return std::string(boost::json::parse(answer(head, form).body).at("access_token").as_string());
  }

  /// The deliveries as "status children signature".
  [[nodiscard]] std::string deliveries() const {
    std::string all;
    const auto database = open_store_to_read(rehearsal.settings().store);
    REQUIRE(each_delivery(*database, [&](const DeliveryRow& row) {
      all += std::to_string(row.status) + " " + std::to_string(row.children) + " " + row.signature +
             "\n";
    }));
    return all;
  }

  [[nodiscard]] std::string value(const std::string& sql) const {
    const auto database = open_store_to_read(rehearsal.settings().store);
    auto statement = database->prepare(sql);
    REQUIRE(statement);
    REQUIRE(statement->step() == sqlite::Step::row);
    return std::string(statement->blob(0));
  }

  HandClock clock;
  KeptLog log;
  Rehearsal rehearsal;
  std::unique_ptr<Store> store;
  Endpoint endpoint;
  std::string token;
};

}  // namespace

TEST_CASE("an accepted request gets one receipt for each child, in order, with the time") {
  Desk desk;
  const Answer answer = desk.send(children_json(3));
  CHECK(answer.status == 200);
  CHECK(answer.content_type == "application/json");
  const auto receipts = boost::json::parse(answer.body).as_array();
  REQUIRE(receipts.size() == 3);
  const std::regex shape("2026-06-01_06:30:00\\.12_[0-9a-f-]{36}\\.json");
  for (std::size_t i = 0; i < 3; ++i) {
    const std::string receipt(receipts[i].as_string());
    CHECK(std::regex_match(receipt, shape));
    CHECK(desk.value("SELECT receipt FROM item WHERE position = " + std::to_string(i)) == receipt);
  }
  CHECK(receipts[0] != receipts[1]);
}

TEST_CASE("the receipt may be one UUID instead") {
  Desk desk("receipts: uuid\n");
  const Answer answer = desk.send(children_json(2));
  CHECK(std::regex_match(answer.body, std::regex("\"[0-9a-f-]{36}\"")));
  CHECK(desk.value("SELECT count(DISTINCT receipt) FROM item") == "1");
}

TEST_CASE("every answer carries a request id and the date") {
  Desk desk;
  const std::regex shape("[0-9a-f-]{36}");
  Exchange unread = desk.endpoint.begin(right_head(desk.token));
  for (const Answer& answer :
       {desk.send("[]"), desk.send("?"), desk.answer(right_head("x"), ""),
        desk.answer(right_head("", "/nowhere"), ""), desk.endpoint.finish_unread(unread, 7),
        desk.endpoint.finish_malformed(400, "Garbage.")}) {
    CHECK(std::regex_match(header_of(answer, "x-request-id"), shape));
    CHECK(header_of(answer, "Date") == "Mon, 01 Jun 2026 06:30:00 GMT");
  }
}

TEST_CASE("an empty array is answered with 204 and no body") {
  Desk desk;
  const Answer answer = desk.send(" [ ] ");
  CHECK(answer.status == 204);
  CHECK(answer.body.empty());
  CHECK(desk.deliveries() == "204 0 none\n");
}

TEST_CASE("one bad child refuses the whole request and nothing of it is stored") {
  Desk desk;
  CHECK(desk.send(R"([{"la_child_id":"A"},{"la_child_id":"not allowed"}])").status == 400);
  CHECK(desk.value("SELECT count(*) FROM child") == "0");
  CHECK(desk.value("SELECT count(*) FROM item") == "0");
  CHECK(desk.deliveries() == "400 0 none\n");
}

TEST_CASE("refused requests of a known council are written down, those of strangers are not") {
  Desk desk("requests_a_minute: 2\n");
  CHECK(desk.answer(right_head("stranger"), "[]").status == 401);
  CHECK(desk.answer(right_head("", "/nowhere"), "").status == 404);
  CHECK(desk.answer(right_head(desk.token, kPath, {{"supplierkey", "x"}}), "[]").status == 403);
  CHECK(desk.answer(right_head(desk.token, kPath, {{"content-type", ""}}), "[]").status == 415);
  CHECK(desk.answer(right_head(desk.token, kPath, {{"signature", "x"}}), "[]").status == 401);
  Exchange large = desk.endpoint.begin(right_head(desk.token));
  CHECK(desk.endpoint.finish_unread(large, 65'000'000).status == 413);
  CHECK(desk.send("[]").status == 429);
  CHECK(desk.deliveries() == "403 0 none\n415 0 none\n401 0 failed\n413 0 none\n429 0 none\n");
}

TEST_CASE("a delivery is kept with its idempotency key, its key id and the digest of its body") {
  Desk desk;
  const std::string body = children_json(1);
  const auto signature =
      signature_headers(desk.rehearsal, right_head(desk.token), body, desk.clock.now());
  CHECK(desk.answer(right_head(desk.token, kPath, signature), body).status == 200);
  CHECK(desk.value("SELECT idempotency_key FROM delivery") == "\"delivery-1\"");
  CHECK(desk.value("SELECT key_id FROM delivery") == kKeyId);
  CHECK(desk.value("SELECT content_digest FROM delivery") == sha256(body).bytes());
  CHECK(desk.value("SELECT bytes FROM delivery") == std::to_string(body.size()));
  CHECK(desk.value("SELECT body IS NULL FROM delivery") == "1");
  CHECK(desk.deliveries() == "200 1 verified\n");
}

TEST_CASE("bodies of accepted requests are kept where the settings say so") {
  Desk desk("keep_bodies: true\n");
  const std::string body = " " + children_json(1);
  CHECK(desk.send(body).status == 200);
  CHECK(desk.send("[{}]").status == 400);
  CHECK(desk.value("SELECT body FROM delivery WHERE status = 200") == body);
  CHECK(desk.value("SELECT body IS NULL FROM delivery WHERE status = 400") == "1");
}

TEST_CASE("of a packed body the text is kept, and the digest of what came") {
  Desk desk("keep_bodies: true\n");
  const std::string packed = *gzip::Compressor().compress(children_json(2));
  const Head head = right_head(desk.token, kPath, {{"content-encoding", "gzip"}});
  CHECK(desk.answer(head, packed).status == 200);
  CHECK(desk.value("SELECT body FROM delivery") == children_json(2));
  CHECK(desk.value("SELECT content_digest FROM delivery") == sha256(packed).bytes());
  CHECK(desk.value("SELECT bytes FROM delivery") == std::to_string(packed.size()));
}

TEST_CASE("a request that cannot be stored is not acknowledged") {
  Desk desk;
  const auto other =
      sqlite::Database::open(desk.rehearsal.settings().store, sqlite::Mode::read_write);
  REQUIRE(other->run("DROP TABLE item"));
  const Answer answer = desk.send(children_json(1));
  CHECK(answer.status == 503);
  CHECK(header_of(answer, "Retry-After") == "60");
  CHECK_THAT(desk.log.text(), Catch::Contains("store.failed"));
}

TEST_CASE("the log has one line for each request, and no line holds what was sent") {
  Desk desk;
  desk.send(children_json(2));
  desk.send(R"([{"la_child_id":"Brackwenth!","child_details":{"sex":"Brackwenth"}}])");
  desk.answer(right_head(desk.token, std::string(kPath) + "?name=Brackwenth"), "Brackwenth");
  desk.answer(right_head("Brackwenth", "/Brackwenth"), "Brackwenth");
  Head odd = right_head("Brackwenth");
  odd.method = "BRACKWENTH";
  desk.answer(odd, "");
  const std::string log = desk.log.text();
  CHECK(std::count(log.begin(), log.end(), '\n') == 6);  // with the token's
  CHECK_THAT(log, Catch::Contains("request POST 846 200 children=2 bytes="));
  CHECK_THAT(log, Catch::Contains("request POST - 404 children=0"));
  CHECK_THAT(log, Catch::Contains("request - 846 405 children=0"));
  for (const std::string planted : {"rackwenth", "RACKWENTH", "C000", "Planted"}) {
    CHECK(log.find(planted) == std::string::npos);
  }
  CHECK(log.find(desk.token) == std::string::npos);
}
