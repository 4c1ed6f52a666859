// Sets of codes, read from the JSON that the tables of built blocks hold.
#include "agent/rules/code_set.h"

#include <string>

#include <catch2/catch.hpp>

using namespace dataflow::rules;

namespace {

/// The codes with a bar after each; "none" where the text is no set of codes.
std::string codes(std::string_view json) {
  CodeReader reader(json);
  std::string text;
  while (const auto code = reader.next()) text.append(*code).append("|");
  return reader.is_whole() ? text : "none";
}

}  // namespace

TEST_CASE("the codes of a set come one after another") {
  CHECK(codes(R"([])").empty());
  CHECK(codes(R"(["HEAR"])") == "HEAR|");
  CHECK(codes(R"(["HEAR","VIS","HEAR"])") == "HEAR|VIS|HEAR|");
  CHECK(codes(R"(["",",","[]"])") == "|,|[]|");
}

TEST_CASE("a code with escapes comes as it is written") {
  CHECK(codes(R"(["a\"b","c\\"])") == R"(a\"b|c\\|)");
}

TEST_CASE("what is no set of codes is told from one") {
  for (const auto* json :
       {"", "HEAR", "[", "]", "{}", "[1]", R"("HEAR")", R"(["HEAR")", R"(["HEAR)", R"(["HEAR",])",
        R"(["HEAR",1])", R"(["HEAR"]])", R"(["HEAR" "VIS"])", R"(["HEAR\)"}) {
    CAPTURE(json);
    CHECK(codes(json) == "none");
  }
}
