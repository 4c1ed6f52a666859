#include "connectors/xml/row_builder.h"

#include <algorithm>

#include <fmt/format.h>

namespace dataflow::connectors::xml {

namespace {

constexpr std::size_t kRowItself = 256;  // roughly what a row without a value takes

Error without_place(std::string what, std::string hint) {
  return {Remedy::stop, "", std::move(what), std::move(hint)};
}

}  // namespace

RowBuilder::RowBuilder(const RowPlan& plan)
    : plan_(plan),
      open_(plan.levels.size()),
      numbers_(plan.levels.size(), 0),
      repeated_(plan.levels.back().columns.size(), 0),
      cells_(plan.cells.size()) {}

Result<void> RowBuilder::begin(std::string_view element,
                               std::span<const dataflow::xml::Attribute> attributes) {
  if (elements_.empty() && element != plan_.root) {
    return without_place(fmt::format("the outermost element is not '{}'.", plan_.root),
                         "Check that the file is of the kind that the profile reads.");
  }
  const Spot* outer = elements_.empty() ? &plan_.top : elements_.back().spot;
  const Spot* spot = nullptr;
  if (outer != nullptr) {
    const auto found = outer->inside.find(element);
    if (found != outer->inside.end()) spot = found->second.get();
  }
  elements_.push_back({spot, ""});
  if (spot == nullptr) return {};
  if (spot->row_of) begin_row(*spot->row_of);
  for (const auto& [name, value] : attributes) {
    const auto takers = spot->attributes.find(name);
    if (takers == spot->attributes.end()) continue;
    for (const Slot& slot : takers->second) keep(slot, value);
  }
  return {};
}

Result<void> RowBuilder::text(std::string_view piece) {
  if (elements_.empty()) return {};
  auto& [spot, text] = elements_.back();
  if (spot == nullptr || spot->texts.empty()) return {};
  if (text.size() + piece.size() > kLongestValue) {
    return without_place("the text of this element is longer than 16 MiB.",
                         "Look for an element that is never closed.");
  }
  text += piece;
  return {};
}

Result<void> RowBuilder::end() {
  const Element ended = std::move(elements_.back());
  elements_.pop_back();
  if (ended.spot == nullptr) return {};
  for (const Slot& slot : ended.spot->texts) keep(slot, ended.text);
  return ended.spot->row_of ? end_row(*ended.spot->row_of) : Result<void>();
}

void RowBuilder::begin_row(std::size_t level) {
  auto row = std::make_shared<Row>();
  row->values.resize(plan_.levels[level].columns.size());
  row->number = std::to_string(++numbers_[level]);
  if (level > 0) row->above = open_[level - 1];
  open_[level] = std::move(row);
}

Result<void> RowBuilder::end_row(std::size_t level) {
  const auto row = std::move(open_[level]);
  row->ended = true;
  if (level + 1 < plan_.levels.size()) return {};
  waiting_ += kRowItself;
  for (const auto& value : row->values) waiting_ += value ? value->size() : 0;
  ended_.push_back(row);
  if (waiting_ <= kMostWaiting) return {};
  return without_place(
      fmt::format("the rows of '{}' so far take 64 MiB, and what they take from a row around them "
                  "has not come.",
                  plan_.wish.table),
      "It has to stand before them in the file, or not be asked for in the profile.");
}

/// An empty element says nothing, as an empty field of a CSV file does.
void RowBuilder::keep(const Slot& slot, std::string_view value) {
  auto& kept = open_[slot.level]->values[slot.place];
  if (value.empty()) return;
  if (!kept) {
    kept = value;
  } else if (slot.level + 1 == plan_.levels.size()) {
    ++repeated_[slot.place];
  }
}

const RowBuilder::Row& RowBuilder::at_level(const Row& row, std::size_t level) const {
  const Row* found = &row;
  for (std::size_t at = plan_.levels.size() - 1; at > level; --at) found = found->above.get();
  return *found;
}

bool RowBuilder::is_complete(const Row& row) const {
  return std::all_of(plan_.cells.begin(), plan_.cells.end(), [&](const WishedCell& cell) {
    const Row& holder = at_level(row, cell.slot.level);
    return cell.is_number || holder.ended || holder.values[cell.slot.place].has_value();
  });
}

Result<void> RowBuilder::pass(RowSink& sink) {
  for (; !ended_.empty() && is_complete(*ended_.front()); ended_.pop_front()) {
    TRY(pass_row(*ended_.front(), sink));
    ++passed_;
    waiting_ -= kRowItself;
    for (const auto& value : ended_.front()->values) waiting_ -= value ? value->size() : 0;
  }
  return {};
}

Result<void> RowBuilder::pass_row(const Row& row, RowSink& sink) {
  for (std::size_t i = 0; i < cells_.size(); ++i) {
    const auto& [slot, is_number] = plan_.cells[i];
    const Row& holder = at_level(row, slot.level);
    if (is_number) {
      cells_[i] = holder.number;
    } else {
      const auto& value = holder.values[slot.place];
      cells_[i] = value ? Cell(*value) : Cell();
    }
  }
  return sink.row(cells_);
}

std::vector<Finding> RowBuilder::findings() const {
  std::vector<Finding> findings;
  const Level& level = plan_.levels.back();
  for (std::size_t i = 0; i < repeated_.size(); ++i) {
    if (repeated_[i] == 0) continue;
    Finding finding;
    finding.rule = "S40";
    finding.what = fmt::format(
        "What the profile reads as '{}' of '{}' stands more than once in a row, {} times in all; "
        "the first is "
        "taken.",
        level.columns[i], level.table, repeated_[i]);
    finding.source = fmt::format("{}.{}", level.table, level.columns[i]);
    findings.push_back(std::move(finding));
  }
  return findings;
}

}  // namespace dataflow::connectors::xml
