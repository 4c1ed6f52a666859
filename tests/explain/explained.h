// Explains the children of a small source, as the command does.
#pragma once

#include "agent/explain/explain.h"
#include "tests/mapping/small_source.h"

namespace dataflow::mapping {

/// A small source that was read once. Everything in an explanation refers to it.
class Explained {
 public:
  Explained(const SmallMapping& mapping, const SmallSource& source,
            const char* today = "2026-06-01")
      : mapping_(mapping) {
    Faults faults;
    const auto wishes =
        columns_read(mapping.file(), mapping.standard(), shapes_of(source), faults).value();
    staging_ = Staging::create(wishes, mapping.file().nulls).value();
    pour(source, wishes, *staging_);
    if (!staging_->finish()) throw std::runtime_error("finish");
    records_ =
        Records::open(mapping.file(), mapping.standard(), *staging_, *Day::parse(today)).value();
    records_->note_places(places_);
    explainer_ =
        Explainer::open(mapping.file(), mapping.standard(), *staging_, records_->words()).value();
  }

  /// The child's explanation. Ask for children in the order of their identifiers.
  ChildExplanation child(const std::string& id, const std::string& path = "") {
    const auto asked = DocumentPath::read(path, mapping_.standard()).value();
    while (record_.child != id) {
      if (!records_->next(record_).value()) return explainer_->explain_absence(id).value();
    }
    return explainer_->explain(record_, places_, asked).value();
  }

  /// The only value that the path holds.
  ValueExplanation value(const std::string& id, const std::string& path) {
    auto values = child(id, path).values;
    if (values.size() != 1) throw std::runtime_error(std::to_string(values.size()) + " values");
    return values.front();
  }

 private:
  const SmallMapping& mapping_;
  std::optional<Staging> staging_;
  std::unique_ptr<Records> records_;
  std::vector<PlacedRow> places_;
  std::unique_ptr<Explainer> explainer_;
  Record record_;
};

/// "p.born = 2015-02-28" per column; NULL for none.
inline std::string text_of(const RowUse& row) {
  std::string text;
  for (const auto& use : row) {
    if (!text.empty()) text += ", ";
    text += use.column.sql + " = " + use.raw.value_or("NULL");
  }
  return text;
}

}  // namespace dataflow::mapping
