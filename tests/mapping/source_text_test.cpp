#include "agent/mapping/source_text.h"

#include <random>

#include <catch2/catch.hpp>

using namespace dataflow;
using namespace dataflow::mapping;

namespace {
std::string day(const char* text) {
  const auto read = read_day(text);
  return read ? read->text() : "none";
}
std::string clean(const char* text) {
  const auto cleaned = clean_text(text);
  return cleaned ? cleaned->text + (cleaned->changed ? " (changed)" : "") : "none";
}
std::string items(const char* text) {
  std::string out;
  for (const auto item : ItemList(text)) out += std::string(item) + ";";
  return out;
}
}  // namespace

TEST_CASE("days are read in the forms that systems write") {
  CHECK(day("2026-06-01") == "2026-06-01");
  CHECK(day("2026-06-01 00:00:00.000") == "2026-06-01");
  CHECK(day("2026-06-01T23:59:59Z") == "2026-06-01");
  CHECK(day("03/04/2025") == "2025-04-03");
  CHECK(day("03/04/2025 10:30") == "2025-04-03");
  for (const char* text : {"", "2026-6-1", "2025-02-31", "31/02/2025", "04-03-2025", "2026-06-01x",
                           "20260601", "today", "2026-06", "12/2026"}) {
    INFO(text);
    CHECK(day(text) == "none");
  }
}

TEST_CASE("flags are read in the words that systems write") {
  for (const char* yes : {"Y", "yes", "T", "TRUE", "1", " y "}) CHECK(read_flag(yes) == true);
  for (const char* no : {"N", "No", "f", "false", "0"}) CHECK(read_flag(no) == false);
  for (const char* other : {"", "2", "maybe", "yess", "-"})
    CHECK_FALSE(read_flag(other).has_value());
}

TEST_CASE("whole numbers are read and nothing else") {
  CHECK(read_number(" 12 ") == 12);
  CHECK(read_number("-1") == -1);
  for (const char* other : {"", "1.5", "12a", "1e3", "+1", "99999999999999999999"}) {
    CHECK_FALSE(read_number(other).has_value());
  }
}

TEST_CASE("texts keep every letter and lose what is invisible") {
  CHECK(clean("O'Brien") == "O'Brien");
  CHECK(clean("  Zoë \xc2\xa0 Ann\r\nLee ") == "Zoë Ann Lee");
  CHECK(clean("محمد") == "محمد");
  CHECK(clean("e\xcc\x81") == "e\xcc\x81");
  CHECK(clean("Ann\xe2\x80\x8b") == "Ann (changed)");
  CHECK(clean("A\x01n\x7fn") == "Ann (changed)");
  CHECK(clean("\xf0\x9f\x98\x80") == "\xf0\x9f\x98\x80");
  CHECK(clean("\xff\xfe") == "none");
  CHECK(clean("caf\xe9") == "none");
  CHECK(clean(" \t ") == "");
}

TEST_CASE("lists are read from JSON arrays, JSON objects of yes and no, and commas") {
  CHECK(items(R"(["1A", "2B"])") == "1A;2B;");
  CHECK(items(R"( [ "1A" ,"2B"] )") == "1A;2B;");
  CHECK(items(R"(["1\u0041", 20, null])") == "1A;20;");
  CHECK(items(R"({"1A": "Yes", "2B": "No", "3C": true, "4A": 1})") == "1A;3C;4A;");
  CHECK(items("1A, 2B ,,3C") == "1A;2B;3C;");
  CHECK(items("1A\x1f"
              "2B") == "1A;2B;");
  CHECK(items("[1A, 2B") == "[1A;2B;");
  CHECK(items("") == "");
  CHECK(items("[]") == "");
}

TEST_CASE("a member of a JSON object is read, and what is no JSON has none") {
  CHECK(read_member(R"({"A": "Y", "B": 1, "C": null, "D": true})", "A") == "Y");
  CHECK(read_member(R"({"B": 1})", "B") == "1");
  CHECK(read_member(R"({"D": true})", "D") == "true");
  CHECK_FALSE(read_member(R"({"C": null})", "C").has_value());
  CHECK_FALSE(read_member("Strategy discussion, Conference", "A").has_value());
  CHECK_FALSE(read_member("", "A").has_value());
}

TEST_CASE("random bytes never crash the readers of source texts") {
  std::mt19937 random(3);
  for (int i = 0; i < 20000; ++i) {
    std::string text;
    for (auto length = random() % 16; length > 0; --length) {
      text += static_cast<char>(random() % 256);
    }
    const auto cleaned = clean_text(text);
    if (cleaned) CHECK(clean_text(cleaned->text)->text == cleaned->text);
    for (const auto item : ItemList(text)) CHECK_FALSE(item.empty());
    CHECK((read_day(text).has_value() || true));
  }
}
