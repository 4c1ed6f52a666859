#include <map>

#include <fmt/format.h>

#include "tests/flow/desk.h"

using namespace dataflow;

namespace {

constexpr int kPersons = 60;
constexpr int kChangesADay = 9;

/// A council in which some children's names change every day.
class ChangingCouncil {
 public:
  [[nodiscard]] mapping::SmallSource on(int day) {
    for (int i = 0; i < kChangesADay && day > 0; ++i) {
      names_[(day * 7 + i * 5) % kPersons] = fmt::format("Day{}", day);
    }
    std::vector<std::string> persons;
    for (int i = 0; i < kPersons; ++i) {
      persons.push_back(fmt::format("X{}|{}|-", i, name(i)));
    }
    return small_content(persons);
  }

  [[nodiscard]] std::string name(int child) {
    const auto found = names_.find(child);
    return found == names_.end() ? "Name" : found->second;
  }

 private:
  std::map<int, std::string> names_;
};

}  // namespace

TEST_CASE("after an outage of 14 days only the newest states go, and the queue never overflowed") {
  ChangingCouncil council;
  Desk desk(council.on(0));
  REQUIRE(desk.run());
  desk.deliver_all();
  std::int64_t most = 0;
  for (int day = 1; day <= 14; ++day) {
    desk.on(fmt::format("2026-06-{:02}", day + 1).c_str());
    desk.source.content = council.on(day);
    for (int run = 0; run < 3; ++run) {
      REQUIRE(desk.run());
      desk.lose_all();
      most = std::max(most, *ledger::count_waiting(desk.ledger));
      REQUIRE(most <= kPersons);
    }
    CHECK(desk.balance().remainder() == 0);
  }
  CHECK(most > kChangesADay * 4);
  const std::string sent = desk.deliver_all();
  std::int64_t lines = 0;
  for (int child = 0; child < kPersons; ++child) {
    const std::string document = fmt::format(
        R"({{"child_details":{{"purge":false,"surname":"{}"}},"la_child_id":"X{}","purge":false}})",
        council.name(child), child);
    if (council.name(child) == "Name") {
      CHECK(sent.find(document) == std::string::npos);
    } else {
      CHECK(sent.find(document) != std::string::npos);
      ++lines;
    }
  }
  CHECK(std::count(sent.begin(), sent.end(), '\n') == lines);
  CHECK(lines == most);
  CHECK(desk.balance().accepted == kPersons);
  REQUIRE(desk.run());
  CHECK(desk.deliver_all().empty());
}
