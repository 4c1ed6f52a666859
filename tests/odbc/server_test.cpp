#include <cstdlib>

#include <catch2/catch.hpp>

#include "connectors/odbc/odbc_connector.h"
#include "tests/connectors/kept_rows.h"
#include "tests/databases/database_server.h"
#include "tests/shown_result.h"

using namespace dataflow;
using Catch::Matchers::Contains;

namespace {

/// The servers of this machine. With CI in the environment both have to be there.
std::vector<std::string> present_servers() {
  std::vector<std::string> present;
  for (const std::string kind : {"postgresql", "mariadb"}) {
    const std::string lacks = DatabaseServer::lacks(kind);
    if (lacks.empty()) {
      present.push_back(kind);
    } else if (std::getenv("CI") != nullptr) {
      throw std::runtime_error(kind + " is not held to its promises: " + lacks);
    }
  }
  return present;
}

/// A server whose schema cms holds what `sql` makes, and nothing else.
class Served {
 public:
  explicit Served(std::string kind) : kind_(std::move(kind)), server_(DatabaseServer::of(kind_)) {
    if (is_mariadb()) {
      server_.sql("DROP DATABASE cms; CREATE DATABASE cms CHARACTER SET utf8mb4");
    } else {
      server_.sql(
          "DROP SCHEMA cms CASCADE; CREATE SCHEMA cms; GRANT USAGE ON SCHEMA cms TO reader;");
    }
  }

  [[nodiscard]] bool is_mariadb() const { return kind_ == "mariadb"; }
  std::string sql(const std::string& text) const { return server_.sql(text); }

  [[nodiscard]] std::unique_ptr<connectors::Connector> open(
      const std::map<std::string, std::string>& changes = {}) const {
    auto options = server_.options();
    for (const auto& [name, value] : changes) options.values[name] = value;
    auto source = connectors::odbc_kind().open(options);
    REQUIRE(source);
    return std::move(*source);
  }

 private:
  std::string kind_;
  DatabaseServer& server_;
};

KeptRows rows_of(connectors::Connector& source, const std::vector<TableShape>& wishes) {
  KeptRows rows;
  REQUIRE(source.read(wishes, rows));
  return rows;
}

Error error_of(connectors::Connector& source, const std::vector<TableShape>& wishes) {
  KeptRows rows;
  const auto read = source.read(wishes, rows);
  REQUIRE_FALSE(read);
  CHECK_THAT(describe(read.error()), !Contains("Ceridwen"));
  return read.error();
}

}  // namespace

TEST_CASE("tables and views of the schema are offered, and no others") {
  const Served served(GENERATE(from_range(present_servers())));
  served.sql(
      "CREATE TABLE person(id int, name varchar(10)); CREATE VIEW kids AS SELECT name FROM person");
  const auto tables = served.open()->describe();
  REQUIRE(tables);
  CHECK(*tables == std::vector<TableShape>{{"kids", {"name"}}, {"person", {"id", "name"}}});
}

TEST_CASE("a table that two schemas have is asked about") {
  if (present_servers().empty() || present_servers().front() != "postgresql") return;
  const Served served("postgresql");
  served.sql("CREATE TABLE person(id int); CREATE SCHEMA other; CREATE TABLE other.person(id int)");
  const Error error = error_of(*served.open({{"schema", ""}}), {{"person", {"id"}}});
  served.sql("DROP SCHEMA other CASCADE");
  CHECK(error.remedy == Remedy::stop);
  CHECK_THAT(error.what, Contains("'cms'") && Contains("'other'"));
}

TEST_CASE("a server that another authority certifies is not talked to") {
  const auto kinds = present_servers();
  if (kinds.size() < 2) return;
  const std::string kind = GENERATE(from_range(present_servers()));
  const std::string other = kind == kinds[0] ? kinds[1] : kinds[0];
  const auto source = Served(kind).open({{"ca_file", DatabaseServer::of(other).fact("ca_file")}});
  const auto tables = source->describe();
  REQUIRE_FALSE(tables);
  CHECK(tables.error().remedy == Remedy::stop);
  CHECK_THAT(tables.error().hint, Contains("certificate"));
}

TEST_CASE("a server that is away is waited for") {
  const auto source = Served(GENERATE(from_range(present_servers()))).open({{"port", "1"}});
  const auto tables = source->describe();
  REQUIRE_FALSE(tables);
  CHECK(tables.error().remedy == Remedy::wait);
}

TEST_CASE("an account with no right but SELECT is enough, and the table is as it was") {
  const Served served(GENERATE(from_range(present_servers())));
  served.sql("CREATE TABLE person(id int); INSERT INTO person VALUES (1)");
  CHECK(rows_of(*served.open(), {{"person", {"id"}}}).rows == 1);
  // Nothing that the connector said to the server outlives its connection.
  CHECK_THAT(served.sql("SELECT count(*) FROM person"), Contains("1"));
}

TEST_CASE("a table that the account may not read needs a person") {
  if (present_servers().empty() || present_servers().front() != "postgresql") return;
  const Served served("postgresql");
  served.sql("CREATE TABLE hidden(id int); REVOKE ALL ON hidden FROM reader");
  const auto source = served.open();
  const Error error = error_of(*source, {{"hidden", {"id"}}});
  CHECK(error.remedy == Remedy::stop);
  CHECK_THAT(error.hint, Contains("SELECT"));
}

TEST_CASE("a column of bytes is refused with its name") {
  const Served served(GENERATE(from_range(present_servers())));
  served.sql(std::string("CREATE TABLE person(id int, photo ") +
             (served.is_mariadb() ? "blob" : "bytea") + ")");
  const Error error = error_of(*served.open(), {{"person", {"id", "photo"}}});
  CHECK(error.remedy == Remedy::stop);
  CHECK_THAT(error.where, Contains("person.photo"));
  CHECK(rows_of(*served.open(), {{"person", {"id"}}}).rows == 0);
}

TEST_CASE("GUIDs are written as the server writes them") {
  const Served served(GENERATE(from_range(present_servers())));
  const std::string guid = "f81d4fae-7dec-11d0-a765-00a0c91e6bf6";
  served.sql("CREATE TABLE person(id uuid); INSERT INTO person VALUES ('" + guid + "')");
  CHECK(rows_of(*served.open(), {{"person", {"id"}}}).tables["person"] == std::vector<Row>{{guid}});
}

TEST_CASE("a number longer than its column says is an error and no shorter number") {
  if (present_servers().empty() || present_servers().front() != "postgresql") return;
  const Served served("postgresql");
  served.sql("CREATE TABLE cost(n numeric); INSERT INTO cost VALUES (power(10::numeric, 400))");
  const Error error = error_of(*served.open(), {{"cost", {"n"}}});
  CHECK(error.remedy == Remedy::stop);
  CHECK_THAT(error.where, Contains("cost.n"));
}

TEST_CASE("a varchar without a length arrives whole") {
  if (present_servers().empty() || present_servers().front() != "postgresql") return;
  const Served served("postgresql");
  served.sql("CREATE TABLE note(n varchar); INSERT INTO note VALUES (repeat('x', 100000))");
  const auto rows = rows_of(*served.open(), {{"note", {"n"}}});
  CHECK(rows.tables.at("note")[0][0]->size() == 100'000);
}

TEST_CASE("a wish without columns gives its rows without cells") {
  const Served served(GENERATE(from_range(present_servers())));
  served.sql("CREATE TABLE person(id int); INSERT INTO person VALUES (1), (2)");
  CHECK(rows_of(*served.open(), {{"person", {}}}).tables["person"] == std::vector<Row>{{}, {}});
}

TEST_CASE("all tables are of one moment while others write") {
  const Served served(GENERATE(from_range(present_servers())));
  served.sql(
      "CREATE TABLE a(v int); CREATE TABLE b(v int);"
      "INSERT INTO a VALUES (1), (2); INSERT INTO b VALUES (1);");
  KeptRows rows;
  rows.after_row = [&]() -> Result<void> {
    served.sql("INSERT INTO a VALUES (3); INSERT INTO b VALUES (3)");
    return {};
  };
  const std::vector<TableShape> wishes = {{"a", {"v"}}, {"b", {"v"}}};
  const auto source = served.open();
  REQUIRE(source->read(wishes, rows));
  CHECK(rows.tables["a"].size() == 2);
  CHECK(rows.tables["b"].size() == 1);
  CHECK(rows.findings.empty());
  CHECK(rows_of(*source, wishes).rows == 9);
}

TEST_CASE("nobody can empty or rebuild a table before the read is over") {
  const Served served(GENERATE(from_range(present_servers())));
  served.sql(
      "CREATE TABLE a(v int); CREATE TABLE b(v int);"
      "INSERT INTO a VALUES (1), (2); INSERT INTO b VALUES (1);");
  const std::string patience =
      served.is_mariadb() ? "SET SESSION lock_wait_timeout = 1;" : "SET lock_timeout = '100ms';";
  int refused = 0;
  KeptRows rows;
  rows.after_row = [&]() -> Result<void> {
    try {
      served.sql(patience + "TRUNCATE TABLE b");
    } catch (const std::runtime_error&) {
      ++refused;
    }
    return {};
  };
  REQUIRE(served.open()->read(std::vector<TableShape>{{"a", {"v"}}, {"b", {"v"}}}, rows));
  CHECK(refused == 3);
  CHECK(rows.rows == 3);
  served.sql("TRUNCATE TABLE b");
}

TEST_CASE("a text longer than 16 MiB is an error with its column") {
  const Served served(GENERATE(from_range(present_servers())));
  served.sql("CREATE TABLE note(id int, n " +
             std::string(served.is_mariadb() ? "longtext" : "text") +
             "); INSERT INTO note VALUES (1, repeat('x', 9000000))");
  const Error error = error_of(*served.open(), {{"note", {"id", "n"}}});
  CHECK(error.remedy == Remedy::stop);
  CHECK_THAT(error.where, Contains("note.n"));
}
