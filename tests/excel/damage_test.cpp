// What Excel does to the values of a table, and that ordinary values are left in peace.

#include "connectors/excel/damage.h"

#include <catch2/catch.hpp>

#include "tests/connectors/kept_rows.h"

using namespace dataflow;
using namespace dataflow::connectors::excel;
using Catch::Matchers::Contains;

namespace {

/// What a table of one column comes to: "S01 S02", "stop", or nothing.
struct Verdict {
  std::string numbers;
  std::string words;
};

Verdict verdict(const std::string& column, const std::vector<std::string>& values,
                LongNumbers long_numbers = LongNumbers::ending_in_zeros_are_rounded) {
  Damage damage({"t", {column}}, long_numbers);
  for (const auto& value : values) {
    std::vector<Cell> cells{Cell(value)};
    damage.look(cells);
  }
  KeptRows sink;
  const auto reported = damage.report(sink, "t.csv");
  if (!reported) {
    CHECK(reported.error().remedy == Remedy::stop);
    return {"stop", describe(reported.error())};
  }
  Verdict verdict;
  for (const auto& finding : sink.findings) {
    CHECK(finding.weight == Weight::warn);
    CHECK(finding.source == "t." + column);
    CHECK(finding.place == finding.source);
    verdict.numbers += (verdict.numbers.empty() ? "" : " ") + finding.rule;
    verdict.words += finding.what;
  }
  return verdict;
}

std::vector<std::string> times(std::size_t count, const std::string& value) {
  return std::vector<std::string>(count, value);
}

}  // namespace

TEST_CASE("a number that Excel has shortened is found, and in an identifier it stops the run") {
  for (const char* number : {"1.23457E+11", "9.00720E+15", "1E+15", "-1.2E+12", "1.2E+100"}) {
    CAPTURE(number);
    CHECK(verdict("amount", {"12", number}).numbers == "S01");
    CHECK(verdict("person_id", {"12", number}).numbers == "stop");
  }
  CHECK_THAT(verdict("amount", {"1.2E+12", "1.2E+12", "7"}).words, Contains("2 cells hold"));
  CHECK_THAT(verdict("person_id", {"1.2E+12"}).words,
             Contains("t.csv: identifiers are lost in column 'person_id'. 1 cell hold"));
}

TEST_CASE("text that only resembles a shortened number is left in peace") {
  for (const char* text : {"1.23457E11", "1.2E+5", "12.3E+11", "E+11", "1.2E+", "1.2E+11x",
                           "1,2E+11", "1.23E-11", "1.2e+11", "W1E+11", "00E+11"}) {
    CAPTURE(text);
    CHECK(verdict("person_id", {text}).numbers.empty());
  }
}

TEST_CASE("long numbers that all end in zeros were rounded, and one that does not clears them") {
  const auto rounded = times(10, "1234567890123450");
  CHECK(verdict("amount", rounded).numbers == "S01");
  CHECK(verdict("LegacyID", rounded).numbers == "stop");
  CHECK_THAT(verdict("LegacyID", rounded).words, Contains("ids_end_in_zeros: true"));
  CHECK(verdict("LegacyID", rounded, LongNumbers::are_right).numbers.empty());
  CHECK(verdict("LegacyID", times(9, "1234567890123450")).numbers.empty());
  auto mixed = rounded;
  mixed.emplace_back("1234567890123456");
  CHECK(verdict("LegacyID", mixed).numbers.empty());
  CHECK(verdict("LegacyID", times(10, "123456789012340")).numbers.empty());
}

TEST_CASE("days that became numbers are found among days, and in a column of dates") {
  CHECK(verdict("started", {"01/02/2026", "45292", "13/02/2026"}).numbers == "S02");
  CHECK(verdict("started", {"2026-02-01", "45292.5"}).numbers == "S02");
  CHECK(verdict("referral_date", {"45292"}).numbers == "S02");
  CHECK(verdict("pers_dob", {"38000"}).numbers == "S02");
  CHECK_THAT(verdict("pers_dob", {"38000", "38001"}).words, Contains("2 cells of a column"));
}

TEST_CASE("numbers of five digits elsewhere are no days") {
  CHECK(verdict("person_id", {"45292", "45293"}).numbers.empty());
  CHECK(verdict("notes", {"45292", "see 01/02/2026", "none", "01/02/2026", "x", "y"})
            .numbers.empty());
  CHECK(verdict("referral_date", {"19999", "60300", "452921", "2026"}).numbers.empty());
}

TEST_CASE("days in both orders are found, and only when each order is certain") {
  const auto mixed = verdict("started", {"31/12/2025", "12/31/2025", "01/02/2026", "3-4-26 10:00"});
  CHECK(mixed.numbers == "S02");
  CHECK_THAT(mixed.words, Contains("1 cell begin with the day and 1 cell with the month. 2 cells"));
  CHECK(verdict("started", {"31/12/2025", "01/02/2026"}).numbers.empty());
  CHECK(verdict("started", {"12/31/2025", "01/02/2026"}).numbers.empty());
  CHECK(verdict("started", {"2025-12-31", "31.12.2025 08:30"}).numbers.empty());
  CHECK(verdict("version", {"1.2.3", "31.12.2025x", "99/99/2025", "0/1/2025"}).numbers.empty());
}

TEST_CASE("an error or #### in the place of a value is read as empty, and found") {
  for (const char* text : {"#N/A", "#REF!", "#DIV/0!", "#####", "##"}) {
    CAPTURE(text);
    Damage damage({"t", {"a", "b"}}, LongNumbers::are_right);
    std::vector<Cell> cells{Cell(text), Cell("x")};
    damage.look(cells);
    CHECK_FALSE(cells[0]);
    CHECK(cells[1] == "x");
    KeptRows sink;
    REQUIRE(damage.report(sink, "t"));
    REQUIRE(sink.findings.size() == 1);
    CHECK(sink.findings[0].rule == "S03");
    CHECK(sink.findings[0].source == "t.a");
  }
  for (const char* text : {"#", "#1", "#N/A yet", "# ##"}) {
    CHECK(verdict("a", {text}).numbers.empty());
  }
}

TEST_CASE("names of columns say whether they identify") {
  for (const char* name :
       {"person_id", "PersonID", "UPN", "CaseNumber", "registration_no", "NHS", "legacy ref"}) {
    CHECK(names_identifier(name));
  }
  for (const char* name : {"amount", "score", "identity", "referral_date"}) {
    CHECK_FALSE(names_identifier(name));
  }
}
