#include "tests/csv/encoded.h"
#include "tests/csv/random_table.h"
#include "tests/csv/source.h"

using namespace dataflow;
using namespace dataflow;

namespace {

constexpr unsigned kTables = 150;

struct Writing {
  Written written;
  std::string encoding;
};

Style random_style(Dice& dice) {
  static const std::vector<std::string> delimiters = {",", ";", "\t", "|"};
  static const std::vector<std::string> endings = {"\n", "\r\n", "\r"};
  return {delimiters[dice.roll(delimiters.size())], endings[dice.roll(endings.size())]};
}

/// How many lines the text has begun, by a rule of its own: CRLF counts once.
std::size_t lines_begun(const std::string& text) {
  std::size_t lines = 1;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool crlf = text[i] == '\n' && i > 0 && text[i - 1] == '\r';
    if ((text[i] == '\n' && !crlf) || text[i] == '\r') ++lines;
  }
  return lines;
}

}  // namespace

TEST_CASE("what is written in any encoding and style is read back the same") {
  const auto writing =
      GENERATE(Writing{Written::utf8, "auto"}, Writing{Written::utf8_mark, "auto"},
               Writing{Written::utf16_le_mark, "auto"}, Writing{Written::utf16_be_mark, "auto"},
               Writing{Written::utf16_le, "utf-16"}, Writing{Written::utf16_be, "utf-16"},
               Writing{Written::cp1252, "cp1252"});
  const Alphabet alphabet = writing.written == Written::cp1252 ? kWestern : everything();
  const TemporaryFolder folder;
  for (unsigned seed = 0; seed < kTables; ++seed) {
    Dice dice(seed);
    const Style style = random_style(dice);
    // UTF-16 that nothing announces shows its order by an ASCII character.
    RandomTable table = random_table(dice, alphabet);
    table.columns.front() = "id";
    folder.write("t.csv", encoded(csv_text(dice, table, style), writing.written));
    INFO("seed " << seed);
    auto read = read_all(folder, {{"encoding", writing.encoding}, {"delimiter", style.delimiter}});
    if (!read) FAIL(describe(read.error()));
    CHECK(read->shapes == std::vector<TableShape>{{"t", table.columns}});
    CHECK(read->tables["t"] == table.rows);
  }
}

TEST_CASE("a field too many is named by the exact line, whatever stands above it") {
  const auto written = GENERATE(Written::utf8, Written::utf16_le_mark);
  for (unsigned seed = 0; seed < kTables; ++seed) {
    Dice dice(seed);
    const Style style = random_style(dice);
    const RandomTable table = random_table(dice, everything());
    std::string text = csv_header(table, style);
    for (const Row& row : table.rows) text += csv_row(dice, row, style);
    const std::string expected = "t.csv:" + std::to_string(lines_begun(text)) + ": this line has ";
    text += csv_row(dice, Row(table.columns.size() + 1, "x"), style);
    for (const Row& row : table.rows) text += csv_row(dice, row, style);
    INFO("seed " << seed);
    CHECK_THAT(error_of(encoded(text, written), {{"delimiter", style.delimiter}}),
               Catch::Matchers::StartsWith(expected));
  }
}
