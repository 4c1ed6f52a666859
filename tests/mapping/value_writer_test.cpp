#include "agent/mapping/value_writer.h"

#include <catch2/catch.hpp>

#include "tests/shipped.h"

using namespace dataflow;
using namespace dataflow::mapping;
using standard::Field;
using standard::FieldKind;

namespace {

/// What is written for a value of a field of at most three characters; "left out" otherwise.
std::string written(FieldKind kind, std::string_view text) {
  static const auto standard = shipped_standard();
  Field field;
  field.kind = kind;
  field.shortest = kind == FieldKind::id ? 2 : 0;
  field.longest = 3;
  field.characters.set();
  std::string out;
  const auto how = ValueWriter(standard, {}).write(field, text, out);
  return how == Written::refused ? "left out" : out;
}

}  // namespace

TEST_CASE("a value longer than the version of the standard allows is left out, whatever its kind") {
  CHECK(written(FieldKind::text, "Zoë") == "\"Zoë\"");
  CHECK(written(FieldKind::text, "Zoës") == "left out");
  CHECK(written(FieldKind::id, "abc") == "\"abc\"");
  CHECK(written(FieldKind::id, "abcd") == "left out");
  CHECK(written(FieldKind::postcode, "AB1 2CD") == "left out");
  CHECK(written(FieldKind::upn, "A123456789012") == "left out");
}

TEST_CASE("a value shorter than the version of the standard allows is left out") {
  CHECK(written(FieldKind::id, "a") == "left out");
}

TEST_CASE("the reason of a finding names the length that a text may have") {
  Field field;
  field.kind = FieldKind::text;
  CHECK(why_refused(field) == "It holds characters that do not belong in a text.");
  field.longest = 40;
  CHECK(why_refused(field) ==
        "It should have 1 to 40 characters, and none that does not belong in a text.");
}
