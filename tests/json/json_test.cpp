#include <catch2/catch.hpp>

#include "agent/json/pointer.h"
#include "agent/json/value.h"

using namespace dataflow::json;

TEST_CASE("a number keeps the text it was written in") {
  for (const std::string number :
       {"0", "-0", "-0.0", "1e3", "1E+03", "1.50", "9007199254740993", "9007199254740993.0",
        "123456789012345678", "0.123456789012345678", "18446744073709551616",
        "99999999999999999999999999999999999999", "-1", "12", "1e-7", "0.10", "1e300"}) {
    INFO(number);
    const auto value = parse("{\"a\":[" + number + "," + number + "]}");
    REQUIRE(value);
    CHECK(value->member("a")->items[0].text == number);
    CHECK(serialised(*value) == "{\"a\":[" + number + "," + number + "]}");
    const auto alone = parse(number);
    REQUIRE(alone);
    CHECK(alone->text == number);
  }
}

TEST_CASE("a cell is the text, the number as written, the word, the JSON or nothing") {
  const auto list = parse(R"(["\u00e9\n", 1.0, true, false, null, {"b": [1.50, "\"\u0001/"]}])");
  REQUIRE(list);
  CHECK(cell_of(list->items[0]) == "é\n");
  CHECK(cell_of(list->items[1]) == "1.0");
  CHECK(cell_of(list->items[2]) == "true");
  CHECK(cell_of(list->items[3]) == "false");
  CHECK(cell_of(list->items[4]) == std::nullopt);
  CHECK(cell_of(list->items[5]) == R"({"b":[1.50,"\"\u0001/"]})");
}

TEST_CASE("what is not one JSON document is refused") {
  const std::string deep(100, '[');
  for (const std::string text : {"",
                                 " ",
                                 "{",
                                 "[1,]",
                                 "{} {}",
                                 "nul",
                                 "01",
                                 "+1",
                                 "1.",
                                 ".5",
                                 "NaN",
                                 "'a'",
                                 "{\"a\":1,}",
                                 "\"\xff\"",
                                 "\"\\ud800\"",
                                 "// a\n1",
                                 R"({"a":1,"a":2})",
                                 R"({"a":{"b":1,"b":1}})",
                                 "\"a",
                                 deep.c_str()}) {
    INFO(text);
    CHECK_FALSE(parse(text));
  }
}

TEST_CASE("a long document with long texts is read whole") {
  const std::string text(200'000, 'x');
  std::string rows = "[";
  for (int i = 0; i < 2000; ++i) rows += "{\"id\":" + std::to_string(i) + ",\"in\":{\"a\":[]}},";
  const auto value = parse(rows + "\"" + text + "\\n" + text + "\"]");
  REQUIRE(value);
  CHECK(value->items.size() == 2001);
  CHECK(value->items[1999].member("id")->text == "1999");
  CHECK(value->items[2000].text == text + "\n" + text);
}

TEST_CASE("a pointer finds its place, by members and by numbers") {
  const auto document = parse(R"({"a/b": {"~": [10, {"": 20}]}, "0": 30})");
  const auto at = [&](const char* text) -> std::string {
    const auto pointer = Pointer::parse(text);
    const Value* value = pointer ? pointer->in(*document) : nullptr;
    return value == nullptr ? "none" : serialised(*value);
  };
  CHECK(at("") == serialised(*document));
  CHECK(at("/a~1b/~0/0") == "10");
  CHECK(at("/a~1b/~0/1/") == "20");
  CHECK(at("/0") == "30");
  for (const char* none : {"/a", "/a~1b/~0/2", "/a~1b/~0/00", "/a~1b/~0/-", "/0/0", "a", "/~2"}) {
    CHECK(at(none) == "none");
  }
}
