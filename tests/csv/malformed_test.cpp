#include "tests/csv/encoded.h"
#include "tests/csv/source.h"

using namespace dataflow;
using namespace dataflow;

namespace {

using Catch::Matchers::StartsWith;

}  // namespace

TEST_CASE("a row with another number of fields than the header is named by its line") {
  CHECK_THAT(error_of("a,b\n1,2\n1,2,3\n"),
             StartsWith("t.csv:3: this line has 3 fields where the header has 2."));
  CHECK_THAT(error_of("a,b\n1,2\n1"),
             StartsWith("t.csv:3: this line has 1 field where the header has 2."));
  CHECK_THAT(error_of("a,b\n1,2\n1,2,\n"), StartsWith("t.csv:3: this line has 3 fields"));
}

TEST_CASE("line numbers count the line breaks within quotes and the empty lines") {
  const std::string ending = GENERATE("\n", "\r\n", "\r");
  const std::string text = "a,b" + ending + "\"1" + ending + ending + "1\",2" + ending + ending +
                           "\"x" + ending + "y\"" + ending;
  CHECK_THAT(error_of(text), StartsWith("t.csv:6: this line has 1 field"));
}

TEST_CASE("a line ending that a block cuts in two is one line ending") {
  std::string text = "a,b\r\n";
  // Two bytes of ending per line of seven bytes: some block ends between CR and LF.
  while (text.size() < 2'000'000) text += "12,34\r\n";
  const std::size_t lines = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
  CHECK_THAT(error_of(text + "1\r\n"), StartsWith("t.csv:" + std::to_string(lines + 1) + ": "));
}

TEST_CASE("a quote in the middle of a field is named by its line") {
  const std::string expected = "t.csv:3: this line has a quote in the middle of a field.";
  CHECK_THAT(error_of("a,b\n1,2\n1,2\"3\n"), StartsWith(expected));
  CHECK_THAT(error_of("a,b\n1,2\n1,\"2\"3\n"), StartsWith(expected));
  CHECK_THAT(error_of("a,b\n1,2\n1, \"2\"\n"), StartsWith(expected));
  CHECK_THAT(error_of("a,b\n1,\"2\n\" 3\n"), StartsWith(expected));
}

TEST_CASE("a quote that is never closed is named by the line where it opens") {
  const std::string expected = "t.csv:3: a quote that opens on this line is never closed.";
  CHECK_THAT(error_of("a,b\n1,2\n1,\"2\n3,4\n5,6\n"), StartsWith(expected));
  CHECK_THAT(error_of("a,b\n\"1\n\",\"2\n"), StartsWith(expected));
  CHECK_THAT(error_of("a,b\n1,2\n\""), StartsWith(expected));
  CHECK_THAT(error_of("a,b\n1,2\n1,\"2\"\""), StartsWith(expected));
}

TEST_CASE("a quote that swallows a large file does not swallow the memory") {
  std::string text = "a\n1\n\"";
  while (text.size() < 18'000'000) text += "and so on without an end\n";
  CHECK_THAT(error_of(text, {{"encoding", "utf-8"}}),
             StartsWith("t.csv:3: the row that begins on this line is longer than 16 MiB."));
}

TEST_CASE("bytes that are not UTF-8 are named by their line") {
  const std::string bad =
      GENERATE("\xFF", "\xC3(", "\xE2\x82", "\xC0\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80");
  const Settings settings = {{"encoding", "utf-8"}};
  const std::string expected = "t.csv:3: this line is not valid UTF-8.";
  CHECK_THAT(error_of("a\nx\n" + bad + "\ny\n", settings), StartsWith(expected));
  CHECK_THAT(error_of("a\r\nx\r\ny" + bad, settings), StartsWith(expected));
  CHECK_THAT(error_of("\xEF\xBB\xBF"
                      "a\nx\n" +
                          bad,
                      {}),
             StartsWith(expected));
}

TEST_CASE("units that are not UTF-16 are named by their line") {
  const Settings settings = {{"encoding", "utf-16"}};
  const std::string text = utf16("a\nx\n", true);
  const std::string expected = "t.csv:3: this line is not valid UTF-16.";
  const std::string high = {'\x00', '\xD8'};
  const std::string low = {'\x00', '\xDC'};
  CHECK_THAT(error_of(text + low + utf16("\n", true), settings), StartsWith(expected));
  CHECK_THAT(error_of(text + high + utf16("\n", true), settings), StartsWith(expected));
  CHECK_THAT(error_of(text + high, settings), StartsWith(expected));
  CHECK_THAT(error_of(text + "x", settings), StartsWith(expected));
}

TEST_CASE("bytes that Windows-1252 does not define are named by their line") {
  const std::string bad = GENERATE("\x81", "\x8D", "\x8F", "\x90", "\x9D");
  const std::string expected = "t.csv:2: this line has a byte that Windows-1252 does not define.";
  CHECK_THAT(error_of("a\n" + bad + "\n", {{"encoding", "cp1252"}}), StartsWith(expected));
  CHECK_THAT(error_of("a\n" + bad + "\n", {}), StartsWith(expected));
}

TEST_CASE("a NUL is named by its line in every encoding") {
  const std::string text("a\nx\ny\0z\n", 8);
  const auto [written, encoding] =
      GENERATE(table<Written, std::string>({{Written::utf8, "auto"},
                                            {Written::utf8, "utf-8"},
                                            {Written::cp1252, "cp1252"},
                                            {Written::utf16_le, "utf-16"},
                                            {Written::utf16_be_mark, "auto"}}));
  CHECK_THAT(error_of(encoded(text, written), {{"encoding", encoding}}),
             StartsWith("t.csv:3: this line has a NUL character"));
}

TEST_CASE("UTF-16 that nothing announces is refused with a hint to name it") {
  CHECK(error_of(utf16("a,b\n1,2\n", true)) ==
        "t.csv:1: this line has a NUL character, which text does not have. If the file is UTF-16, "
        "write 'encoding: utf-16'; if not, it is damaged: export it again.");
}

TEST_CASE("a header with a column without a name is refused") {
  const std::string expected = "t.csv:1: column 2 of the header has no name.";
  CHECK_THAT(error_of("a,,c\n"), StartsWith(expected));
  CHECK_THAT(error_of("a, \t,c\n"), StartsWith(expected));
  CHECK_THAT(error_of("a,,c,\n"), StartsWith(expected));
}

TEST_CASE("a header with the same name twice is refused") {
  CHECK_THAT(error_of("\n\nid,b, ID \n"),
             StartsWith("t.csv:3: columns 1 and 3 of the header have the same name."));
}

TEST_CASE("a file whose first line is data is refused") {
  CHECK_THAT(error_of("Smith,1204\nJones,1205\n"),
             StartsWith("t.csv:1: column 2 of the header begins with a digit, as a value does."));
}

TEST_CASE("a file without a header is refused") {
  const std::string expected = "t.csv:1: the file is empty: it has not even a header.";
  CHECK_THAT(error_of(""), StartsWith(expected));
  CHECK_THAT(error_of("\xEF\xBB\xBF"), StartsWith(expected));
  CHECK_THAT(error_of("\r\n\r\n"), StartsWith(expected));
}

TEST_CASE("a header with more columns than Excel has is refused") {
  std::string header = "a";
  for (int i = 0; i < 16384; ++i) header += ",a" + std::to_string(i);
  CHECK_THAT(error_of(header + "\n"),
             StartsWith("t.csv:1: the header has more columns than Excel allows."));
}

TEST_CASE("no error text holds a value") {
  const std::string planted = "Wilhelmina";
  const std::string bad = GENERATE("Wilhelmina,Wilhelmina,Wilhelmina", "Wilhelmina",
                                   "Wilhelmina,\"Wilhelmina", "Wil\"helmina,Wilhelmina",
                                   "\"Wilhelmina\"Wilhelmina,x", "Wilhelmina,Wilhelmina\xFF\x81");
  for (const char* header : {"a,b\n", "Wilhelmina,Wilhelmina\n", "Wilhelmina,1\n", ""}) {
    for (const char* encoding : {"auto", "utf-8", "cp1252"}) {
      const std::string error = error_of(header + bad + "\n\"x", {{"encoding", encoding}});
      CHECK(error != "");
      CHECK(error.find(planted) == std::string::npos);
    }
  }
}

TEST_CASE("no error text shows the first row of a file without a header") {
  const TemporaryFolder folder;
  folder.write("t.csv", "Wilhelmina,Zoe\nMary,Ann\n");
  KeptRows rows;
  const std::vector<TableShape> wishes = {{"t", {"person_id", "forename"}}};
  const auto read = open_csv(folder)->read(wishes, rows);
  REQUIRE_FALSE(read);
  CHECK(describe(read.error()).find("Wilhelmina") == std::string::npos);
}
