#include "agent/freshness/meter.h"

#include <utility>

#include "agent/core/stopping.h"

namespace dataflow::freshness {

namespace {
constexpr std::uint64_t kRowsBetweenReports = 1024;
}

Result<void> Meter::begin_table(const TableShape& shape) {
  close_table();
  begun_ = clock_.now();
  tables_.push_back({shape.table});
  return into_.begin_table(shape);
}

Result<void> Meter::row(std::span<const Cell> cells) {
  if (rows_++ % kRowsBetweenReports == 0) progress_.report("rows read", rows_ - 1, 0);
  TRY(check_stop(stop_));
  TRY(pace_.row());
  auto& table = tables_.back();
  ++table.rows;
  for (const auto& cell : cells) {
    if (cell) table.bytes += static_cast<std::int64_t>(cell->size());
  }
  return into_.row(cells);
}

std::vector<ledger::TableRows> Meter::finish() {
  close_table();
  return std::exchange(tables_, {});
}

void Meter::close_table() {
  if (!tables_.empty()) tables_.back().milliseconds = (clock_.now() - begun_).count();
}

}  // namespace dataflow::freshness
