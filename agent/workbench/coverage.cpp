#include "agent/workbench/coverage.h"

#include <algorithm>

#include <boost/json/serialize.hpp>

namespace dataflow::mapping {

namespace {

using standard::FieldKind;

/// The line of the field's expression, or 0.
std::size_t mapped_on(const standard::Field& field, const MappingFile& mapping) {
  for (const auto& block : mapping.blocks) {
    for (const auto& [mapped, expression] : block.fields) {
      if (mapped == &field) return expression.line;
    }
  }
  return 0;
}

const boost::json::value* member(const boost::json::value* value, const std::string& name) {
  const auto* object = value == nullptr ? nullptr : value->if_object();
  return object == nullptr ? nullptr : object->if_contains(name);
}

std::size_t values_in(const standard::Field& field) {
  if (field.kind == FieldKind::purge) return 0;
  if (!field.has_members()) return 1;
  std::size_t sum = 0;
  for (const auto& inner : field.members) sum += values_in(inner);
  return sum;
}

}  // namespace

Coverage::Coverage(const MappingFile& mapping, const standard::Standard& standard)
    : standard_(standard) {
  add_fields(standard.document(), mapping);
}

void Coverage::add_fields(const standard::Field& field, const MappingFile& mapping) {
  for (const auto& inner : field.members) {
    if (inner.has_members()) {
      add_fields(inner, mapping);
    } else if (inner.kind != FieldKind::purge) {
      counts_.push_back({{&inner, mapped_on(inner, mapping)}, "", false});
    }
  }
}

void Coverage::add(const boost::json::value& document) {
  std::size_t next = 0;
  count(standard_.document(), &document, next);
}

/// Counts the members of one object, which may be absent: they could stand there all the same.
void Coverage::count(const standard::Field& field, const boost::json::value* value,
                     std::size_t& next) {
  for (const auto& inner : field.members) {
    const auto* found = member(value, inner.name);
    if (inner.kind == FieldKind::list) {
      count_items(inner, found, next);
    } else if (inner.kind == FieldKind::object) {
      count(inner, found, next);
    } else if (inner.kind != FieldKind::purge) {
      count_value(counts_[next++], found);
    }
  }
}

void Coverage::count_items(const standard::Field& field, const boost::json::value* value,
                           std::size_t& next) {
  const auto* items = value == nullptr ? nullptr : value->if_array();
  if (items != nullptr) {
    for (const auto& item : *items) {
      std::size_t inside = next;
      count(field, &item, inside);
    }
  }
  next += values_in(field);
}

void Coverage::count_value(Count& count, const boost::json::value* value) {
  ++count.coverage.places;
  if (value == nullptr) return;
  if (++count.coverage.filled > 1 && count.differs) return;
  const std::string text = boost::json::serialize(*value);
  if (count.coverage.filled == 1) count.first = text;
  count.differs = count.differs || text != count.first;
}

std::vector<FieldCoverage> Coverage::fields() const {
  std::vector<FieldCoverage> fields;
  for (const auto& count : counts_) {
    fields.push_back(count.coverage);
    fields.back().never_differs = count.coverage.filled > 1 && !count.differs;
  }
  return fields;
}

}  // namespace dataflow::mapping
