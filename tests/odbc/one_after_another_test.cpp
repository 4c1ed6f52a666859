// A database that the connector knows nothing about: SQLite, by its ODBC driver.

#include <cstdlib>

#include <catch2/catch.hpp>
#include <sqlite3.h>

#include "connectors/odbc/odbc_connector.h"
#include "tests/connectors/kept_rows.h"
#include "tests/shown_result.h"
#include "tests/temporary_folder.h"

using namespace dataflow;
using Catch::Matchers::Contains;

namespace {

const std::vector<TableShape> kBoth = {{"a", {"v"}}, {"b", {"v"}}};

class UnknownServer {
 public:
  UnknownServer() {
    run("PRAGMA journal_mode = WAL; CREATE TABLE a(v varchar(10)); CREATE TABLE b(v varchar(10));"
        "INSERT INTO a VALUES ('1'), ('2'); INSERT INTO b VALUES ('1');");
  }

  void run(const std::string& sql) const {
    sqlite3* database = nullptr;
    const bool opened = sqlite3_open(file_.c_str(), &database) == SQLITE_OK;
    const bool ran =
        opened && sqlite3_exec(database, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK;
    sqlite3_close(database);
    REQUIRE(ran);
  }

  [[nodiscard]] std::unique_ptr<connectors::Connector> open() const {
    auto source =
        connectors::odbc_kind().open({{{"driver", "SQLite3"}, {"database", file_.string()}}});
    REQUIRE(source);
    return std::move(*source);
  }

  /// Whether its driver is on this machine. In CI it has to be.
  [[nodiscard]] bool is_here() const {
    const bool here = open()->describe().has_value();
    if (!here && std::getenv("CI") != nullptr) FAIL("libsqliteodbc is not installed");
    return here;
  }

 private:
  TemporaryFolder folder_;
  std::filesystem::path file_ = folder_.path() / "source.db";
};

}  // namespace

TEST_CASE("a database without a common moment is read, and that is said") {
  const UnknownServer server;
  if (!server.is_here()) return;
  KeptRows rows;
  REQUIRE(server.open()->read(kBoth, rows));
  CHECK(rows.tables["a"] == std::vector<Row>{{"1"}, {"2"}});
  CHECK(rows.tables["b"] == std::vector<Row>{{"1"}});
  REQUIRE(rows.findings.size() == 1);
  CHECK(rows.findings[0].rule == "S10");
  CHECK_THAT(rows.findings[0].what, Contains("The 2 tables"));
}

TEST_CASE("one table alone is of one moment") {
  const UnknownServer server;
  if (!server.is_here()) return;
  KeptRows rows;
  REQUIRE(server.open()->read(std::vector<TableShape>{kBoth[0]}, rows));
  CHECK(rows.findings.empty());
}

TEST_CASE("a table that is emptied or loaded while another is read makes the run wait") {
  for (const char* change : {"DELETE FROM b", "INSERT INTO b VALUES ('2')", "DELETE FROM a",
                             "DELETE FROM a WHERE v = '2'"}) {
    INFO(change);
    const UnknownServer server;
    if (!server.is_here()) return;
    KeptRows rows;
    bool changed = false;
    rows.after_row = [&]() -> Result<void> {
      if (!std::exchange(changed, true)) server.run(change);
      return {};
    };
    const auto read = server.open()->read(kBoth, rows);
    REQUIRE_FALSE(read);
    CHECK(read.error().remedy == Remedy::wait);
    CHECK_THAT(describe(read.error()), Contains("rows before the read"));
    CHECK(rows.findings.empty());
  }
}
