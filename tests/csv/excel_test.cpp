// Files that went through Excel: what it leaves around a table, and what it does to values.

#include "tests/csv/source.h"

using namespace dataflow;
using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;

namespace {

/// "S01 t.a" of each finding of a file with these bytes.
std::vector<std::string> found_in(std::string_view bytes, Settings settings = {}) {
  const TemporaryFolder folder;
  folder.write("t.csv", bytes);
  const auto rows = read_all(folder, std::move(settings));
  if (!rows) FAIL(describe(rows.error()));
  std::vector<std::string> found;
  for (const auto& finding : rows->findings) found.push_back(finding.rule + " " + finding.source);
  return found;
}

}  // namespace

TEST_CASE("two children whose ids Excel made the same are never read as one") {
  CHECK_THAT(error_of("person_id,forename\n1.23E+15,Ann\n1.23E+15,Bob\n"),
             StartsWith("t.csv: identifiers are lost in column 'person_id'. 2 cells hold"));
}

TEST_CASE("what Excel did to a column is found, and the column is named") {
  CHECK(found_in("amount,seen,note\n1.23E+15,2026-01-01,#N/A\n7,45292,ok\n") ==
        std::vector<std::string>{"S01 t.amount", "S02 t.seen", "S03 t.note"});
  CHECK(found_in("amount,seen,note\n123456789012,2026-01-01,\n7,2026-01-02,ok\n").empty());
}

TEST_CASE("columns that nobody wished for are not looked at") {
  const TemporaryFolder folder;
  folder.write("t.csv", "id,name\n1.23E+15,x\n");
  KeptRows rows;
  REQUIRE(open_csv(folder)->read(std::vector<TableShape>{{"t", {"name"}}}, rows));
  CHECK(rows.findings.empty());
}

TEST_CASE("empty columns after the last name are accepted, also where rows are without them") {
  const auto rows = rows_of("a,b,,\n1,2,,\n3,4\n5,6,\n,,,\n");
  REQUIRE(rows);
  CHECK(*rows ==
        std::vector<Row>{{"1", "2"}, {"3", "4"}, {"5", "6"}, {std::nullopt, std::nullopt}});
}

TEST_CASE("a value in a column without a name is refused by its line") {
  CHECK_THAT(error_of("a,b,,\n1,2,,\n1,2,,x\n"),
             StartsWith("t.csv:3: this line has a value in column 4, which has no name."));
  CHECK_THAT(error_of("a,b,\n1,2,,\n"), StartsWith("t.csv:2: this line has 4 fields"));
  CHECK_THAT(error_of("a,b,\n1\n"), StartsWith("t.csv:2: this line has 1 field"));
}

TEST_CASE("a title above the names of the columns is called so") {
  const std::string says =
      "the first line looks like a title, and the names of the columns seem to "
      "stand in line ";
  CHECK_THAT(error_of("Children in need\nid,forename\n1,x\n"), Contains("t.csv:1: " + says + "2."));
  CHECK_THAT(error_of("\nExport of 1 June,,\n\nid,forename,\n1,x,\n"),
             Contains("t.csv:2: " + says + "4."));
  CHECK_THAT(error_of("sep=;\nid;forename\n", {{"delimiter", "semicolon"}}), Contains(says + "2."));
  CHECK_THAT(error_of("2026 export\nid,forename\n"), Contains(says + "2."));
}

TEST_CASE("a table of one column has no title") {
  const auto rows = rows_of("id\nx\ny\n");
  REQUIRE(rows);
  CHECK(rows->size() == 2);
}

TEST_CASE("a first line of delimiters is called empty") {
  CHECK_THAT(error_of(",,\na,b,c\n"),
             StartsWith("t.csv:1: the first line has no names of columns."));
}

TEST_CASE("what cannot be seen at the ends of a name is no part of it") {
  const TemporaryFolder folder;
  folder.write("t.csv",
               "\xEF\xBB\xBF\xEF\xBB\xBFid,\xC2\xA0 forename\xE2\x80\x8B ,\xC2\xA0\n1,x,\n");
  const auto tables = open_csv(folder)->describe();
  REQUIRE(tables);
  CHECK((*tables)[0].columns == std::vector<std::string>{"id", "forename"});
}

TEST_CASE("each file that was read is told by size, digest and rows") {
  const TemporaryFolder folder;
  const std::string content = GENERATE(std::string("\xEF\xBB\xBF"
                                                   "a,b\n1,2\n3,4\n"),
                                       std::string("a,b\n1,\xE9\n3,4\n"),
                                       "a,b\n" + std::string(400'000, '\n') + "1,2\n3,4\n");
  folder.write("t.csv", content);
  folder.write("u.csv", "a\n");
  KeptRows rows;
  REQUIRE(open_csv(folder)->read(std::vector<TableShape>{{"t", {"b"}}}, rows));
  REQUIRE(rows.files.size() == 1);
  CHECK(rows.files[0].name == "t.csv");
  CHECK(rows.files[0].bytes == content.size());
  CHECK(rows.files[0].digest == sha256(content));
  CHECK(rows.files[0].rows == 2);
  CHECK_THAT(rows.files[0].written, Contains("T") && Contains("Z"));
}
