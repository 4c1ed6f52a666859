#include "receiver/store.h"

#include <boost/json.hpp>
#include <catch2/catch.hpp>

#include "receiver/reports.h"
#include "receiver/store_file.h"
#include "tests/shipped.h"
#include "tests/temporary_folder.h"

using namespace dataflow;
using namespace dataflow::receiver;

namespace {

struct Kept {
  Kept() { open(); }

  void open() {
    store.reset();
    auto opened = Store::open(file, the_standard().document());
    REQUIRE(opened);
    store = std::move(*opened);
  }

  /// The effects of these children, such as "applied repeat".
  std::string send(const std::string& body, const std::string& council = "846") {
    PayloadReader reader(the_standard());
    auto payload = std::get<Payload>(reader.read(body));
    Delivery delivery;
    delivery.la_code = council;
    delivery.request_id = "request";
    delivery.status = 200;
    const std::vector<std::string> receipts(payload.size(), "receipt");
    REQUIRE(store->accept(delivery, payload, receipts));
    return texts(
        "SELECT group_concat(effect, ' ') FROM (SELECT effect FROM item WHERE delivery = "
        "(SELECT max(id) FROM delivery) ORDER BY position)");
  }

  [[nodiscard]] std::string texts(const std::string& sql) const {
    const auto database = open_store_to_read(file);
    REQUIRE(database);
    auto statement = database->prepare(sql);
    REQUIRE(statement);
    std::string all;
    while (statement->step() == sqlite::Step::row) all += std::string(statement->text(0)) + "\n";
    if (!all.empty()) all.pop_back();
    return all;
  }

  [[nodiscard]] std::string documents(const std::string& council = "846") const {
    const auto database = open_store_to_read(file);
    REQUIRE(database);
    std::string all;
    REQUIRE(each_document(*database, council, [&](auto document) { all += document; }));
    return all;
  }

  TemporaryFolder folder;
  std::filesystem::path file = folder.path() / "receiver.db";
  std::unique_ptr<Store> store;
};

}  // namespace

TEST_CASE("a repeat has no second effect") {
  Kept kept;
  CHECK(kept.send(R"([{"la_child_id":"A","mis_child_id":"1"}])") == "applied");
  CHECK(kept.send(R"([{"la_child_id":"A","child_details":{"sex":"F"}}])") == "applied");
  const std::string state = kept.documents();
  CHECK(kept.send(R"([{"child_details" : {"sex":"F"}, "la_child_id":"A"}])") == "repeat");
  CHECK(kept.documents() == state);
  CHECK(kept.send(R"([{"la_child_id":"A","mis_child_id":"1"}])") == "applied");
  CHECK(kept.documents() ==
        R"({"child_details":{"sex":"F"},"la_child_id":"A","mis_child_id":"1"})");
}

TEST_CASE("a repeat is judged for each child of a request") {
  Kept kept;
  CHECK(kept.send(R"([{"la_child_id":"A"},{"la_child_id":"B"}])") == "applied applied");
  CHECK(
      kept.send(R"([{"la_child_id":"B"},{"la_child_id":"C"},{"la_child_id":"A","purge":true}])") ==
      "repeat applied purged");
}

TEST_CASE("a purge deletes the child's document, and a repeat of it changes nothing") {
  Kept kept;
  const char* child = R"([{"la_child_id":"A","child_details":{"surname":"Brackwenth"}}])";
  const char* purge = R"([{"la_child_id":"A","purge":true}])";
  CHECK(kept.send(child) == "applied");
  CHECK(kept.send(purge) == "purged");
  CHECK(kept.documents().empty());
  CHECK(kept.send(purge) == "repeat");
  CHECK(kept.send(child) == "applied");
  CHECK(kept.documents() == R"({"child_details":{"surname":"Brackwenth"},"la_child_id":"A"})");
}

TEST_CASE("a purge of a child that was never sent is remembered") {
  Kept kept;
  CHECK(kept.send(R"([{"la_child_id":"A","purge":true}])") == "purged");
  CHECK(kept.send(R"([{"la_child_id":"A","purge":true}])") == "repeat");
  CHECK(kept.documents().empty());
}

TEST_CASE("nothing that was purged before comes back with the child") {
  Kept kept;
  CHECK(kept.send(R"([{"la_child_id":"A","child_details":{"sex":"F"}}])") == "applied");
  CHECK(kept.send(R"([{"la_child_id":"A","purge":true}])") == "purged");
  CHECK(kept.send(R"([{"la_child_id":"A","mis_child_id":"1"}])") == "applied");
  CHECK(kept.documents() == R"({"la_child_id":"A","mis_child_id":"1"})");
}

TEST_CASE("two councils may use the same id for two children") {
  Kept kept;
  CHECK(kept.send(R"([{"la_child_id":"A","mis_child_id":"1"}])", "846") == "applied");
  CHECK(kept.send(R"([{"la_child_id":"A","mis_child_id":"2"}])", "202") == "applied");
  CHECK(kept.documents("846") == R"({"la_child_id":"A","mis_child_id":"1"})");
  CHECK(kept.documents("202") == R"({"la_child_id":"A","mis_child_id":"2"})");
}

TEST_CASE("documents come sorted by the bytes of their ids") {
  Kept kept;
  kept.send(
      R"([{"la_child_id":"a"},{"la_child_id":"B"},{"la_child_id":"10"},{"la_child_id":"9"}])");
  CHECK(kept.documents() ==
        R"({"la_child_id":"10"}{"la_child_id":"9"}{"la_child_id":"B"}{"la_child_id":"a"})");
}

TEST_CASE("the store survives reopening, with what it knows of repeats") {
  Kept kept;
  const char* child = R"([{"la_child_id":"A","child_details":{"sex":"F"}}])";
  CHECK(kept.send(child) == "applied");
  const std::string state = kept.documents();
  kept.open();
  CHECK(kept.documents() == state);
  CHECK(kept.send(child) == "repeat");
}

TEST_CASE("the store is closed to other accounts and written down durably") {
  using std::filesystem::perms;
  const Kept kept;
  CHECK((std::filesystem::status(kept.file).permissions() &
         (perms::group_all | perms::others_all)) == perms::none);
  CHECK(kept.texts("PRAGMA journal_mode") == "wal");
  CHECK(kept.texts("PRAGMA page_size") == "16384");
  CHECK(kept.texts("PRAGMA user_version") == "2");
}

TEST_CASE("a store of the first version is brought forward with all it holds") {
  constexpr char kColumns[] = "SELECT name || ' ' || type FROM pragma_table_info('child')";
  Kept kept;
  kept.send(R"([{"la_child_id":"A","mis_child_id":"1"}])");
  const std::string state = kept.documents();
  const std::string columns = kept.texts(kColumns);
  kept.store.reset();
  REQUIRE(sqlite::Database::open(kept.file, sqlite::Mode::read_write)
              ->run("ALTER TABLE child DROP COLUMN signed_at; PRAGMA user_version = 1;"));
  CHECK(kept.documents() == state);  // an older store can be read as it is
  CHECK(kept.texts("PRAGMA user_version") == "1");
  kept.open();
  CHECK(kept.texts("PRAGMA user_version") == "2");
  CHECK(kept.texts(kColumns) == columns);
  CHECK(kept.documents() == state);
  CHECK(kept.send(R"([{"la_child_id":"A","mis_child_id":"1"}])") == "repeat");
}

TEST_CASE("another program's file, and a store of a newer version, are refused") {
  const TemporaryFolder folder;
  const auto file = folder.path() / "other.db";
  {
    const auto other = sqlite::Database::open(file, sqlite::Mode::create);
    REQUIRE(other->run("CREATE TABLE thing (x)"));
  }
  const auto refused = Store::open(file, the_standard().document());
  REQUIRE_FALSE(refused);
  CHECK(refused.error().what == "This file does not belong to dataflow-receiver.");

  const Kept kept;
  REQUIRE(
      sqlite::Database::open(kept.file, sqlite::Mode::read_write)->run("PRAGMA user_version=9"));
  const auto newer = Store::open(kept.file, the_standard().document());
  REQUIRE_FALSE(newer);
  CHECK(newer.error().what == "The store has version 9, this program knows version 2.");
}

TEST_CASE("a request that fails half way leaves nothing behind") {
  Kept kept;
  CHECK(kept.send(R"([{"la_child_id":"A"}])") == "applied");
  const auto other = sqlite::Database::open(kept.file, sqlite::Mode::read_write);
  REQUIRE(
      other->run("CREATE TRIGGER full BEFORE INSERT ON child WHEN NEW.la_child_id = 'C' "
                 "BEGIN SELECT RAISE(ABORT, 'disk is full'); END"));
  PayloadReader reader(the_standard());
  auto payload = std::get<Payload>(reader.read(R"([{"la_child_id":"B"},{"la_child_id":"C"}])"));
  Delivery delivery;
  delivery.la_code = "846";
  const std::vector<std::string> receipts(2, "receipt");
  CHECK_FALSE(kept.store->accept(delivery, payload, receipts));
  CHECK(kept.documents() == R"({"la_child_id":"A"})");
  CHECK(kept.texts("SELECT count(*) FROM delivery") == "1");
  CHECK(kept.texts("SELECT count(*) FROM item") == "1");
  REQUIRE(other->run("DROP TRIGGER full"));
  CHECK(kept.send(R"([{"la_child_id":"B"},{"la_child_id":"C"}])") == "applied applied");
}
