#include "tests/xml/source.h"

using namespace dataflow;
using Catch::Matchers::Contains;

namespace {

/// A document whose one note is these bytes, under this declaration.
std::string with_note(const std::string& declaration, const std::string& note) {
  return declaration + "<Message><Children><Child><Note>" + note +
         "</Note></Child></Children></Message>";
}

std::string declared(const std::string& encoding) {
  return "<?xml version=\"1.0\" encoding=\"" + encoding + "\"?>";
}

std::optional<std::string> note_in(const std::string& bytes) {
  const auto rows = rows_of(bytes);
  CHECK(rows);
  return rows ? rows->tables.at("child").at(0).at(4) : std::nullopt;
}

enum class Order { little, big };

/// ASCII as UTF-16, with a mark.
std::string utf16(const std::string& text, Order order) {
  std::string bytes = order == Order::little ? "\xFF\xFE" : "\xFE\xFF";
  for (const char c : text) {
    bytes += order == Order::little ? std::string{c, '\0'} : std::string{'\0', c};
  }
  return bytes;
}

}  // namespace

TEST_CASE("a document is read in the encoding that it declares") {
  CHECK(note_in(with_note("", "Zo\xC3\xAB")) == "Zoë");
  CHECK(note_in(with_note("\xEF\xBB\xBF", "Zo\xC3\xAB")) == "Zoë");
  CHECK(note_in(with_note(declared("utf-8"), "Zo\xC3\xAB")) == "Zoë");
  CHECK(note_in(with_note(declared("windows-1252"), "Zo\xEB \x80")) == "Zoë €");
  CHECK(note_in(with_note(declared("Windows-1252"),
                          "O\x92"
                          "Brien")) == "O’Brien");
  CHECK(note_in(with_note(declared("ISO-8859-1"), "Zo\xEB")) == "Zoë");
}

TEST_CASE("a document in UTF-16 is read, whichever byte comes first") {
  for (const Order order : {Order::little, Order::big}) {
    CHECK(note_in(utf16(with_note("", "Zoe &#235;"), order)) == "Zoe ë");
    CHECK(note_in(utf16(with_note(declared("UTF-16"), "Zoe"), order)) == "Zoe");
    CHECK(note_in(utf16(with_note(declared("UTF-16"), std::string(100'000, 'z')), order)) ==
          std::string(100'000, 'z'));
  }
}

TEST_CASE("a byte that the declared encoding does not have is an error with its line") {
  for (const auto& bytes :
       {with_note("", "\n\nZo\xEB"), with_note(declared("UTF-8"), "\n\nZo\xEB tail"),
        with_note(declared("windows-1252"), "\n\n\x81"),
        with_note(declared("windows-1252"), "\n\n" + std::string(100'000, 'z') + "\x81 tail")}) {
    const std::string error = error_of(bytes);
    CHECK_THAT(error, Contains("a character is not of the encoding that the document declares"));
    CHECK_THAT(error, Contains("t.xml:"));
  }
}

TEST_CASE("an encoding that is not read here is refused before anything is read in it") {
  for (const char* encoding :
       {"UTF-7", "EBCDIC-CP-GB", "US-ASCII", "ISO-2022-JP", "HZ-GB-2312", "made-up"}) {
    INFO(encoding);
    const std::string error = error_of(with_note(declared(encoding), "Zoe"));
    CHECK_FALSE(error.empty());
    CHECK(error.find("Zoe") == std::string::npos);
  }
  CHECK_THAT(error_of(with_note(declared("ISO-2022-JP"), "Zoe")),
             Contains("t.xml:1: the document declares an encoding that is not read here."));
}
