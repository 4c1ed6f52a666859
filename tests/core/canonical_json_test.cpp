#include "agent/core/canonical_json.h"

#include <bit>
#include <cstdint>
#include <limits>
#include <stdexcept>

#include <boost/json.hpp>
#include <catch2/catch.hpp>

using namespace dataflow;

namespace {

std::string canonical(std::string_view json) {
  return canonical_json(boost::json::parse(json));
}

std::string number(std::uint64_t bits) {
  std::string out;
  append_json_number(out, std::bit_cast<double>(bits));
  return out;
}

}  // namespace

TEST_CASE("the example of RFC 8785 section 3.2.2 becomes the bytes of section 3.2.4") {
  const char* example = R"({
    "numbers": [0, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
    "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
    "literals": [null, true, false]
  })";
  auto value = boost::json::parse(example);
  // Boost.JSON 1.81 reads this number one unit in the last place off, so the compiler reads it.
  value.at("numbers").at(0) = 333333333.33333329;
  CHECK(canonical_json(value) ==
        R"({"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],)"
        R"("string":"€$\u000f\nA'B\"\\\\\"/"})");
}

TEST_CASE("members sort by UTF-16 code units as in RFC 8785 section 3.2.3") {
  const char* example = R"({
    "\u20ac": "Euro Sign", "\r": "Carriage Return", "\ufb33": "Hebrew Letter Dalet With Dagesh",
    "1": "One", "\ud83d\ude00": "Emoji: Grinning Face", "\u0080": "Control",
    "\u00f6": "Latin Small Letter O With Diaeresis"
  })";
  const std::string sorted = canonical(example);
  const char* order[] = {"Carriage", "One", "Control", "Latin", "Euro", "Emoji", "Hebrew"};
  std::size_t last = 0;
  for (const char* word : order) {
    const std::size_t at = sorted.find(word);
    REQUIRE(at != std::string::npos);
    CHECK(at > last);
    last = at;
  }
}

TEST_CASE("numbers are written as in the table of RFC 8785 appendix B") {
  CHECK(number(0x0000000000000000) == "0");
  CHECK(number(0x8000000000000000) == "0");
  CHECK(number(0x0000000000000001) == "5e-324");
  CHECK(number(0x8000000000000001) == "-5e-324");
  CHECK(number(0x7fefffffffffffff) == "1.7976931348623157e+308");
  CHECK(number(0xffefffffffffffff) == "-1.7976931348623157e+308");
  CHECK(number(0x4340000000000000) == "9007199254740992");
  CHECK(number(0xc340000000000000) == "-9007199254740992");
  CHECK(number(0x4430000000000000) == "295147905179352830000");
  CHECK(number(0x44b52d02c7e14af5) == "9.999999999999997e+22");
  CHECK(number(0x44b52d02c7e14af6) == "1e+23");
  CHECK(number(0x44b52d02c7e14af7) == "1.0000000000000001e+23");
  CHECK(number(0x444b1ae4d6e2ef4e) == "999999999999999700000");
  CHECK(number(0x444b1ae4d6e2ef4f) == "999999999999999900000");
  CHECK(number(0x444b1ae4d6e2ef50) == "1e+21");
  CHECK(number(0x3eb0c6f7a0b5ed8c) == "9.999999999999997e-7");
  CHECK(number(0x3eb0c6f7a0b5ed8d) == "0.000001");
  CHECK(number(0x41b3de4355555553) == "333333333.3333332");
  CHECK(number(0x41b3de4355555554) == "333333333.33333325");
  CHECK(number(0x41b3de4355555555) == "333333333.3333333");
  CHECK(number(0x41b3de4355555556) == "333333333.3333334");
  CHECK(number(0x41b3de4355555557) == "333333333.33333343");
  CHECK(number(0xbecbf647612f3696) == "-0.0000033333333333333333");
  CHECK(number(0x43143ff3c1cb0959) == "1424953923781206.2");
}

TEST_CASE("an infinity or NaN is refused because JSON has none") {
  std::string out;
  CHECK_THROWS_AS(append_json_number(out, std::numeric_limits<double>::infinity()),
                  std::domain_error);
  CHECK_THROWS_AS(append_json_number(out, std::numeric_limits<double>::quiet_NaN()),
                  std::domain_error);
}

TEST_CASE("canonical JSON is the same however the members stood and however often it is made") {
  const std::string one = canonical(R"({"b":[1,{"z":1,"a":"x"}],"a":{"d":0,"c":-1}})");
  CHECK(one == canonical(R"({ "a": {"c": -1, "d": 0.0}, "b": [1.0, {"a":"x","z":1}] })"));
  CHECK(one == canonical(one));
}
