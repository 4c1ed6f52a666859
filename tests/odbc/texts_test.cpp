#include <random>

#include <catch2/catch.hpp>

#include "connectors/odbc/cell_text.h"
#include "connectors/odbc/column_form.h"
#include "connectors/odbc/diagnosis.h"
#include "connectors/odbc/wide_text.h"

using namespace dataflow::connectors::odbc;

namespace {

std::string utf8(const std::vector<SQLWCHAR>& units, std::size_t* alone = nullptr) {
  std::string text;
  const std::size_t replaced = append_utf8(text, units);
  if (alone != nullptr) *alone = replaced;
  return text;
}

std::string moment(SQL_TIMESTAMP_STRUCT value) {
  std::string text;
  write_moment(text, value);
  return text;
}

std::string digits(std::string_view value) {
  std::string text;
  write_digits(text, value);
  return text;
}

}  // namespace

TEST_CASE("text goes to UTF-16 and back unchanged") {
  for (const std::string text :
       {"", "a", "Seán", "王小明", "👩‍👧‍👦 e\u0301", "\u07FF\u0800\uFFFF"}) {
    WideText wide(text);
    const auto length = wide.length<std::size_t>();
    CHECK(utf8({wide.data(), wide.data() + length}) == text);
  }
}

TEST_CASE("halves of pairs that stand alone become U+FFFD and are counted") {
  std::size_t alone = 0;
  CHECK(utf8({'a', 0xD83D, 'b', 0xDC4D, 0xD83D, 0xDC4D, 0xD83D}, &alone) ==
        "a\uFFFDb\uFFFD👍\uFFFD");
  CHECK(alone == 3);
}

TEST_CASE("whatever units a driver gives, the text is UTF-8") {
  std::mt19937 random(7);
  for (int i = 0; i < 2000; ++i) {
    std::vector<SQLWCHAR> units(random() % 50);
    // Half of them surrogates, which is where it is difficult.
    for (auto& unit : units) {
      unit = static_cast<SQLWCHAR>(random() % 2 == 0 ? 0xD800 + random() % 0x800 : random());
    }
    WideText again(utf8(units));
    const auto length = again.length<std::size_t>();
    std::size_t alone = 0;
    CHECK(utf8({again.data(), again.data() + length}, &alone) == utf8(units));
    CHECK(alone == 0);
  }
}

TEST_CASE("moments have a fraction only where there is one") {
  CHECK(moment({2026, 3, 29, 1, 30, 0, 0}) == "2026-03-29 01:30:00");
  CHECK(moment({1900, 1, 1, 0, 0, 0, 0}) == "1900-01-01 00:00:00");
  CHECK(moment({2026, 6, 1, 12, 34, 56, 123'000'000}) == "2026-06-01 12:34:56.123");
  CHECK(moment({9999, 12, 31, 23, 59, 59, 0}) == "9999-12-31 23:59:59");
  CHECK(moment({1, 1, 1, 0, 0, 0, 0}) == "0001-01-01 00:00:00");
  CHECK(moment({-44, 3, 15, 12, 0, 0, 0}) == "-044-03-15 12:00:00");
  CHECK(moment({2026, 6, 1, 12, 34, 56, 100}) == "2026-06-01 12:34:56.0000001");
}

TEST_CASE("a decimal gets the zero that SQL Server's driver leaves out") {
  CHECK(digits(".5") == "0.5");
  CHECK(digits("-.5") == "-0.5");
  CHECK(digits("-5") == "-5");
  CHECK(digits("1234567890123456") == "1234567890123456");
  CHECK(digits("") == "");
}

TEST_CASE("long texts are fetched in pieces, short ones are bound, bytes are refused") {
  CHECK(form_of(SQL_WVARCHAR, 100)->width == 402);
  CHECK(form_of(SQL_WVARCHAR, 100)->is_bound());
  CHECK_FALSE(form_of(SQL_WVARCHAR, 0)->is_bound());
  CHECK_FALSE(form_of(SQL_VARCHAR, 4000)->is_bound());
  CHECK_FALSE(form_of(SQL_WLONGVARCHAR, 100)->is_bound());
  CHECK_FALSE(form_of(-152, 0)->is_bound());  // SQL Server's XML
  CHECK_FALSE(form_of(SQL_VARBINARY, 16).has_value());
}

TEST_CASE("each class of SQLSTATE has its remedy") {
  CHECK(trouble_of("28000", 18456) == Trouble::login);
  CHECK(trouble_of("08S01", 0) == Trouble::connection);
  CHECK(trouble_of("HYT00", 0) == Trouble::time);
  CHECK(trouble_of("57014", 1) == Trouble::time);
  CHECK(trouble_of("57P01", 1) == Trouble::connection);
  CHECK(trouble_of("42S02", 208) == Trouble::missing);
  CHECK(trouble_of("42501", 1) == Trouble::rights);
  CHECK(trouble_of("42000", 229) == Trouble::rights);
  CHECK(trouble_of("IM002", 0) == Trouble::driver);
  CHECK(trouble_of("40001", 1205) == Trouble::in_the_way);
  CHECK(trouble_of("HY000", 1412) == Trouble::in_the_way);
  CHECK(trouble_of("HY000", 8103) == Trouble::in_the_way);
  CHECK(trouble_of("22018", 245) == Trouble::value);
  CHECK(trouble_of("HY000", 1) == Trouble::other);
}

TEST_CASE("an error has the numbers and nothing else of what the server said") {
  const auto error = error_of({Trouble::value, "22018", 245}, "cms: person");
  CHECK(describe(error) ==
        "cms: person: The server or its driver cannot give a value as text (SQLSTATE 22018, 245). "
        "Let the source give the column as text, or leave it out of the mapping.");
}
