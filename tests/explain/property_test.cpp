// The acceptance of explanations: what an explanation names is enough to compute the value again.
#include <algorithm>
#include <random>
#include <set>

#include <boost/json.hpp>
#include <catch2/catch.hpp>

#include "agent/core/canonical_json.h"
#include "agent/explain/explain.h"
#include "agent/mapping/check.h"
#include "agent/mapping/records.h"
#include "connectors/synthetic/synthetic_connector.h"
#include "tests/explain/recomputed.h"
#include "tests/shipped.h"

using namespace dataflow;
using namespace dataflow::mapping;

namespace {

constexpr std::size_t kChildren = 100;

/// A made-up council with every kind of spoilt data, read by the shipped mapping.
struct Council {
  Council() {
    Faults faults;
    mapping =
        MappingFile::read(shipped_config() / "mappings" / "ssd.yaml", standard, faults).value();
    const connectors::Options options{{{"children", "400"}, {"seed", "11"}, {"mess", "all"}}};
    const auto source = connectors::synthetic_kind().open(options).value();
    const auto wishes =
        columns_read(*mapping, standard, source->describe().value(), faults).value();
    staging = Staging::create(wishes, mapping->nulls).value();
    REQUIRE(source->read(wishes, *staging));
    REQUIRE(staging->finish());
    records = Records::open(*mapping, standard, *staging, today).value();
    records->note_places(places);
    explainer = Explainer::open(*mapping, standard, *staging, records->words()).value();
    context = {&standard, &records->words(), today, standard::Window::at(today, mapping->window)};
  }

  standard::Standard standard = shipped_standard();
  Day today = *Day::parse("2026-06-01");
  std::optional<MappingFile> mapping;
  std::optional<Staging> staging;
  std::unique_ptr<Records> records;
  std::vector<PlacedRow> places;
  std::unique_ptr<Explainer> explainer;
  FunctionContext context;
};

/// 100 numbers of the children that the council has, by a seed that stays.
std::set<std::int64_t> chosen(std::int64_t children) {
  std::mt19937 random(7);
  std::vector<std::int64_t> all(static_cast<std::size_t>(children));
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = static_cast<std::int64_t>(i);
  std::shuffle(all.begin(), all.end(), random);
  return {all.begin(), all.begin() + std::min<std::ptrdiff_t>(kChildren, children)};
}

/// The JSON at a path of a document that Records built; empty when nothing is there.
std::string value_in(const boost::json::value& document, const std::string& path) {
  const boost::json::value* at = &document;
  for (const auto& part : standard::path_parts(path)) {
    at = at->is_object() ? at->get_object().if_contains(part.name) : nullptr;
    if (at != nullptr && part.item) {
      const auto index = static_cast<std::size_t>(std::stoul(*part.item));
      at = at->is_array() ? at->get_array().if_contains(index) : nullptr;
    }
    if (at == nullptr) return "";
  }
  return canonical_json(*at);
}

/// How many values a document holds, the constant purge:false included.
std::size_t values_in(const boost::json::value& json) {
  std::size_t count = 0;
  if (json.is_object()) {
    for (const auto& member : json.get_object()) count += values_in(member.value());
    return count;
  }
  if (json.is_array() && !json.get_array().empty() && json.get_array()[0].is_object()) {
    for (const auto& item : json.get_array()) count += values_in(item);
    return count;
  }
  return 1;
}

bool spoil(RowUse& columns) {
  for (auto& column : columns) {
    if (!column.raw) continue;
    column.raw = *column.raw == "WRONG" ? "WORSE" : "WRONG";
    return true;
  }
  return false;
}

}  // namespace

// One hundred at random, and every child with an adoption: few have one.
TEST_CASE("every value of 100 children can be computed again from what its explanation names") {
  Council council;
  const auto everything = DocumentPath::read("", council.standard).value();
  const auto numbers = chosen(council.records->cohort().in_scope);
  std::set<std::string> fields;
  std::size_t values = 0;
  std::size_t refused = 0;
  Record record;
  for (std::int64_t number = 0; council.records->next(record).value(); ++number) {
    const bool is_rare = record.document.find("\"adoption\":") != std::string::npos;
    if (numbers.count(number) == 0 && !is_rare) continue;
    const auto explained = council.explainer->explain(record, council.places, everything).value();
    boost::json::value document;
    if (!record.held()) document = boost::json::parse(record.document);
    std::size_t present = 0;
    for (const auto& value : explained.values) {
      INFO(value.field->path);
      const bool is_value = !value.field->has_members();
      if (is_value && !record.held()) CHECK(value.value == value_in(document, value.path));
      if (!value.value.empty()) ++present;
      if (!value.expression) continue;
      CHECK(recomputed(value, council.context) == value.value);
      fields.insert(value.field->path);
      ++values;
      if (value.conversion.given && value.value.empty()) ++refused;
    }
    // Nothing of the document is left without an explanation.
    if (!record.held()) CHECK(present == values_in(document));
  }
  std::size_t mapped = 0;
  for (const auto& block : council.mapping->blocks) mapped += block.fields.size();
  CHECK(numbers.size() == kChildren);
  CHECK(fields.size() == mapped);
  CHECK(values > 3000);
  CHECK(refused > 0);
  WARN(values << " values of " << fields.size() << " fields, " << refused << " of them refused");
}

TEST_CASE("a raw value that an explanation gets wrong is noticed") {
  Council council;
  const auto everything = DocumentPath::read("", council.standard).value();
  Record record;
  std::size_t noticed = 0;
  std::size_t spoilt = 0;
  for (int child = 0; child < 20 && council.records->next(record).value(); ++child) {
    auto explained = council.explainer->explain(record, council.places, everything).value();
    for (auto& value : explained.values) {
      if (!value.expression || value.value.empty() || !spoil(value.columns)) continue;
      ++spoilt;
      if (recomputed(value, council.context) != value.value) ++noticed;
    }
  }
  // Some wrong values lead to the same answer: 'U' for any sex that is neither M nor F.
  CHECK(spoilt > 300);
  CHECK(noticed > spoilt * 9 / 10);
}

TEST_CASE("a column that an explanation does not name is noticed") {
  Council council;
  const auto path = DocumentPath::read("child_details.surname", council.standard).value();
  Record record;
  REQUIRE(council.records->next(record).value());
  auto values = council.explainer->explain(record, council.places, path).value().values;
  REQUIRE(values.size() == 1);
  values[0].columns.clear();
  CHECK_THROWS(recomputed(values[0], council.context));
}
