#include "tests/csv/source.h"

using namespace dataflow;
using namespace dataflow;

namespace {

const std::string kHeader = "a,b,c\r\n";

std::vector<Row> rows_below_header(const std::string& rows) {
  const auto result = rows_of(kHeader + rows);
  if (!result) FAIL(describe(result.error()));
  return *result;
}

}  // namespace

TEST_CASE("each record is on a line of its own (RFC 4180 section 2.1)") {
  CHECK(rows_below_header("aaa,bbb,ccc\r\nzzz,yyy,xxx\r\n") ==
        std::vector<Row>{{"aaa", "bbb", "ccc"}, {"zzz", "yyy", "xxx"}});
}

TEST_CASE("the last record may have no line ending (RFC 4180 section 2.2)") {
  CHECK(rows_below_header("aaa,bbb,ccc\r\nzzz,yyy,xxx") ==
        std::vector<Row>{{"aaa", "bbb", "ccc"}, {"zzz", "yyy", "xxx"}});
  CHECK(rows_below_header("aaa,bbb,") == std::vector<Row>{{"aaa", "bbb", std::nullopt}});
}

TEST_CASE("spaces are part of a field (RFC 4180 section 2.4)") {
  CHECK(rows_below_header(" aaa ,\tbbb,  \r\n") == std::vector<Row>{{" aaa ", "\tbbb", "  "}});
  CHECK(rows_below_header("\" aaa \",bbb , ccc\r\n") ==
        std::vector<Row>{{" aaa ", "bbb ", " ccc"}});
}

TEST_CASE("fields may have quotes around them (RFC 4180 section 2.5)") {
  CHECK(rows_below_header("\"aaa\",\"bbb\",\"ccc\"\r\nzzz,yyy,xxx") ==
        std::vector<Row>{{"aaa", "bbb", "ccc"}, {"zzz", "yyy", "xxx"}});
}

TEST_CASE("quoted fields may hold line breaks and delimiters (RFC 4180 section 2.6)") {
  CHECK(rows_below_header("\"aaa\",\"b\r\nbb\",\"c,c\"\r\nzzz,yyy,xxx") ==
        std::vector<Row>{{"aaa", "b\r\nbb", "c,c"}, {"zzz", "yyy", "xxx"}});
}

TEST_CASE("a doubled quote is one quote (RFC 4180 section 2.7)") {
  CHECK(rows_below_header("\"aaa\",\"b\"\"bb\",\"\"\"\"\r\n") ==
        std::vector<Row>{{"aaa", "b\"bb", "\""}});
}

TEST_CASE("lines may end in LF, CRLF or a lone CR") {
  const std::string ending = GENERATE("\n", "\r\n", "\r");
  const auto rows = rows_of("a,b" + ending + "1,2" + ending + "3,4" + ending);
  REQUIRE(rows);
  CHECK(*rows == std::vector<Row>{{"1", "2"}, {"3", "4"}});
}

TEST_CASE("an empty field is NULL, with quotes or without") {
  CHECK(rows_below_header(",\"\",x\r\n") == std::vector<Row>{{std::nullopt, std::nullopt, "x"}});
  CHECK(rows_below_header(",,\r\n") ==
        std::vector<Row>{{std::nullopt, std::nullopt, std::nullopt}});
}

TEST_CASE("empty lines are skipped") {
  const std::string ending = GENERATE("\n", "\r\n", "\r");
  const auto rows = rows_of(ending + "a,b" + ending + ending + "1,2" + ending + ending + ending);
  REQUIRE(rows);
  CHECK(*rows == std::vector<Row>{{"1", "2"}});
}

TEST_CASE("a row of one quoted empty field is a row") {
  const auto rows = rows_of("a\n\"\"\n\n");
  REQUIRE(rows);
  CHECK(*rows == std::vector<Row>{{std::nullopt}});
}

TEST_CASE("a file with only a header has no rows") {
  for (const char* text : {"a,b", "a,b\r\n", "a,b\n\n\n"}) {
    const auto rows = rows_of(text);
    REQUIRE(rows);
    CHECK(rows->empty());
  }
}

TEST_CASE("the delimiter is given by name or as the character") {
  const auto [setting, delimiter] = GENERATE(table<std::string, std::string>({{"comma", ","},
                                                                              {",", ","},
                                                                              {"tab", "\t"},
                                                                              {"\t", "\t"},
                                                                              {"semicolon", ";"},
                                                                              {";", ";"},
                                                                              {"pipe", "|"},
                                                                              {"|", "|"},
                                                                              {"TAB", "\t"}}));
  const auto rows = rows_of("a" + delimiter + "b\n\"x" + delimiter + "y\"" + delimiter + " \n",
                            {{"delimiter", setting}});
  REQUIRE(rows);
  CHECK(*rows == std::vector<Row>{{"x" + delimiter + "y", " "}});
}
