#include <filesystem>

#include <catch2/catch.hpp>

#include "agent/sqlite/database.h"
#include "connectors/sqlite/sqlite_connector.h"
#include "tests/connectors/kept_rows.h"
#include "tests/shown_result.h"
#include "tests/temporary_folder.h"

using namespace dataflow;
using namespace dataflow;

namespace {

using Catch::Matchers::Contains;

/// A source of one database file, src.db, that the test may also write to.
class Source {
 public:
  explicit Source(std::string_view sql) : file_(folder_.path() / "src.db") { run(sql); }

  [[nodiscard]] sqlite::Database writer() const {
    auto database = sqlite::Database::open(file_, sqlite::Mode::create);
    REQUIRE(database);
    return std::move(*database);
  }

  void run(std::string_view sql) const {
    const auto ran = writer().run(sql);
    if (!ran) FAIL(describe(ran.error()));
  }

  [[nodiscard]] std::unique_ptr<connectors::Connector> open() const {
    auto connector = connectors::sqlite_kind().open({{{"file", file_.string()}}});
    REQUIRE(connector);
    return std::move(*connector);
  }

  [[nodiscard]] const std::filesystem::path& file() const { return file_; }
  [[nodiscard]] const TemporaryFolder& folder() const { return folder_; }

 private:
  TemporaryFolder folder_;
  std::filesystem::path file_;
};

KeptRows rows_of(connectors::Connector& connector, const std::vector<TableShape>& wishes) {
  KeptRows rows;
  const auto read = connector.read(wishes, rows);
  if (!read) FAIL(describe(read.error()));
  return rows;
}

Error error_of_read(connectors::Connector& connector, const std::vector<TableShape>& wishes) {
  KeptRows rows;
  const auto read = connector.read(wishes, rows);
  REQUIRE_FALSE(read);
  return read.error();
}

Error error_of_describe(const std::string& file) {
  auto connector = connectors::sqlite_kind().open({{{"file", file}}});
  REQUIRE(connector);
  const auto tables = (*connector)->describe();
  REQUIRE_FALSE(tables);
  return tables.error();
}

}  // namespace

TEST_CASE("tables and views are offered with all their columns, SQLite's own are not") {
  const Source source(
      "CREATE TABLE person(id INTEGER PRIMARY KEY AUTOINCREMENT, name, upper_name AS "
      "(upper(name)));"
      "CREATE VIEW \"a view\" AS SELECT id, name AS \"the name\" FROM person;");
  const auto tables = source.open()->describe();
  REQUIRE(tables);
  CHECK(*tables == std::vector<TableShape>{{"a view", {"id", "the name"}},
                                           {"person", {"id", "name", "upper_name"}}});
}

TEST_CASE("every value arrives as its exact text") {
  const Source source(
      "CREATE TABLE t(v);"
      "INSERT INTO t VALUES (9007199254740993), (9223372036854775807), (-9223372036854775808),"
      "('00123'), (' x '), (''), (NULL), (1.5), (0.1), ('Zoë 👩'), ('a' || char(0) || 'b');");
  const auto rows = rows_of(*source.open(), {{"t", {"v"}}});
  CHECK(rows.tables.at("t") == std::vector<Row>{{"9007199254740993"},
                                                {"9223372036854775807"},
                                                {"-9223372036854775808"},
                                                {"00123"},
                                                {" x "},
                                                {""},
                                                {std::nullopt},
                                                {"1.5"},
                                                {"0.1"},
                                                {"Zoë 👩"},
                                                {std::string("a\0b", 3)}});
}

TEST_CASE("a database in UTF-16 gives UTF-8") {
  const Source source(
      "PRAGMA encoding = 'UTF-16'; CREATE TABLE t(v); INSERT INTO t VALUES ('Zoë 👩')");
  CHECK(rows_of(*source.open(), {{"t", {"v"}}}).tables.at("t") == std::vector<Row>{{"Zoë 👩"}});
}

TEST_CASE("tables are passed in the order and spelling of the wishes") {
  const Source source(
      "CREATE TABLE Person(\"the \"\"id\"\"\", name); INSERT INTO Person VALUES (1, 'x');"
      "CREATE TABLE other(a); INSERT INTO other VALUES (2);");
  const std::vector<TableShape> wishes = {{"OTHER", {"A"}}, {"person", {"NAME", "THE \"ID\""}}};
  const auto rows = rows_of(*source.open(), wishes);
  CHECK(rows.shapes == wishes);
  CHECK(rows.tables.at("OTHER") == std::vector<Row>{{"2"}});
  CHECK(rows.tables.at("person") == std::vector<Row>{{"x", "1"}});
}

TEST_CASE("a wish without columns gives its rows without cells") {
  const Source source("CREATE TABLE t(v); INSERT INTO t VALUES (1), (2);");
  CHECK(rows_of(*source.open(), {{"t", {}}}).tables.at("t") == std::vector<Row>{{}, {}});
}

TEST_CASE("a BLOB is refused with its table and column") {
  const Source source("CREATE TABLE t(id, photo); INSERT INTO t VALUES (1, x'4D617279');");
  const Error error = error_of_read(*source.open(), {{"t", {"id", "photo"}}});
  CHECK(error.remedy == Remedy::stop);
  CHECK(error.where == source.file().string() + ": t.photo");
  CHECK(error.what == "this column holds a BLOB, which is not text.");
}

TEST_CASE("all tables are of one moment while another connection writes") {
  const Source source(
      "PRAGMA journal_mode = WAL; CREATE TABLE a(v); CREATE TABLE b(v);"
      "INSERT INTO a VALUES (1); INSERT INTO b VALUES (1);");
  const auto writer = source.writer();
  KeptRows rows;
  rows.after_row = [&] {
    return writer.run("INSERT INTO a VALUES (2); INSERT INTO b VALUES (2); DROP TABLE IF EXISTS c");
  };
  const std::vector<TableShape> wishes = {{"a", {"v"}}, {"b", {"v"}}};
  const auto connector = source.open();
  REQUIRE(connector->read(wishes, rows));
  CHECK(rows.tables["a"] == std::vector<Row>{{"1"}});
  CHECK(rows.tables["b"] == std::vector<Row>{{"1"}});
  CHECK(rows_of(*connector, wishes).rows == 6);
}

TEST_CASE("the next run sees a database that replaced the file") {
  const Source source("CREATE TABLE t(v); INSERT INTO t VALUES ('old');");
  const auto connector = source.open();
  CHECK(rows_of(*connector, {{"t", {"v"}}}).tables.at("t") == std::vector<Row>{{"old"}});
  const Source rebuilt("CREATE TABLE t(v); INSERT INTO t VALUES ('new');");
  std::filesystem::remove(source.file());
  std::filesystem::copy_file(rebuilt.file(), source.file());
  CHECK(rows_of(*connector, {{"t", {"v"}}}).tables.at("t") == std::vector<Row>{{"new"}});
}

TEST_CASE("reading leaves the file's bytes and the folder as they were") {
  const Source source("CREATE TABLE t(v); INSERT INTO t VALUES (1), (2), (3);");
  const std::string bytes = TemporaryFolder::bytes_of(source.file());
  const auto written = std::filesystem::last_write_time(source.file());
  const auto connector = source.open();
  REQUIRE(connector->describe());
  KeptRows rows;
  rows.after_row = [&]() -> Result<void> {
    CHECK(source.folder().files() == std::vector<std::string>{"src.db"});
    return {};
  };
  REQUIRE(connector->read(std::vector<TableShape>{{"t", {"v"}}}, rows));
  CHECK(TemporaryFolder::bytes_of(source.file()) == bytes);
  CHECK(std::filesystem::last_write_time(source.file()) == written);
  CHECK(source.folder().files() == std::vector<std::string>{"src.db"});
}

TEST_CASE("a missing database is named and not made") {
  const TemporaryFolder folder;
  const std::string file = (folder.path() / "none.db").string();
  const Error error = error_of_describe(file);
  CHECK(error.remedy == Remedy::stop);
  CHECK(error.where == file);
  CHECK(error.what == "there is no such file.");
  CHECK_THAT(error.hint, Contains("'file'"));
  CHECK(folder.files().empty());
  CHECK(error_of_describe(folder.path().string()).what == "there is no such file.");
}

TEST_CASE("a file that is no database is named") {
  const TemporaryFolder folder;
  const std::string file = folder.write("t.db", std::string(5000, 'x')).string();
  const Error error = error_of_describe(file);
  CHECK(error.remedy == Remedy::stop);
  CHECK(error.where == file);
  CHECK(error.hint == "The file is damaged or is not a SQLite database.");
}

TEST_CASE("a locked database makes the run wait") {
  const Source source("CREATE TABLE t(v);");
  const auto writer = source.writer();
  REQUIRE(writer.run("BEGIN EXCLUSIVE"));
  const Error error = error_of_describe(source.file().string());
  CHECK(error.remedy == Remedy::wait);
  CHECK(error.where == source.file().string());
}

TEST_CASE("a database whose writer died in the middle makes the run wait and stays as it is") {
  const Source source(
      "CREATE TABLE t(v); WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 500)"
      "INSERT INTO t SELECT randomblob(500) FROM n;");
  const auto writer = source.writer();
  REQUIRE(writer.run("PRAGMA cache_size = 5; BEGIN; UPDATE t SET v = randomblob(600)"));
  const TemporaryFolder copy;
  for (const char* file : {"src.db", "src.db-journal"}) {
    std::filesystem::copy_file(source.folder().path() / file, copy.path() / file);
  }
  const auto left = copy.path() / "src.db";
  const std::string bytes = TemporaryFolder::bytes_of(left);
  const Error error = error_of_describe(left.string());
  CHECK(error.remedy == Remedy::wait);
  CHECK(error.what == "another program stopped in the middle of writing to the database.");
  CHECK(TemporaryFolder::bytes_of(left) == bytes);
}

TEST_CASE("a table that vanished since it was described makes the run wait") {
  const Source source("CREATE TABLE t(v); CREATE TABLE u(v);");
  const auto connector = source.open();
  REQUIRE(connector->describe());
  source.run("DROP TABLE t");
  const Error error = error_of_read(*connector, {{"t", {"v"}}});
  CHECK(error.remedy == Remedy::wait);
  CHECK(error.what == "The source lacks table 't'.");
  CHECK(error.hint == "It was there a moment ago: the source is being rebuilt.");
}

TEST_CASE("what was never there is listed with the nearest names, before any row is passed") {
  const Source source("CREATE TABLE person(id, forename); INSERT INTO person VALUES (1, 'x');");
  const auto connector = source.open();
  REQUIRE(connector->describe());
  KeptRows rows;
  const std::vector<TableShape> wishes = {{"person", {"id", "forname"}}, {"persons", {"id"}}};
  const auto read = connector->read(wishes, rows);
  REQUIRE_FALSE(read);
  CHECK(rows.rows == 0);
  CHECK(read.error().remedy == Remedy::stop);
  CHECK(read.error().what ==
        "The source lacks column 'forname' of table 'person', table 'persons'.");
  CHECK(read.error().hint ==
        "'forname': Did you mean 'forename'? 'persons': Did you mean 'person'?");
}

TEST_CASE("a view that SQLite cannot compile is named") {
  const Source source("CREATE TABLE t(v); CREATE VIEW broken AS SELECT v FROM t; DROP TABLE t;");
  const Error error = error_of_describe(source.file().string());
  CHECK(error.remedy == Remedy::stop);
  CHECK(error.where == source.file().string() + ": broken");
  CHECK(error.hint == "Mend or drop this view in the source.");
}

TEST_CASE("no error text holds a value, not even where SQLite's own message does") {
  const Source source(
      "CREATE TABLE t(v); INSERT INTO t VALUES ('Wilhelmina');"
      "CREATE VIEW path AS SELECT json_extract('{}', v) AS x FROM t;"
      "CREATE VIEW blob AS SELECT CAST(v AS BLOB) AS x FROM t;");
  const std::string view = GENERATE("path", "blob");
  const Error error = error_of_read(*source.open(), {{view, {"x"}}});
  CHECK_THAT(error.where, Contains(view));
  CHECK_THAT(describe(error), !Contains("Wilhelmina"));
}

TEST_CASE("the sink's first error ends the reading and is returned") {
  const Source source("CREATE TABLE t(v); INSERT INTO t VALUES (1), (2);");
  KeptRows rows;
  rows.after_row = [] { return Result<void>(Error{Remedy::wait, "disk", "It is full.", ""}); };
  const auto read = source.open()->read(std::vector<TableShape>{{"t", {"v"}}}, rows);
  REQUIRE_FALSE(read);
  CHECK(describe(read.error()) == "disk: It is full.");
  CHECK(rows.rows == 1);
}
