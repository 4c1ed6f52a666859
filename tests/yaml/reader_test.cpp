#include "agent/yaml/reader.h"

#include <functional>

#include <catch2/catch.hpp>

using namespace dataflow;
using yaml::Node;

namespace {

std::string faults_of(const std::string& text, const std::function<void(const Node&)>& read) {
  Faults faults;
  read(Node::parse(text, "agent.yaml", faults));
  std::string lines;
  for (const auto& fault : faults) lines += describe(fault) + "\n";
  return lines;
}

}  // namespace

TEST_CASE("values are read with their kinds") {
  Faults faults;
  const Node root = Node::parse("name: x\ncount: 7\non: true\nlist: [a, b]\none: c\n", "f", faults);
  CHECK(root.member("name").text() == "x");
  CHECK(root.member("count").whole_number(1, 10) == 7);
  CHECK(root.member("on").flag());
  CHECK(root.member("list").items().size() == 2);
  CHECK(root.member("one").items().size() == 1);
  CHECK_FALSE(root.member("missing").present());
  CHECK_FALSE(root.member("missing").member("below").present());
  CHECK(faults.empty());
}

TEST_CASE("every fault of a file is reported at once, each with its line and a suggestion") {
  const auto faults = faults_of(
      "council: {}\n"
      "sorce: 1\n"
      "level: inof\n"
      "count: 11\n"
      "on: perhaps\n",
      [](const Node& root) {
        root.only({"council", "source", "level", "count", "on", "ledger"});
        static_cast<void>(root.member("council").text());
        static_cast<void>(root.member("level").one_of({"info", "warning"}));
        static_cast<void>(root.member("count").whole_number(1, 10));
        static_cast<void>(root.member("on").flag());
        static_cast<void>(root.required("ledger", "the path of the ledger"));
      });
  CHECK(faults ==
        "agent.yaml:2:1: 'sorce' is not known here. Did you mean 'source'?\n"
        "agent.yaml:1:10: 'council' should be a single value, but is a group of settings.\n"
        "agent.yaml:3:8: 'level' should be one of: info, warning. Did you mean 'info'?\n"
        "agent.yaml:4:8: 'count' should be a whole number from 1 to 10.\n"
        "agent.yaml:5:5: 'on' should be true or false.\n"
        "agent.yaml:1:1: 'ledger' is missing: the path of the ledger.\n");
}

TEST_CASE("a name given twice is a fault") {
  CHECK(faults_of("a: 1\nb: 2\na: 3\n", [](const Node& root) {
          root.only({"a", "b"});
        }) == "agent.yaml:3:1: 'a' is given twice. Keep one of the two.\n");
}

TEST_CASE("a value that became part of a name is not repeated") {
  CHECK(faults_of("{secret:hunter2, secret:hunter2: 1}",
                  [](const Node& root) {
                    root.only({"secret"});
                    static_cast<void>(root.members().front().value.text());
                  }) ==
        "agent.yaml:1:2: 'secret' is not known here. Put a space after the colon.\n"
        "agent.yaml:1:18: 'secret' is given twice. Keep one of the two.\n"
        "agent.yaml:1:16: 'secret' should be a single value, but is empty.\n");
}

TEST_CASE("a fault of a member stands at its name and not at its value") {
  Faults faults;
  const auto root = yaml::Node::parse("one:\n  two: 2\n", "t.yaml", faults);
  root.members().front().fault("Wrong.", "Mend it.");
  REQUIRE(faults.size() == 1);
  CHECK(describe(faults.front()) == "t.yaml:1:1: Wrong. Mend it.");
}

TEST_CASE("text that is not YAML is a fault with its place") {
  const auto faults = faults_of("a: [1, 2\nb: 3\n", [](const Node& root) {
    CHECK_FALSE(root.present());
    static_cast<void>(root.member("a").text());
  });
  CHECK(faults.find("agent.yaml:") == 0);
  CHECK(faults.find("This is not YAML") != std::string::npos);
}

TEST_CASE("a file that cannot be read is a fault") {
  Faults faults;
  CHECK_FALSE(Node::open("no-such-file.yaml", faults).present());
  REQUIRE(faults.size() == 1);
  CHECK(faults[0].file == "no-such-file.yaml");
}

TEST_CASE("a map laid over another takes its places, name by name") {
  const std::string text =
      "upper:\n"
      "  lists: {b: 20, d: 40}\n"
      "  gone: ~\n"
      "  word: {now: a map}\n"
      "  new: 5\n"
      "lower:\n"
      "  lists: {a: 1, b: 2, c: 3}\n"
      "  gone: 7\n"
      "  word: x\n"
      "  kept: y\n";
  Faults faults;
  const Node root = Node::parse(text, "f", faults);
  const Node laid = root.member("upper").over(root.member("lower"));
  std::string seen;
  for (const auto& member : laid.members()) seen += member.name + " ";
  CHECK(seen == "new lists word kept ");
  seen.clear();
  for (const auto& member : laid.member("lists").members()) {
    seen += member.name + "=" + member.value.text() + "@" + std::to_string(member.line) + " ";
  }
  CHECK(seen == "d=40@2 a=1@7 b=20@2 c=3@7 ");
  CHECK_FALSE(laid.member("gone").present());
  CHECK(laid.member("word").member("now").text() == "a map");
  CHECK(laid.member("kept").text() == "y");
  CHECK(laid.member("kept").line() == 10);
  SECTION("and neither of the two is changed by it") {
    CHECK(root.member("lower").member("lists").members().size() == 3);
    CHECK(root.member("lower").member("gone").text() == "7");
    CHECK(root.member("upper").members().size() == 4);
  }
  CHECK(faults.empty());
}

TEST_CASE("a name given twice in the upper of two maps is a fault as everywhere") {
  CHECK(faults_of("upper: {a: 1, a: 2}\nlower: {a: 3}\n", [](const Node& root) {
          root.member("upper").over(root.member("lower")).only({"a"});
        }) == "agent.yaml:1:15: 'a' is given twice. Keep one of the two.\n");
}
