#include <catch2/catch.hpp>

#include "tests/synthetic/made.h"

namespace dataflow::synthetic {

TEST_CASE("the same settings make the same council to the byte") {
  const Council first(messy(150, "all"));
  const Council second(messy(150, "all"));
  REQUIRE(digest_of(first.tables()) == digest_of(second.tables()));
  REQUIRE(digest_of(first.events()) == digest_of(second.events()));
}

TEST_CASE("day 4 is the same in one go and step by step") {
  Council in_one_go(messy(150, "all"));
  const auto all_events = in_one_go.advance_to(4);
  Council step_by_step(messy(150, "all"));
  auto events = step_by_step.events();
  for (int day = 2; day <= 4; ++day) {
    const auto today = step_by_step.advance();
    events.insert(events.end(), today.begin(), today.end());
  }
  REQUIRE(step_by_step.day() == 4);
  REQUIRE(digest_of(in_one_go.tables()) == digest_of(step_by_step.tables()));
  REQUIRE(digest_of(all_events) == digest_of(events));
}

TEST_CASE("looking at a council does not change what becomes of it") {
  Council looked_at(settings_for(100));
  const auto tables = looked_at.tables();
  const auto expectations = looked_at.expectations();
  looked_at.advance();
  Council left_alone(settings_for(100));
  left_alone.advance();
  REQUIRE(digest_of(looked_at.tables()) == digest_of(left_alone.tables()));
}

TEST_CASE("another seed makes another council") {
  REQUIRE(digest_of(Council(settings_for(50, 1)).tables()) !=
          digest_of(Council(settings_for(50, 2)).tables()));
}

TEST_CASE("the dials change rows and not the people behind them") {
  Council plain(settings_for(200));
  Council spoilt(messy(200, "names_awkward=1"));
  REQUIRE(digest_of({Tables(plain).table("ssd_cin_episodes")}) ==
          digest_of({Tables(spoilt).table("ssd_cin_episodes")}));
}

// Whoever changes how councils are made changes what every test built on them sees: this test makes
// sure that it was meant. Write the new digests here.
TEST_CASE("councils are what they were") {
  Council usual(messy(800, "all"));
  CHECK(digest_of(usual.tables()).hex() ==
        "2657e882696a45ab8a417de9a8a8dc46ee9c02969ef68161e916b8996143bc85");
  const auto events = usual.advance_to(6);
  CHECK(digest_of(usual.tables()).hex() ==
        "bbdc68a9ca028308371fef096069fef54a709e6fe6d7f371bd77dc0a2f23f676");
  CHECK(digest_of(events).hex() ==
        "a4d43a2517276afd3685378c47a3302497d8a3280f7362e519b8006e07de73e4");
  Settings large = settings_for(60, 3);
  large.size = Size::large;
  CHECK(digest_of(Council(large).tables()).hex() ==
        "e5ad80ed891753ec7341d1ca4c47cd5f30938189fc74f4765379852a36c2ca5c");
}

}  // namespace dataflow::synthetic
