#include "tests/contract/reading.h"

using namespace dataflow;
using namespace dataflow::contract;

TEST_CASE("identifiers arrive digit for digit") {
  const EachSubject subject;
  check_arrives(*subject, {{"ssd_person",
                            {{"id", Type::key}, {"number", Type::whole}, {"code"}},
                            {{"1234567890123456", "9007199254740993", "EG111111"},
                             {"9999999999999999", "9223372036854775807", "000123"},
                             {"1", "-9223372036854775808", "1E5"},
                             {"0", "0", "f81d4fae-7dec-11d0-a765-00a0c91e6bf6"},
                             {std::nullopt, std::nullopt, "9007199254740993"}}}});
}

TEST_CASE("names of all scripts arrive letter for letter") {
  const EachSubject subject;
  check_arrives(*subject, {{"ssd_person",
                            {{"name"}, {"again", Type::long_text}},
                            {{"Seán Ó Súilleabháin", "Ní Dhomhnaill"},
                             {"محمد", "نور الهدى"},
                             {"王小明", "𠮷野家"},
                             {"👩‍👧‍👦 Zoë", "👍🏽"},
                             {"e\u0301 and \u00e9", "a\u0323\u0307"},
                             {"ſtraße ﬁ ﷺ", "\u202Ertl\u202C \u200B"},
                             {"“quoted” – O’Neill", "\uFEFFmark"}}}});
}

TEST_CASE("line ends, quotes and spaces stay what they are") {
  const EachSubject subject;
  check_arrives(*subject, {{"ssd_note",
                            {{"short"}, {"note", Type::long_text}},
                            {{"a\r\nb", "a\r\nb\n\nc\rd\n"},
                             {"\"", "\"\"quoted\"\", 'single' and `back`"},
                             {"  x  ", "\ttab\t"},
                             {"a,b;c|d", "\\ \\n \\\" {}[] %s ? :x $1"},
                             {"'; DROP TABLE x; --", "{}"}}}});
}

TEST_CASE("NULL is nothing, and empty text is what the kind says") {
  const EachSubject subject;
  const Tables tables = {
      {"ssd_person",
       {{"id", Type::key},
        {"name"},
        {"note", Type::long_text},
        {"born", Type::day},
        {"seen", Type::moment},
        {"open", Type::boolean},
        {"cost", Type::decimal}},
       {{"1", "", "", std::nullopt, std::nullopt, std::nullopt, std::nullopt},
        {"2", std::nullopt, std::nullopt, "2026-06-01", "2026-06-01 10:00:00", "1", "1.00000"}}}};
  const auto rows = read_all(*subject, tables).tables.at("ssd_person");
  REQUIRE(rows.size() == 2);
  const std::optional<std::string> empty =
      subject->can(Can::tell_empty_text_from_null) ? std::optional<std::string>("") : std::nullopt;
  CHECK(rows[0] == Row{"1", empty, empty, std::nullopt, std::nullopt, std::nullopt, std::nullopt});
  CHECK(rows[1][1] == std::nullopt);
  CHECK(rows[1][2] == std::nullopt);
}

TEST_CASE("a text of 200,000 characters arrives whole, between columns that stay in their places") {
  const EachSubject subject;
  std::string wide;
  for (int i = 0; i < 50'000; ++i) wide += "é王👍x";
  check_arrives(*subject, {{"ssd_note",
                            {{"before", Type::key},
                             {"note", Type::long_text},
                             {"between"},
                             {"more", Type::long_text},
                             {"after", Type::key}},
                            {{"1", wide, "b", "short", "2"},
                             {"3", std::string(200'000, 'x'), std::nullopt, wide, "4"},
                             {"5", std::nullopt, "c", "", "6"},
                             {"7", "end", "d", std::string(4096, 'y'), "8"}}}});
}

TEST_CASE("texts of every length around a buffer's arrive whole") {
  const EachSubject subject;
  Table table{"ssd_note", {{"id", Type::key}, {"note", Type::long_text}}, {}};
  for (std::size_t length = 1; length <= 40'000; length = length * 2) {
    for (const std::size_t more : {length - 1, length, length + 1}) {
      if (more == 0) continue;
      std::string text(more - 1, 'x');
      table.rows.push_back({std::to_string(table.rows.size()), text + "👍"});
    }
  }
  check_arrives(*subject, {table});
}

TEST_CASE("days and moments arrive as written, in the hour that summer time leaves out as well") {
  const EachSubject subject;
  check_arrives(*subject, {{"ssd_visit",
                            {{"day", Type::day}, {"moment", Type::moment}},
                            {{"2026-03-29", "2026-03-29 01:30:00"},
                             {"1900-01-01", "1900-01-01 00:00:00"},
                             {"2024-02-29", "2026-10-25 01:30:00"},
                             {"9999-12-31", "9999-12-31 23:59:59"},
                             {"2026-06-01", "2026-06-01 12:34:56.123"},
                             {"1753-01-01", "1999-12-31 23:59:59.5"}}}});
}

TEST_CASE("decimals arrive with all their places") {
  const EachSubject subject;
  check_arrives(*subject, {{"ssd_cost",
                            {{"cost", Type::decimal}},
                            {{"0.50000"},
                             {"-0.00001"},
                             {"123456789012345.12345"},
                             {"0.10000"},
                             {"-99999999999999.99999"}}}});
}

TEST_CASE("yes and no arrive as the kind says") {
  const EachSubject subject;
  check_arrives(*subject, {{"ssd_flag",
                            {{"id", Type::key}, {"flag", Type::boolean}},
                            {{"1", "1"}, {"2", "0"}, {"3", std::nullopt}}}});
}
