// The Meter stands between a source and whoever takes its rows, and measures what the read costs.
#pragma once

#include <stop_token>
#include <utility>
#include <vector>

#include "agent/core/clock.h"
#include "agent/core/progress.h"
#include "agent/core/snapshot.h"
#include "agent/freshness/pace.h"
#include "agent/ledger/source_tables.h"

namespace dataflow::freshness {

/// Passes everything on. All arguments must outlive it.
class Meter final : public RowSink {
 public:
  /// Once a stop is asked for, row() gives an error.
  Meter(RowSink& into, Pace& pace, const Clock& clock, Progress& progress,
        std::stop_token stop = {})
      : into_(into), pace_(pace), clock_(clock), progress_(progress), stop_(std::move(stop)) {}

  [[nodiscard]] Result<void> begin_table(const TableShape& shape) override;
  [[nodiscard]] Result<void> row(std::span<const Cell> cells) override;
  void found(Finding finding) override { into_.found(std::move(finding)); }
  void came_from(const SourceFile& file) override { into_.came_from(file); }

  /// Call once after the read: the tables in their order, each with its rows, the bytes of its
  /// values, and the time from its first row to the next table's. Waiting for the pace counts.
  [[nodiscard]] std::vector<ledger::TableRows> finish();

 private:
  void close_table();

  RowSink& into_;
  Pace& pace_;
  const Clock& clock_;
  Progress& progress_;
  std::stop_token stop_;
  std::vector<ledger::TableRows> tables_;
  Instant begun_;  // the table that is being read
  std::uint64_t rows_ = 0;
};

}  // namespace dataflow::freshness
