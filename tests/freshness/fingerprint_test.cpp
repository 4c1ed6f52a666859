#include "agent/freshness/fingerprint.h"

#include <catch2/catch.hpp>

#include "agent/freshness/code_changes.h"
#include "agent/freshness/column_changes.h"

namespace dataflow::freshness {

namespace {

const Day kToday = *Day::parse("2026-06-10");
const Day kLongAgo = *Day::parse("2026-01-01");
const Day kLately = *Day::parse("2026-06-08");

ledger::CodeUse use(const char* code, std::int64_t uses, bool known = true) {
  return {"sex", code, known, uses};
}

std::string said(const std::vector<ledger::CodeUse>& now,
                 const std::vector<ledger::SeenCode>& before) {
  std::string lines;
  for (const auto& finding : CodeChanges("sex", now, before, kToday).findings()) {
    lines += finding.rule + " " + finding.what + "\n";
  }
  return lines;
}

bool replaced(const std::vector<ledger::CodeUse>& now,
              const std::vector<ledger::SeenCode>& before) {
  return CodeChanges("sex", now, before, kToday).replaced();
}

std::string said_of_columns(const std::vector<std::string>& now,
                            const std::vector<ledger::SeenColumn>& before) {
  const auto finding = column_changes({"person", now}, before, kToday);
  return finding ? finding->what : "";
}

const std::vector<ledger::SeenCode> kBefore = {{use("F", 50), kLongAgo, kLately},
                                               {use("M", 50), kLongAgo, kLately}};

}  // namespace

TEST_CASE("the same codes in other numbers are no change") {
  CHECK(said({use("F", 60), use("M", 10)}, kBefore).empty());
  CHECK(said({use("F", 60), use("M", 10)}, {}).empty());  // the first run knows nothing
}

TEST_CASE("a code that a field never had is told with its count, and a text without its letters") {
  CHECK(said({use("F", 50), use("M", 50), use("U", 3), use("5e88", 2, false)}, kBefore) ==
        "S21 sex has what it never had before: U (3), 1 text that stands for no code (2).\n");
}

TEST_CASE("a new code is told for a week, and not when the field itself is new") {
  const std::vector<ledger::CodeUse> now = {use("F", 50), use("U", 3)};
  CHECK_FALSE(
      said(now, {{use("F", 50), kLongAgo, kToday}, {use("U", 3), kLately, kToday}}).empty());
  CHECK(said(now,
             {{use("F", 50), kLongAgo, kToday}, {use("U", 3), *Day::parse("2026-05-01"), kToday}})
            .empty());
  CHECK(said(now, {{use("F", 50), kLately, kToday}, {use("U", 3), kLately, kToday}}).empty());
}

TEST_CASE("a code that was frequent and is gone is told for a week") {
  CHECK(said({use("F", 100)}, kBefore) == "S22 sex was often, and is no longer: M (50).\n");
  CHECK(said({use("F", 100)}, {{use("F", 50), kLongAgo, kToday}, {use("M", 3), kLongAgo, kLately}})
            .empty());
  CHECK(
      said({use("F", 100)}, {{use("F", 50), kLongAgo, kToday}, {use("M", 50), kLongAgo, kLongAgo}})
          .empty());
}

TEST_CASE("a field is replaced when more than half of its values are codes that it never had") {
  CHECK_FALSE(replaced({use("F", 50), use("1", 50, false)}, kBefore));
  CHECK(replaced({use("F", 50), use("1", 51, false)}, kBefore));
  CHECK(replaced({use("1", 60, false), use("2", 50, false)}, kBefore));
  CHECK(replaced({}, kBefore));                           // all its values are gone
  CHECK_FALSE(replaced({use("1", 19, false)}, kBefore));  // too few to tell
  CHECK_FALSE(replaced({use("1", 100, false)}, {}));      // never seen before
  CHECK(said({use("1", 60, false)}, kBefore) ==
        "S23 Of the 60 values of sex, 60 are what it never had before: 1 text that stands for no "
        "code (60). Children whose document would change there are held.\n");
}

TEST_CASE("columns that come and go are told, with the likely new name") {
  const std::vector<ledger::SeenColumn> before = {{"person", "id", kLongAgo, kLately},
                                                  {"person", "surname", kLongAgo, kLately},
                                                  {"other", "x", kLongAgo, kLately}};
  CHECK(said_of_columns({"id", "surname"}, before).empty());
  CHECK(said_of_columns({"id", "surname", "sex"}, before) ==
        "The table person has new columns: sex.");
  CHECK(said_of_columns({"id", "surnames"}, before) ==
        "The table person has new columns: surnames. The table person has no longer the columns: "
        "surname (now perhaps surnames).");
  CHECK(said_of_columns({"id", "sex"}, {{"person", "id", kLongAgo, kToday},
                                        {"person", "sex", *Day::parse("2026-06-01"), kToday},
                                        {"person", "old", kLongAgo, kLongAgo}})
            .empty());  // both more than a week ago
  CHECK(said_of_columns({"id"}, {}).empty());
}

TEST_CASE("a text that stands for no code is kept as its digest only") {
  standard::Field field;
  field.path = "sex";
  mapping::CodeCounts counts;
  counts.add(field, nullptr, "Somebody's note");
  counts.add(field, nullptr, "Somebody's note");
  const auto seen = seen_of({}, counts);
  REQUIRE(seen.codes.size() == 1);
  CHECK(seen.codes[0] == ledger::CodeUse{"sex", sha256("Somebody's note").hex(), false, 2});
}

TEST_CASE("texts without end are counted together") {
  standard::Field field;
  field.path = "sex";
  mapping::CodeCounts counts;
  for (int i = 0; i < 5000; ++i) counts.add(field, nullptr, "note " + std::to_string(i));
  CHECK(seen_of({}, counts).codes.size() == mapping::FieldCodes::kMostTexts + 1);
}

}  // namespace dataflow::freshness
