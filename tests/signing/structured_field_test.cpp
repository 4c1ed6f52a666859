#include "agent/signing/structured_field.h"

#include <random>

#include <catch2/catch.hpp>

using namespace dataflow::signing;

TEST_CASE("a dictionary of RFC 8941 reads as its members with their parameters") {
  const auto parsed =
      parse_dictionary("a=(\"x\" \"y\";k);n=-42;s=\"q\\\"\" , b=:aGk=:, c, d=?0, e=tok/en");
  REQUIRE(parsed.has_value());
  REQUIRE(parsed->size() == 5);
  const auto& list = std::get<InnerList>((*parsed)[0].second);
  CHECK(std::get<std::string>(list.items[1].value) == "y");
  CHECK(find(list.items[1].parameters, "k") != nullptr);
  CHECK(std::get<std::int64_t>(*find(list.parameters, "n")) == -42);
  CHECK(std::get<std::string>(*find(list.parameters, "s")) == "q\"");
  CHECK(std::get<Bytes>(std::get<Item>((*parsed)[1].second).value).value == "hi");
  CHECK(std::get<bool>(std::get<Item>((*parsed)[2].second).value));
  CHECK_FALSE(std::get<bool>(std::get<Item>((*parsed)[3].second).value));
  CHECK(std::get<Token>(std::get<Item>((*parsed)[4].second).value).value == "tok/en");
}

TEST_CASE("a later member or parameter of the same name replaces the earlier one") {
  const auto parsed = parse_dictionary("a=1;x=1;x=2, a=2;x=3");
  REQUIRE(parsed.has_value());
  REQUIRE(parsed->size() == 1);
  CHECK(std::get<std::int64_t>(std::get<Item>((*parsed)[0].second).value) == 2);
}

TEST_CASE("an inner list is written as it was read") {
  const std::string text = "(\"@method\" \"date\";req);created=1;keyid=\"a\\\\b\";flag";
  const auto parsed = parse_dictionary("s=" + text);
  REQUIRE(parsed.has_value());
  CHECK(serialise(std::get<InnerList>((*parsed)[0].second)) == text);
}

TEST_CASE("what RFC 8941 does not allow is not a dictionary") {
  for (const char* text :
       {"A=1", "a=", "a=1,", "a=1 b=2", "a=(1", "a=(1)x", "a=\"unclosed", "a=\"bad\\x\"",
        "a=:?:", "a=1.5", "a=1234567890123456", "a=?2", "a=()\x01", "a=\"\xc3\xa9\"", "a;=1"}) {
    INFO(text);
    CHECK_FALSE(parse_dictionary(text).has_value());
  }
}

TEST_CASE("random text never crashes the reader of structured fields") {
  std::mt19937 random(1);
  const std::string alphabet = "ab=(),;:\"\\?01- \t*";
  for (int i = 0; i < 20000; ++i) {
    std::string text;
    for (auto length = random() % 24; length > 0; --length) {
      text += alphabet[random() % alphabet.size()];
    }
    const auto parsed = parse_dictionary(text);
    CHECK((!parsed.has_value() || parsed->size() <= text.size()));
  }
}
