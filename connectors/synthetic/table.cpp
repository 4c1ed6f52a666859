#include "connectors/synthetic/table.h"

#include <algorithm>
#include <cctype>
#include <limits>
#include <stdexcept>

#include "agent/core/ascii.h"

namespace dataflow::synthetic {

namespace {

constexpr std::uint32_t kNull = std::numeric_limits<std::uint32_t>::max();

}  // namespace

Table::Table(TableShape shape, std::vector<std::string> types)
    : shape_(std::move(shape)), types_(std::move(types)) {}

std::optional<std::size_t> Table::column(std::string_view name) const {
  for (std::size_t i = 0; i < shape_.columns.size(); ++i) {
    if (ascii::same_ignoring_case(shape_.columns[i], name)) return i;
  }
  return std::nullopt;
}

Cell Table::cell(std::size_t row, std::size_t column) const {
  std::size_t at = starts_[row];
  const std::uint32_t* length = &lengths_[row * shape_.columns.size()];
  for (const auto* last = length + column; length != last; ++length) {
    if (*length != kNull) at += *length;
  }
  if (*length == kNull) return std::nullopt;
  return std::string_view(text_).substr(at, *length);
}

void Table::read(std::size_t row, std::vector<Cell>& cells) const {
  const std::size_t width = shape_.columns.size();
  cells.resize(width);
  std::size_t at = starts_[row];
  for (std::size_t i = 0; i < width; ++i) {
    const std::uint32_t length = lengths_[row * width + i];
    cells[i] = length == kNull ? Cell() : std::string_view(text_).substr(at, length);
    if (length != kNull) at += length;
  }
}

void Table::add(std::span<const std::optional<std::string>> cells) {
  if (cells.size() != shape_.columns.size()) throw std::logic_error("A row of another table.");
  starts_.push_back(text_.size());
  for (const auto& cell : cells) {
    lengths_.push_back(cell ? static_cast<std::uint32_t>(cell->size()) : kNull);
    if (cell) text_ += *cell;
  }
}

}  // namespace dataflow::synthetic
