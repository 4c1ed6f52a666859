#include <catch2/catch.hpp>

#include "connectors/synthetic/happenings.h"
#include "tests/synthetic/made.h"

namespace dataflow::synthetic {

namespace {

using Documents = std::map<std::string, std::string>;

/// The children whose document is another than the day before, there was none before or is none
/// now.
std::set<std::string> changed(const Documents& before, const Documents& after) {
  std::set<std::string> children;
  for (const auto& [child, document] : after) {
    const auto was = before.find(child);
    if (was == before.end() || was->second != document) children.insert(child);
  }
  for (const auto& [child, document] : before) {
    if (!after.contains(child)) children.insert(child);
  }
  return children;
}

std::set<std::string> said_to_show(const std::vector<Event>& events) {
  std::set<std::string> children;
  for (const auto& event : events) {
    if (event.visible == true) children.insert(event.child.value());
  }
  return children;
}

/// Lives through the days and holds each day's events against the documents.
void check_days(Council& council, int last) {
  auto before = documents_of(council);
  while (council.day() < last) {
    const auto events = council.advance();
    auto after = documents_of(council);
    CAPTURE(council.day());
    REQUIRE(said_to_show(events) == changed(before, after));
    before = std::move(after);
  }
}

}  // namespace

TEST_CASE("an event says that it shows if and only if the child's document changes") {
  Council council(settings_for(400));
  check_days(council, 15);
}

TEST_CASE("it says so of spoilt data too") {
  Council council(messy(400, "all"));
  check_days(council, 15);
}

TEST_CASE("it says so of data that is spoilt through and through") {
  Council council(messy(150, "all=0.3"));
  check_days(council, 12);
}

TEST_CASE("it says so when the window rolls on 1 April") {
  Settings settings = messy(300, "all");
  settings.first_day = Day::parse("2027-03-29").value();
  Council council(settings);
  check_days(council, 3);
  const auto before = documents_of(council);
  const auto events = council.advance();
  CHECK(council.date().text() == "2027-04-01");
  CHECK(said_to_show(events) == changed(before, documents_of(council)));
  const auto rolled = std::count_if(events.begin(), events.end(), [](const Event& event) {
    return event.event == word::kWindowRolled;
  });
  CHECK(rolled > 20);
}

TEST_CASE("it says so of a large council") {
  Settings settings = settings_for(60);
  settings.size = Size::large;
  Council council(settings);
  check_days(council, 6);
}

TEST_CASE("what nobody maps does not show") {
  Council council(settings_for(300));
  for (int day = 2; day <= 10; ++day) {
    for (const auto& event : council.advance()) {
      for (const auto& happening : happenings()) {
        if (happening.word == event.event && happening.sort == Sort::unseen) {
          CHECK(event.visible == false);
          CHECK(event.path.empty());
        }
      }
    }
  }
}

TEST_CASE("an invisible change does change the source") {
  Council council(settings_for(200));
  const auto before = digest_of({Tables(council).table("ssd_care_leavers")});
  council.advance();
  const Tables tables(council);
  CHECK(digest_of({tables.table("ssd_care_leavers")}) != before);
}

}  // namespace dataflow::synthetic
