#include "connectors/synthetic/readings.h"

#include <catch2/catch.hpp>

#include "connectors/synthetic/spans.h"

namespace dataflow::synthetic {

namespace {

Day day(const char* text) {
  return Day::parse(text).value();
}

}  // namespace

TEST_CASE("placeholders and blanks are read as nothing") {
  CHECK(text_in("  word \r\n") == "word");
  for (const char* nothing : {"", "   ", "SSD_PH", "PLACEHOLDER_DATA"}) {
    CHECK(text_in(nothing) == std::nullopt);
  }
  CHECK(text_in(std::nullopt) == std::nullopt);
}

TEST_CASE("a day is read in both forms, with or without a time") {
  CHECK(day_in("2025-04-03 00:00:00") == day("2025-04-03"));
  CHECK(day_in("2025-04-03") == day("2025-04-03"));
  CHECK(day_in("03/04/2025") == day("2025-04-03"));
  for (const char* no_day : {"1900-01-01 00:00:00", "2025-02-31 00:00:00", "31/02/2025", "soon"}) {
    CHECK(day_in(no_day) == std::nullopt);
  }
}

TEST_CASE("flags are read as letters, digits and words in either case") {
  for (const char* yes : {"Y", "y", "T", "1", "true", "yes"}) CHECK(flag_in(yes) == true);
  for (const char* no : {"N", "f", "0", "False", "no"}) CHECK(flag_in(no) == false);
  CHECK(flag_in("maybe") == std::nullopt);
}

TEST_CASE("a referral source is the code that its text begins with") {
  CHECK(referral_source_in("1A: Individual - family") == "1A");
  CHECK(referral_source_in("10 unknown") == "10");
  CHECK(referral_source_in("6") == "6");
  CHECK(referral_source_in("1") == std::nullopt);
  CHECK(referral_source_in("11") == std::nullopt);
}

TEST_CASE("a postcode is brought into shape or left out") {
  CHECK(postcode_in("zk124bd") == "ZK12 4BD");
  CHECK(postcode_in("ZK1A 4BD") == "ZK1A 4BD");
  for (const char* bad : {"XXXX", "QV1 1CI", "ZK1C 4BD", "ZI1 4BD", "ZK12 44A"}) {
    CHECK(postcode_in(bad) == std::nullopt);
  }
}

TEST_CASE("a UPN is repaired only as far as case and space go") {
  CHECK(upn_in("h801200001001 ") == "H801200001001");
  CHECK(upn_in("A801200001001") == std::nullopt);
  CHECK(upn_in("H80120000100") == std::nullopt);
  CHECK(no_upn_in("un10") == "UN10");
  CHECK(no_upn_in("UN11") == std::nullopt);
}

TEST_CASE("identifiers fit as the standard says") {
  CHECK(fits("KX1234567", Form::child_id));
  CHECK_FALSE(fits("KX-1234567", Form::child_id));
  CHECK_FALSE(fits("KX1234567890123456789", Form::child_id));
  CHECK(fits("A-b_9", Form::item_id));
  CHECK_FALSE(fits("", Form::item_id));
  CHECK_FALSE(fits(std::string(37, 'A'), Form::item_id));
}

TEST_CASE("working days skip weekends") {
  CHECK(plus_working_days(day("2026-06-05"), 1) == day("2026-06-08"));
  CHECK(plus_working_days(day("2026-06-01"), 15) == day("2026-06-22"));
  CHECK(working_day_from(day("2026-06-06")) == day("2026-06-08"));
}

TEST_CASE("something is squeezed in only where nothing else is") {
  Random random(1);
  const Span june{day("2026-06-01"), day("2026-06-30")};
  const std::vector<Span> taken = {{day("2026-06-20"), day("2026-07-10")},
                                   {day("2026-05-01"), day("2026-06-09")}};
  for (int i = 0; i < 100; ++i) {
    const auto start = room_between(random, taken, june, 5);
    REQUIRE(start.has_value());
    CHECK(*start >= day("2026-06-10"));
    CHECK(start->plus(4) <= day("2026-06-19"));
  }
  CHECK(room_between(random, taken, june, 10) == day("2026-06-10"));
  CHECK(room_between(random, taken, june, 11) == std::nullopt);
  CHECK(room_between(random, {}, {day("2026-06-02"), day("2026-06-01")}, 1) == std::nullopt);
}

}  // namespace dataflow::synthetic
