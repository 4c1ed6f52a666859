#include "agent/standard/markdown.h"

#include <catch2/catch.hpp>

#include "tests/shipped.h"
#include "tests/temporary_folder.h"

using namespace dataflow;

TEST_CASE("the reference page says what the data say") {
  const auto page = shipped_config() / ".." / "docs" / "standards" / "dfe-csc-1.0.1.md";
  INFO(
      "The page is out of date. Renew it: build/debug/bin/dataflow-agent standard export "
      "dfe-csc/1.0.1 --format markdown > docs/standards/dfe-csc-1.0.1.md");
  // Not a comparison that Catch would print: the pages are long.
  const bool same = TemporaryFolder::bytes_of(page) == standard::markdown(shipped_standard());
  CHECK(same);
}

TEST_CASE("a page has a row for every field and every code") {
  const auto standard = shipped_standard();
  const auto page = standard::markdown(standard);
  for (const auto& path : standard.paths()) {
    CHECK(page.find("| `" + path + "` |") != std::string::npos);
  }
  CHECK(page.find("| `la_child_id` | id, key | 1 to 20 characters of A-Za-z0-9 |") !=
        std::string::npos);
  CHECK(page.find("| at most 12 codes, each at most 4 characters | [disability](#disability) |") !=
        std::string::npos);
  CHECK(page.find("| `H5` | Semi-independent, not regulated |  | 2025-03-31 |") !=
        std::string::npos);
  CHECK(page.find("| withdrawn |") != std::string::npos);
}
