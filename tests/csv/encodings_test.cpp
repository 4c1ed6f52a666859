#include "tests/csv/encoded.h"
#include "tests/csv/source.h"

using namespace dataflow;
using namespace dataflow;

namespace {

struct Case {
  Written written;
  std::string encoding;
};

const std::string kText = "person_id,note\r\n1,Zoë O’Brien £5\r\n2,naïve – “quoted”\r\n";
const std::vector<Row> kRows = {{"1", "Zoë O’Brien £5"}, {"2", "naïve – “quoted”"}};

}  // namespace

TEST_CASE("every encoding gives the same cells") {
  const auto [written, encoding] =
      GENERATE(Case{Written::utf8, "auto"}, Case{Written::utf8, "utf-8"},
               Case{Written::utf8_mark, "auto"}, Case{Written::utf8_mark, "utf-8"},
               Case{Written::utf16_le_mark, "auto"}, Case{Written::utf16_le_mark, "utf-16"},
               Case{Written::utf16_be_mark, "auto"}, Case{Written::utf16_be_mark, "utf-16"},
               Case{Written::utf16_le, "utf-16"}, Case{Written::utf16_be, "utf-16"},
               Case{Written::cp1252, "auto"}, Case{Written::cp1252, "cp1252"});
  const auto rows = rows_of(encoded(kText, written), {{"encoding", encoding}});
  REQUIRE(rows);
  CHECK(*rows == kRows);
}

TEST_CASE("a file without a setting for its encoding is looked at by itself") {
  const auto rows = rows_of(encoded(kText, Written::cp1252));
  REQUIRE(rows);
  CHECK(*rows == kRows);
}

TEST_CASE("characters beyond the first plane arrive whole") {
  const std::string text = "a\n👩‍👧 𝒳 中文 عربى\n";
  const auto written =
      GENERATE(Written::utf8, Written::utf8_mark, Written::utf16_le_mark, Written::utf16_be_mark);
  const auto rows = rows_of(encoded(text, written));
  REQUIRE(rows);
  CHECK(*rows == std::vector<Row>{{"👩‍👧 𝒳 中文 عربى"}});
}

TEST_CASE("every byte that Windows-1252 defines has its character") {
  std::string upper;
  std::string expected(kCp1252Characters);
  for (unsigned c = 0xA0; c <= 0xFF; ++c) {
    upper += static_cast<char>(c);
    boost::locale::utf::utf_traits<char>::encode(c, std::back_inserter(expected));
  }
  const auto rows = rows_of("a\n" + std::string(kCp1252Bytes) + upper + "\n");
  REQUIRE(rows);
  CHECK(*rows == std::vector<Row>{{expected}});
}

TEST_CASE("one byte at the very end decides that a long file is Windows-1252") {
  std::string text = "a\n";
  while (text.size() < 700'000) text += "plain text\n";
  const auto rows = rows_of(text + "caf\xE9\n");
  REQUIRE(rows);
  CHECK(rows->back() == Row{"café"});
}

TEST_CASE("a column name that is not ASCII is the same when described and when read") {
  const auto written = GENERATE(Written::utf8, Written::cp1252, Written::utf16_le_mark);
  const TemporaryFolder folder;
  folder.write("t.csv", encoded("prénom,b\nx,é\n", written));
  const auto connector = open_csv(folder);
  const auto tables = connector->describe();
  REQUIRE(tables);
  CHECK(tables->front().columns == std::vector<std::string>{"prénom", "b"});
  KeptRows rows;
  REQUIRE(connector->read(*tables, rows));
  CHECK(rows.tables["t"] == std::vector<Row>{{"x", "é"}});
}

TEST_CASE("characters that a block cuts in two arrive whole") {
  // The blocks are of some power of two; each start shifts every character against them by a byte.
  const auto written = GENERATE(Written::utf8, Written::utf16_be_mark);
  const auto shift = GENERATE(0U, 1U, 2U, 3U);
  std::string cell;
  while (cell.size() < 300'000) cell += "👩";
  const std::string text = std::string(shift, 'x') + cell;
  const auto rows = rows_of(encoded("a\n" + text + "\n", written));
  REQUIRE(rows);
  CHECK((rows->front().front() == text));
}

TEST_CASE("an encoding that the byte order mark contradicts is refused") {
  CHECK(error_of(encoded(kText, Written::utf16_le_mark), {{"encoding", "utf-8"}}) ==
        "t.csv:1: the byte order mark is that of another encoding than the settings name. Write "
        "'encoding: auto'.");
  CHECK(error_of(encoded(kText, Written::utf8_mark), {{"encoding", "cp1252"}}) != "");
  CHECK(error_of(encoded(kText, Written::utf8_mark), {{"encoding", "utf-16"}}) != "");
}
