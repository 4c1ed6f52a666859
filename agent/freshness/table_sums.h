// Table sums tell whether two reads of a source gave the same rows, whatever their order.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "agent/core/digest.h"
#include "agent/core/snapshot.h"

namespace dataflow::freshness {

/// The rows of one table, added up.
struct TableSum {
  std::string table;
  std::int64_t rows = 0;
  /// The SHA-256 of every row, added as four numbers: the order of the rows does not matter, and a
  /// row that stands twice counts twice.
  std::array<std::uint64_t, 4> sum{};

  bool operator==(const TableSum&) const = default;
};

/// Adds up what it takes, and passes it on where there is somebody to take it. `into` must outlive
/// it.
class SummingSink final : public RowSink {
 public:
  explicit SummingSink(RowSink* into) : into_(into) {}

  [[nodiscard]] Result<void> begin_table(const TableShape& shape) override;
  [[nodiscard]] Result<void> row(std::span<const Cell> cells) override;
  void found(Finding finding) override;
  void came_from(const SourceFile& file) override;

  [[nodiscard]] const std::vector<TableSum>& sums() const { return sums_; }

 private:
  RowSink* into_;
  Hasher hasher_;
  std::vector<TableSum> sums_;
};

/// An error with remedy wait that names the first table of which the two reads differ.
[[nodiscard]] Result<void> check_equal(const std::vector<TableSum>& first,
                                       const std::vector<TableSum>& second);

}  // namespace dataflow::freshness
