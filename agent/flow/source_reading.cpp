#include "agent/flow/source_reading.h"

#include <utility>

#include <fmt/format.h>

#include "agent/mapping/check.h"
#include "agent/mapping/optional_columns.h"

namespace dataflow::flow {

namespace {

constexpr std::int64_t kRowsBetweenReports = 1024;

/// Passes rows on to the staging and tells the progress.
class CountingSink final : public RowSink {
 public:
  CountingSink(mapping::Staging& staging, Progress& progress)
      : staging_(staging), progress_(progress) {}

  Result<void> begin_table(const TableShape& shape) override { return staging_.begin_table(shape); }
  Result<void> row(std::span<const Cell> cells) override {
    if (staging_.rows() % kRowsBetweenReports == 0) {
      progress_.report("rows read", static_cast<std::uint64_t>(staging_.rows()), 0);
    }
    return staging_.row(cells);
  }
  void found(Finding finding) override { staging_.found(std::move(finding)); }

 private:
  mapping::Staging& staging_;
  Progress& progress_;
};

/// The error that these faults of a mapping come to; there is one at least.
Error misfit(const Faults& faults) {
  return {Remedy::stop, faults.front().file,
          fmt::format("The mapping does not fit the source: {} fault{}, the first in line {}: {}",
                      faults.size(), faults.size() == 1 ? "" : "s", faults.front().line,
                      faults.front().what),
          "Run 'dataflow-agent check' for all of them."};
}

}  // namespace

Result<std::optional<std::vector<TableShape>>> columns_to_read(connectors::Connector& source,
                                                               const mapping::MappingFile& mapping,
                                                               const standard::Standard& standard,
                                                               Faults& faults) {
  TRY_ASSIGN(const auto offered, source.describe());
  return mapping::columns_read(mapping, standard, offered, faults);
}

Result<mapping::Staging> stage_source(connectors::Connector& source,
                                      const mapping::MappingFile& mapping,
                                      const standard::Standard& standard, Progress& progress,
                                      Faults& faults) {
  TRY_ASSIGN(const auto wishes, columns_to_read(source, mapping, standard, faults));
  if (!wishes) return misfit(faults);
  TRY_ASSIGN(auto staging,
             mapping::Staging::create(mapping::with_optional(*wishes, mapping), mapping.nulls));
  CountingSink sink(staging, progress);
  TRY(source.read(*wishes, sink));
  TRY(staging.finish());
  return staging;
}

}  // namespace dataflow::flow
