#include "agent/freshness/table_sums.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include <fmt/format.h>

namespace dataflow::freshness {

namespace {

/// Each cell with its length, so that no two rows look alike.
void add(Hasher& hasher, const Cell& cell) {
  const std::uint64_t size = cell ? cell->size() + 1 : 0;
  std::array<char, sizeof size> prefix{};
  std::memcpy(prefix.data(), &size, sizeof size);
  hasher.add({prefix.data(), prefix.size()});
  if (cell) hasher.add(*cell);
}

std::string rows(std::int64_t number) {
  return number == 1 ? "1 row" : fmt::format("{} rows", number);
}

std::string what_differs(const TableSum& first, const TableSum& second) {
  if (first.table != second.table) return "The source gave other tables when it was read again.";
  if (first.rows != second.rows) {
    return fmt::format("The table {} had {} when it was read, and {} when it was read again.",
                       first.table, rows(first.rows), second.rows);
  }
  return fmt::format("The table {} changed between two reads.", first.table);
}

Error unequal(std::string what) {
  return {Remedy::wait, "source.reads", std::move(what),
          "The source is being written to; the next run reads it again. Where that never ends, see "
          "'reads' in docs/source-freshness.md."};
}

}  // namespace

Result<void> SummingSink::begin_table(const TableShape& shape) {
  sums_.push_back({shape.table});
  return into_ == nullptr ? Result<void>() : into_->begin_table(shape);
}

Result<void> SummingSink::row(std::span<const Cell> cells) {
  for (const auto& cell : cells) add(hasher_, cell);
  const Digest digest = hasher_.finish();
  auto& table = sums_.back();
  ++table.rows;
  std::array<std::uint64_t, 4> parts{};
  static_assert(sizeof parts == Digest::kSize);
  std::memcpy(parts.data(), digest.bytes().data(), sizeof parts);
  for (std::size_t i = 0; i < parts.size(); ++i) table.sum[i] += parts[i];
  return into_ == nullptr ? Result<void>() : into_->row(cells);
}

void SummingSink::found(Finding finding) {
  if (into_ != nullptr) into_->found(std::move(finding));
}

void SummingSink::came_from(const SourceFile& file) {
  if (into_ != nullptr) into_->came_from(file);
}

Result<void> check_equal(const std::vector<TableSum>& first, const std::vector<TableSum>& second) {
  const auto [a, b] = std::mismatch(first.begin(), first.end(), second.begin(), second.end());
  if (a == first.end() && b == second.end()) return {};
  const TableSum none;
  return unequal(what_differs(a == first.end() ? none : *a, b == second.end() ? none : *b));
}

}  // namespace dataflow::freshness
