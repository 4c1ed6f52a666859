// Where the cells of a sheet stand, and which sheets are tables.

#include "tests/xlsx/source.h"

using namespace dataflow;
using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;

namespace {

std::string text(const std::string& place, const std::string& value) {
  return "<c r=\"" + place + "\" t=\"inlineStr\"><is><t>" + value + "</t></is></c>";
}

/// A sheet whose rows, by their numbers, have these cells.
MadeWorkbook with_rows(const std::vector<std::pair<int, std::string>>& rows,
                       const std::string& after = "") {
  MadeWorkbook workbook;
  workbook.sheet = "<sheetData>";
  for (const auto& [number, cells] : rows) {
    workbook.sheet += "<row r=\"" + std::to_string(number) + "\">" + cells + "</row>";
  }
  workbook.sheet += "</sheetData>" + after;
  return workbook;
}

std::vector<Row> rows_of(const MadeWorkbook& workbook) {
  const auto rows = read_file(workbook.bytes());
  if (!rows) FAIL(describe(rows.error()));
  return rows->tables.at("t");
}

}  // namespace

TEST_CASE("sparse rows and cells stand where they say, and empty rows are none") {
  CHECK(rows_of(with_rows({{2, text("A2", "a") + text("B2", "b") + text("C2", "c")},
                           {3, text("C3", "3")},
                           {5, ""},
                           {9, R"(<c r="A9"/>)"},
                           {20, text("B20", "2")}})) ==
        std::vector<Row>{{std::nullopt, std::nullopt, "3"}, {std::nullopt, "2", std::nullopt}});
}

TEST_CASE("rows and cells may come without their places") {
  MadeWorkbook workbook;
  const std::string one = R"(<c t="inlineStr"><is><t>)";
  const std::string two = "</t></is></c>";
  workbook.sheet = "<sheetData><row>" + one + "a" + two + one + "b" + two + "</row><row><c/>" +
                   one + "2" + two + "</row></sheetData>";
  CHECK(rows_of(workbook) == std::vector<Row>{{std::nullopt, "2"}});
}

TEST_CASE("other dialects of workbooks have the same names behind their prefixes") {
  MadeWorkbook workbook;
  workbook.sheet = R"(<x:sheetData><x:row><x:c t="str"><x:v>a</x:v></x:c></x:row>)"
                   R"(<x:row><x:c><x:v>5</x:v></x:c></x:row></x:sheetData>)";
  CHECK(rows_of(workbook) == std::vector<Row>{{"5"}});
}

TEST_CASE("a row or a cell that is out of its order, or beyond Excel, is refused") {
  const std::string header = text("A1", "a") + text("B1", "b");
  const std::string bad = GENERATE(
      R"(<row r="1"><c r="A1"/></row>)", R"(<row r="0"/>)", R"(<row r="1048577"/>)",
      R"(<row r="x"/>)", R"(<row r="2"><c r="A3"/></row>)", R"(<row r="2"><c r="XFE2"/></row>)",
      R"(<row r="2"><c r="B2"/><c r="A2"/></row>)", R"(<row r="2"><c r="A2"/><c r="A2"/></row>)",
      R"(<row r="2"><c r="2"/></row>)", R"(<row r="2"><c r="AAAA2"/></row>)",
      R"(<row r="2"><c t="s"><v>7</v></c></row>)", R"(<row r="2"><c t="what"><v>7</v></c></row>)");
  MadeWorkbook workbook;
  workbook.sheet = "<sheetData><row r=\"1\">" + header + "</row>" + bad + "</sheetData>";
  CAPTURE(bad);
  CHECK_THAT(error_of(workbook.bytes()), Contains("the sheet is damaged"));
}

TEST_CASE("the last row and the last column of Excel are read") {
  const auto workbook = with_rows({{1048575, text("XFC1048575", "a") + text("XFD1048575", "b")},
                                   {1048576, text("XFD1048576", "x")}});
  CHECK_THAT(error_of(workbook.bytes()),
             Contains("row 1048575: column 1 of the header has no name"));
  CHECK(rows_of(with_rows({{1, text("A1", "a")}, {1048576, text("A1048576", "x")}})).size() == 1);
}

TEST_CASE("a value beside the table is refused by its row") {
  CHECK_THAT(
      error_of(with_rows({{1, text("A1", "a") + text("B1", "b")}, {7, text("D7", "x")}}).bytes()),
      StartsWith("t.xlsx, sheet 't', row 7: this row has a value in column 4, which has no "
                 "name."));
}

TEST_CASE("a title above the names of the columns is called so") {
  const auto workbook =
      with_rows({{1, text("A1", "Children in need")}, {3, text("A3", "a") + text("B3", "b")}});
  CHECK_THAT(
      error_of(workbook.bytes()),
      StartsWith("t.xlsx, sheet 't', row 1: the first line looks like a title, and the names "
                 "of the columns seem to stand in line 3."));
}

TEST_CASE("merged cells are found, and in an identifier they stop the run") {
  const std::string merged =
      R"(<mergeCells><mergeCell ref="B2:B4"/><mergeCell ref="A1:B1"/></mergeCells>)";
  const auto with_names = [&](const std::string& one, const std::string& two) {
    return with_rows(
               {{1, text("A1", one) + text("B1", two)}, {2, text("A2", "1") + text("B2", "2")}},
               merged)
        .bytes();
  };
  const auto rows = read_file(with_names("a", "b"));
  REQUIRE(rows);
  REQUIRE(rows->findings.size() == 1);
  CHECK(rows->findings[0].rule == "S04");
  CHECK(rows->findings[0].source == "t.b");
  CHECK_THAT(error_of(with_names("a", "person_id")),
             StartsWith("t.xlsx, sheet 't': column 'person_id' has merged cells"));
}

TEST_CASE("each sheet of a workbook is a table, hidden or not, and charts are none") {
  MadeWorkbook workbook = with_rows({{1, text("A1", "a")}});
  workbook.sheets =
      R"(<sheet name="t" sheetId="1" r:id="rId1"/>)"
      R"(<sheet name="chart" sheetId="3" r:id="rId5"/>)"
      R"(<sheet name="Hidden &amp; more" sheetId="2" state="veryHidden" r:id="rId2"/>)";
  const auto rows = read_file(workbook.bytes());
  REQUIRE(rows);
  CHECK(rows->shapes == std::vector<TableShape>{{"t", {"a"}}, {"Hidden & more", {"x"}}});
  const auto chosen = read_file(workbook.bytes(), {{"sheets", " hidden & MORE ,"}});
  REQUIRE(chosen);
  CHECK(chosen->shapes == std::vector<TableShape>{{"Hidden & more", {"x"}}});
}

TEST_CASE("an empty sheet is no table") {
  CHECK(read_file(with_rows({}).bytes())->shapes.empty());
}

TEST_CASE("in a folder each workbook is a table: its only visible sheet") {
  const TemporaryFolder folder;
  MadeWorkbook workbook = with_rows({{1, text("A1", "a")}, {2, text("A2", "1")}});
  const auto sheets = [](const std::string& state) {
    return R"(<sheet name="Sheet1" sheetId="1" r:id="rId1"/>)"
           R"(<sheet name="Lists" sheetId="2" r:id="rId2" state=")" +
           state + "\"/>";
  };
  workbook.sheets = sheets("hidden");
  folder.write("ssd_person.xlsx", workbook.bytes());
  folder.write("notes.txt", "no");
  const auto rows = read_all({{"folder", folder.path().string()}});
  REQUIRE(rows);
  CHECK(rows->shapes == std::vector<TableShape>{{"ssd_person", {"a"}}});
  REQUIRE(rows->files.size() == 1);
  CHECK(rows->files[0].name == "ssd_person.xlsx");
  CHECK(rows->files[0].digest == sha256(workbook.bytes()));
  CHECK(rows->files[0].rows == 1);
  workbook.sheets = sheets("visible");
  folder.write("ssd_person.xlsx", workbook.bytes());
  const auto refused = read_all({{"folder", folder.path().string()}});
  REQUIRE_FALSE(refused);
  CHECK_THAT(refused.error().what, Contains("has 2 visible sheets"));
}

TEST_CASE("a workbook that changed since it was described makes the run wait") {
  const TemporaryFolder folder;
  const auto workbook = with_rows({{1, text("A1", "a")}, {2, text("A2", "1")}});
  const std::string file = folder.write("t.xlsx", workbook.bytes()).string();
  const auto connector = connectors::xlsx_kind().open({{{"file", file}}});
  REQUIRE(connector);
  const auto tables = (*connector)->describe();
  REQUIRE(tables);
  folder.write("t.xlsx", with_rows({{1, text("A1", "a")}}).bytes());
  KeptRows rows;
  const auto read = (*connector)->read(*tables, rows);
  REQUIRE_FALSE(read);
  CHECK(read.error().remedy == Remedy::wait);
  CHECK(rows.rows == 0);
}

TEST_CASE("only one way to name workbooks is taken") {
  for (const Settings& wrong : {Settings{}, Settings{{"file", "/a.xlsx"}, {"folder", "/a"}},
                                Settings{{"folder", "/a"}, {"sheets", "a"}}}) {
    CHECK_FALSE(connectors::xlsx_kind().open({wrong}));
  }
  const auto missing = read_all({{"file", "/nowhere/t.xlsx"}});
  REQUIRE_FALSE(missing);
  CHECK(missing.error().remedy == Remedy::stop);
}
