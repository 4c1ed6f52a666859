#include "receiver/random.h"

#include <regex>
#include <set>

#include <catch2/catch.hpp>

using namespace dataflow::receiver;

TEST_CASE("a UUID is of version 4, in lower case, and never the same twice") {
  const std::regex shape("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
  std::set<std::string> seen;
  for (int i = 0; i < 1000; ++i) {
    const std::string text = uuid();
    CHECK(std::regex_match(text, shape));
    CHECK(seen.insert(text).second);
  }
}
