#include "tests/xml/source.h"

using namespace dataflow;

namespace {

const std::optional<std::string> kNull;

}  // namespace

TEST_CASE("elements become rows that know the rows around them") {
  const auto rows = rows_of(kSmall);
  REQUIRE(rows);
  CHECK(rows->tables.at("head") == std::vector<Row>{{"2026"}});
  CHECK(rows->tables.at("child") ==
        std::vector<Row>{{"1", "2026", "A1", "a", kNull}, {"2", "2026", "A2", kNull, kNull}});
  CHECK(rows->tables.at("visit") == std::vector<Row>{{"1", "A1", "1", "2026", "2026-01-01", "1"},
                                                     {"2", "A1", "1", "2026", "2026-01-02", kNull},
                                                     {"3", "A2", "2", "2026", kNull, kNull}});
  CHECK(rows->findings.empty());
}

TEST_CASE("a row waits for what it takes from a row around it, wherever that stands") {
  const auto rows = rows_of(
      "<Message><Children><Child><Visits><Visit>x</Visit></Visits><Ids><Id>A1</Id></Ids></Child>"
      "</Children><Header><Year>2026</Year></Header></Message>");
  REQUIRE(rows);
  CHECK(rows->tables.at("visit") == std::vector<Row>{{"1", "A1", "1", "2026", "x", kNull}});
}

TEST_CASE("what never comes is nothing") {
  const auto rows = rows_of(
      "<Message><Children><Child><Visits><Visit>x</Visit></Visits></Child></Children></Message>");
  REQUIRE(rows);
  CHECK(rows->tables.at("head") == std::vector<Row>{{kNull}});
  CHECK(rows->tables.at("visit") == std::vector<Row>{{"1", kNull, "1", kNull, "x", kNull}});
}

TEST_CASE("an element of the same name elsewhere is another element") {
  const auto rows = rows_of(
      "<Message><Child><Ids><Id>A0</Id></Ids></Child><Children><Year>1</Year><Child><Id>A1</Id>"
      "<Ids><x><Id>A2</Id></x></Ids></Child></Children></Message>");
  REQUIRE(rows);
  CHECK(rows->tables.at("child") == std::vector<Row>{{"1", kNull, kNull, kNull, kNull}});
}

TEST_CASE("namespaces and prefixes make no difference") {
  const auto rows = rows_of(
      "<m:Message xmlns:m=\"urn:x\" xmlns=\"urn:y\"><Children><m:Child><Ids><Id "
      "m:kind=\"k\">A1</Id>"
      "</Ids></m:Child></Children></m:Message>");
  REQUIRE(rows);
  CHECK(rows->tables.at("child") == std::vector<Row>{{"1", kNull, "A1", "k", kNull}});
}

TEST_CASE("texts arrive as they stand, in all forms that XML has for them") {
  const auto rows = rows_of(
      "<Message><Children><Child><Ids><Id kind=\"a&amp;b &#60;\">&lt;A&#x31;<![CDATA[&<]]><!-- c "
      "-->&amp;</Id></Ids><Note> two\r\nlines </Note></Child></Children></Message>");
  REQUIRE(rows);
  CHECK(rows->tables.at("child") ==
        std::vector<Row>{{"1", kNull, "<A1&<&", "a&b <", " two\nlines "}});
}

TEST_CASE("long numbers, long notes and the letters of all languages survive") {
  const std::string note = std::string(200'000, 'x') + "Ó Séaghdha محمد 王小明 👧🏽";
  const auto rows = rows_of("<Message><Children><Child><Ids><Id>9007199254740993</Id></Ids><Note>" +
                            note + "</Note></Child></Children></Message>");
  REQUIRE(rows);
  CHECK(rows->tables.at("child") ==
        std::vector<Row>{{"1", kNull, "9007199254740993", kNull, note}});
}

TEST_CASE("the files of a folder are read by name, and numbers go on") {
  const XmlFolder folder;
  folder.write("b.XML",
               "<Message><Header><Year>2</Year></Header><Children><Child/></Children></Message>");
  folder.write("a.xml",
               "<Message><Header><Year>1</Year></Header><Children><Child/></Children></Message>");
  folder.write("c.txt", "no XML");
  const auto rows = folder.read();
  REQUIRE(rows);
  CHECK(rows->tables.at("child") ==
        std::vector<Row>{{"1", "1", kNull, kNull, kNull}, {"2", "2", kNull, kNull, kNull}});
}

TEST_CASE("only wished columns are passed on, in the order of the wish") {
  const XmlFolder folder;
  folder.write("t.xml", kSmall);
  const auto source = folder.open({{"file", (folder.path() / "t.xml").string()}});
  REQUIRE(source);
  KeptRows rows;
  REQUIRE((*source)->read(std::vector<TableShape>{{"VISIT", {"Day", "child"}}}, rows));
  CHECK(rows.tables["VISIT"] ==
        std::vector<Row>{{"2026-01-01", "A1"}, {"2026-01-02", "A1"}, {kNull, "A2"}});
  CHECK_FALSE((*source)->read(std::vector<TableShape>{{"visit", {"days"}}}, rows));
}

TEST_CASE("a value that stands twice in a row is found out, and the first is taken") {
  const auto rows = rows_of(
      "<Message><Children><Child><Note>one</Note><Note>two</Note><Ids><Id>A1</Id></Ids><Ids><Id>A2"
      "</Id></Ids></Child></Children></Message>");
  REQUIRE(rows);
  CHECK(rows->tables.at("child") == std::vector<Row>{{"1", kNull, "A1", kNull, "one"}});
  REQUIRE(rows->findings.size() == 2);
  CHECK(rows->findings[0].rule == "S40");
  CHECK(rows->findings[0].source == "child.id");
  CHECK(rows->findings[1].source == "child.note");
}

TEST_CASE("an error of whoever takes the rows ends the reading and is given back") {
  const XmlFolder folder;
  folder.write("t.xml", kSmall);
  const auto source = folder.open();
  REQUIRE(source);
  const auto tables = (*source)->describe();
  REQUIRE(tables);
  KeptRows rows;
  rows.after_row = [] { return Error{Remedy::wait, "sink", "enough", ""}; };
  const auto read = (*source)->read(*tables, rows);
  REQUIRE_FALSE(read);
  CHECK(read.error().what == "enough");
  CHECK(rows.rows == 1);
}
