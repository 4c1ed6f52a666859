#include <catch2/catch.hpp>

#include "connectors/synthetic/happenings.h"
#include "tests/synthetic/made.h"

namespace dataflow::synthetic {

namespace {

Sort sort_of(std::string_view word) {
  for (const auto& happening : happenings()) {
    if (happening.word == word) return happening.sort;
  }
  return Sort::removal;
}

/// What a day must have, by event and whether it shows.
struct Kinds {
  bool arrival = false, change = false, closing = false, late = false, plan = false, loss = false,
       unseen = false;
};

Kinds kinds_of(const std::vector<Event>& events) {
  Kinds kinds;
  for (const auto& event : events) {
    const Sort sort = sort_of(event.event);
    const bool shows = event.visible == true;
    kinds.arrival |= shows && event.event == word::kNewChild;
    kinds.loss |= shows && event.event == word::kChildRemoved;
    kinds.change |= shows && sort == Sort::change;
    kinds.closing |= shows && event.event == "episode_closed";
    kinds.late |= shows && event.event == "late_entry";
    kinds.plan |= shows && event.event == "plan_removed";
    kinds.unseen |= event.visible == false && sort == Sort::unseen;
  }
  return kinds;
}

}  // namespace

TEST_CASE("every day has one of each kind of event that tests need") {
  Council council(settings_for(200));
  for (int day = 2; day <= 60; ++day) {
    const auto kinds = kinds_of(council.advance());
    CAPTURE(day);
    CHECK(kinds.arrival);
    CHECK(kinds.change);
    CHECK(kinds.closing);
    CHECK(kinds.late);
    CHECK(kinds.plan);
    CHECK(kinds.loss);
    CHECK(kinds.unseen);
  }
}

TEST_CASE("a messy council keeps the same promise") {
  Council council(messy(250, "all"));
  for (int day = 2; day <= 20; ++day) {
    const auto kinds = kinds_of(council.advance());
    CAPTURE(day);
    CHECK((kinds.arrival && kinds.change && kinds.closing && kinds.late && kinds.plan &&
           kinds.loss && kinds.unseen));
  }
}

TEST_CASE("one to three children in a hundred change each day") {
  Council council(settings_for(600));
  for (int day = 2; day <= 12; ++day) {
    std::size_t shown = 0;
    for (const auto& event : council.advance()) {
      shown += event.visible == true && event.event != word::kWindowRolled;
    }
    CHECK(shown >= 6);
    CHECK(shown <= 18);
  }
}

TEST_CASE("no more than one thing happens to a child in a day") {
  Council council(messy(500, "all"));
  for (int day = 2; day <= 10; ++day) {
    std::set<std::string> children;
    for (const auto& event : council.advance()) {
      if (event.event == word::kMess || !event.child) continue;
      CHECK(children.insert(*event.child).second);
    }
  }
}

TEST_CASE("whatever can happen does happen in time") {
  Council council(settings_for(3000));
  std::set<std::string_view> seen;
  for (int day = 2; day <= 45; ++day) {
    for (const auto& event : council.advance()) seen.insert(event.event);
  }
  for (const auto& happening : happenings()) {
    CAPTURE(happening.word);
    CHECK(seen.contains(happening.word));
  }
  CHECK(seen.contains(word::kChildMerged));
  CHECK(seen.contains(word::kEpisodeMoved));
  CHECK(seen.contains(word::kRowIdsChanged));
}

TEST_CASE("the size of a council stays about the same for months") {
  Council council(settings_for(300));
  council.advance_to(90);
  const auto children = documents_of(council).size();
  CHECK(children > 270);
  CHECK(children < 360);
}

TEST_CASE("a very small council can live for a while") {
  Council council(settings_for(3));
  council.advance_to(40);
  CHECK(council.day() == 40);
  CHECK(council.date().text() == "2026-07-10");
}

}  // namespace dataflow::synthetic
