#include "agent/freshness/sample.h"

#include "agent/freshness/meter.h"

namespace dataflow::freshness {

namespace {

/// Lets a number of rows through and then ends the read with an error.
class FirstRows final : public RowSink {
 public:
  explicit FirstRows(std::int64_t most) : most_(most) {}

  Result<void> begin_table(const TableShape&) override { return {}; }
  Result<void> row(std::span<const Cell>) override {
    if (rows_ == most_) {
      full_ = true;
      return Error{Remedy::wait, "sample", "Enough rows were read.", ""};
    }
    ++rows_;
    return {};
  }
  void found(Finding) override {}

  [[nodiscard]] std::int64_t rows() const { return rows_; }
  [[nodiscard]] bool full() const { return full_; }

 private:
  std::int64_t most_;
  std::int64_t rows_ = 0;
  bool full_ = false;
};

}  // namespace

Result<Sample> sample(const ReadingParts& parts, const TableShape& wish, Pace& pace,
                      std::int64_t most) {
  const Instant begun = parts.clock.now();
  FirstRows first(most);
  Meter meter(first, pace, parts.clock, parts.progress);
  const auto read = parts.source.read({&wish, 1}, meter);
  if (!read && !first.full()) return read.error();
  return Sample{first.rows(), (parts.clock.now() - begun).count(), !first.full()};
}

}  // namespace dataflow::freshness
