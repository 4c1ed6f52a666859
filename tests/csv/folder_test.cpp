#include "tests/csv/source.h"

using namespace dataflow;
using namespace dataflow;

namespace {

namespace fs = std::filesystem;
using Catch::Matchers::Contains;
using Catch::Matchers::EndsWith;

/// Makes the file look as if it was written at another time.
void touch(const fs::path& file) {
  fs::last_write_time(file, fs::last_write_time(file) - std::chrono::hours(1));
}

Error error_of_read(connectors::Connector& connector, const std::vector<TableShape>& wishes) {
  KeptRows rows;
  const auto read = connector.read(wishes, rows);
  REQUIRE_FALSE(read);
  CHECK(rows.rows == 0);
  return read.error();
}

}  // namespace

TEST_CASE("each CSV file of the folder is a table, and nothing else is") {
  const TemporaryFolder folder;
  folder.write("ssd_person.csv", "person_id, forename \n");
  folder.write("SSD_Cohort.CSV", "id\n");
  folder.write("notes.txt", "no\n");
  folder.write("old.csv.bak", "no\n");
  fs::create_directory(folder.path() / "archive.csv");
  const auto tables = open_csv(folder)->describe();
  REQUIRE(tables);
  CHECK(*tables ==
        std::vector<TableShape>{{"SSD_Cohort", {"id"}}, {"ssd_person", {"person_id", "forename"}}});
}

TEST_CASE("a folder without CSV files has no tables") {
  const TemporaryFolder folder;
  const auto tables = open_csv(folder)->describe();
  REQUIRE(tables);
  CHECK(tables->empty());
}

TEST_CASE("describing reads headers and not rows") {
  const TemporaryFolder folder;
  folder.write("t.csv", "a,b\n1,2,3,4\n\"");
  CHECK(open_csv(folder)->describe());
}

TEST_CASE("only the wished columns are passed, in the order and spelling of the wish") {
  const TemporaryFolder folder;
  folder.write("ssd_person.csv", "a,b,c,d\n1,2,3,4\n5,,7,8\n");
  folder.write("other.csv", "x\n1\n");
  const std::vector<TableShape> wishes = {{"SSD_PERSON", {"D", "b"}}, {"other", {}}};
  KeptRows rows;
  REQUIRE(open_csv(folder)->read(wishes, rows));
  CHECK(rows.shapes == wishes);
  CHECK(rows.tables["SSD_PERSON"] == std::vector<Row>{{"4", "2"}, {"8", std::nullopt}});
  CHECK(rows.tables["other"] == std::vector<Row>{{}});
}

TEST_CASE("a connector can be read run after run") {
  const TemporaryFolder folder;
  folder.write("t.csv", "a\n1\n");
  const auto connector = open_csv(folder);
  for (const char* text : {"a\n1\n", "b,a\n2,3\n"}) {
    folder.write("t.csv", text);
    const auto tables = connector->describe();
    REQUIRE(tables);
    KeptRows rows;
    REQUIRE(connector->read(*tables, rows));
    CHECK(rows.tables["t"].size() == 1);
  }
}

TEST_CASE("what is missing is listed by name with the nearest names, before any row is passed") {
  const TemporaryFolder folder;
  folder.write("ssd_person.csv", "person_id,forename\n1,x\n");
  folder.write("ssd_cohort.csv", "id\n1\n");
  const Error error = error_of_read(
      *open_csv(folder),
      {{"ssd_cohort", {"id"}}, {"ssd_person", {"person_id", "fornames"}}, {"ssd_persn", {"x"}}});
  CHECK(error.remedy == Remedy::stop);
  CHECK(error.where == folder.path().string());
  CHECK(error.what ==
        "The source lacks column 'fornames' of table 'ssd_person', table 'ssd_persn'.");
  CHECK(error.hint ==
        "'fornames': Did you mean 'forename'? 'ssd_persn': Did you mean 'ssd_person'?");
}

TEST_CASE("a broken header of any wished file comes before the first row of the others") {
  const TemporaryFolder folder;
  folder.write("a.csv", "x\n1\n");
  folder.write("b.csv", "x,x\n1,2\n");
  const Error error = error_of_read(*open_csv(folder), {{"a", {"x"}}, {"b", {"x"}}});
  CHECK_THAT(error.where, EndsWith("b.csv:1"));
}

TEST_CASE("two files for one table are refused") {
  const TemporaryFolder folder;
  folder.write("t.csv", "a\n");
  folder.write("t.CSV", "a\n");
  if (folder.files().size() < 2) return;  // a file system that ignores case keeps it from happening
  const auto tables = open_csv(folder)->describe();
  REQUIRE_FALSE(tables);
  CHECK_THAT(describe(tables.error()), Contains("it is the same table as t.CSV."));
}

TEST_CASE("a folder that is not there is named") {
  const TemporaryFolder folder;
  const std::string missing = (folder.path() / "exports").string();
  auto connector = connectors::csv_kind().open({{{"folder", missing}}});
  REQUIRE(connector);
  const auto tables = (*connector)->describe();
  REQUIRE_FALSE(tables);
  CHECK(tables.error().remedy == Remedy::stop);
  CHECK(tables.error().where == missing);
  CHECK_THAT(tables.error().hint, Contains("'folder'"));
}

TEST_CASE("a file that changed since it was described makes the run wait") {
  const TemporaryFolder folder;
  const auto file = folder.write("t.csv", "a\n1\n");
  const auto connector = open_csv(folder);
  const auto tables = connector->describe();
  REQUIRE(tables);

  SECTION("in its time") {
    touch(file);
  }
  SECTION("in its size") {
    folder.write("t.csv", "a\n1\n2\n");
  }
  const Error error = error_of_read(*connector, *tables);
  CHECK(error.remedy == Remedy::wait);
  CHECK(error.where == file.string());
  CHECK(error.what == "the file was being written while it was read.");
}

TEST_CASE("a file that changes while it is read makes the run wait") {
  const TemporaryFolder folder;
  const auto first = folder.write("a.csv", "a\n1\n2\n");
  folder.write("b.csv", "a\n1\n2\n");
  const auto connector = open_csv(folder);
  const auto tables = connector->describe();
  REQUIRE(tables);
  KeptRows rows;
  rows.after_row = [&]() -> Result<void> {
    if (rows.rows == 4) touch(first);  // when its own rows were all read
    return {};
  };
  const auto read = connector->read(*tables, rows);
  REQUIRE_FALSE(read);
  CHECK(read.error().remedy == Remedy::wait);
}

TEST_CASE("a row that is cut off because the file is being written makes the run wait") {
  const TemporaryFolder folder;
  const auto file = folder.write("t.csv", "a,b\n1,2\n3");
  const auto connector = open_csv(folder);
  const auto tables = connector->describe();
  REQUIRE(tables);
  KeptRows rows;
  rows.after_row = [&]() -> Result<void> {
    touch(file);
    return {};
  };
  const auto read = connector->read(*tables, rows);
  REQUIRE_FALSE(read);
  CHECK(read.error().remedy == Remedy::wait);
}

TEST_CASE("a file that was described and is gone makes the run wait") {
  const TemporaryFolder folder;
  const auto file = folder.write("t.csv", "a\n1\n");
  const auto connector = open_csv(folder);
  const auto tables = connector->describe();
  REQUIRE(tables);
  fs::remove(file);
  const Error error = error_of_read(*connector, *tables);
  CHECK(error.remedy == Remedy::wait);
  CHECK(error.what == "The source lacks table 't'.");
}

TEST_CASE("the sink's first error ends the reading and is returned") {
  const TemporaryFolder folder;
  folder.write("t.csv", "a\n1\n2\n");
  KeptRows rows;
  rows.after_row = [] { return Result<void>(Error{Remedy::wait, "disk", "It is full.", ""}); };
  const std::vector<TableShape> wishes = {{"t", {"a"}}};
  const auto read = open_csv(folder)->read(wishes, rows);
  REQUIRE_FALSE(read);
  CHECK(describe(read.error()) == "disk: It is full.");
  CHECK(rows.rows == 1);
}

TEST_CASE("a word that an option does not know is refused with those it knows") {
  const auto encoding = connectors::csv_kind().open({{{"folder", "/"}, {"encoding", "latin"}}});
  REQUIRE_FALSE(encoding);
  CHECK(describe(encoding.error()) ==
        "source.encoding: 'latin' is not known here. Write one of auto, utf-8, utf-16, cp1252.");
  const auto delimiter = connectors::csv_kind().open({{{"folder", "/"}, {"delimiter", "dot"}}});
  REQUIRE_FALSE(delimiter);
  CHECK(describe(delimiter.error()) ==
        "source.delimiter: 'dot' is not known here. Write one of comma, tab, semicolon, pipe, or "
        "the character itself.");
}
