#include "agent/mapping/sql_words.h"

#include <random>

#include <catch2/catch.hpp>

using namespace dataflow::mapping;

namespace {
std::string words(std::string_view sql) {
  std::string out;
  for (const auto& word : sql_words(sql)) out += std::string(word.text) + "|";
  return out;
}
}  // namespace

TEST_CASE("SQL is cut into its words, and comments are left out") {
  CHECK(words("p.\"key\" >= 1.5 || 'it''s' -- no\n/* no */ <> [a b]") ==
        "p|.|key|>=|1.5||||it''s|<>|a b|");
  CHECK(words("") == "");
  CHECK(words("'open") == "open|");
  CHECK(words("/* open") == "");
}

TEST_CASE("a name is told from keywords, blobs and variables, and loses its quotes") {
  const auto cut = sql_words("select \"a\"\"b\" `c``d` [e\"f] \"select\" x'00' .5 ?1 :x");
  CHECK(cut[0].is_keyword("SELECT"));
  CHECK(cut[1].name() == "a\"b");
  CHECK(cut[2].name() == "c`d");
  CHECK(cut[3].name() == "e\"f");
  CHECK(cut[4].is_name("select"));
  CHECK_FALSE(cut[4].is_keyword("select"));
  CHECK(cut[5].kind == SqlWord::Kind::text);
  CHECK(cut[6].kind == SqlWord::Kind::number);
  CHECK(cut[7].kind == SqlWord::Kind::variable);
  CHECK(cut[8].name().empty());
  CHECK(cut.size() == 9);
}

TEST_CASE("brackets are counted and find their partner") {
  const auto cut = sql_words("f(a, (b)) + c");
  CHECK(closing_bracket(cut, 1) == 7);
  CHECK(cut[1].depth == 0);
  CHECK(cut[2].depth == 1);
  CHECK(cut[5].depth == 2);
  CHECK(cut.back().depth == 0);
  CHECK(closing_bracket(sql_words("f(a"), 1) == 3);
}

TEST_CASE("random text never crashes the cutter, and every word is a part of it") {
  constexpr std::string_view kSigns = "'\"`[]()-/* ab1.<>=|\n";
  std::mt19937 random(5);
  for (int i = 0; i < 20000; ++i) {
    std::string sql;
    for (auto length = random() % 20; length > 0; --length) sql += kSigns[random() % kSigns.size()];
    for (const auto& word : sql_words(sql)) {
      const auto at = static_cast<std::size_t>(word.text.data() - sql.data());
      CHECK(at + word.text.size() <= sql.size());
      CHECK(word.at <= at);
    }
  }
}
