#include "agent/mapping/block_rows.h"

namespace dataflow::mapping {

namespace {
constexpr int kFirstField = 3;  // after the child's place, the parent's item and the own item
}

Result<void> BlockRows::take(std::int64_t place, const ValueWriter& writer) {
  text_.clear();
  rows_.clear();
  values_.clear();
  notes_.clear();
  while (!at_end_ && next_place_ == place) {
    take_row(writer);
    TRY(advance());
  }
  return {};
}

bool BlockRows::same_values(std::size_t a, std::size_t b) const {
  for (std::size_t column = 0; column < columns(); ++column) {
    if (value(a, column) != value(b, column)) return false;
  }
  return true;
}

Result<void> BlockRows::advance() {
  switch (select_.step()) {
    case sqlite::Step::row:
      next_place_ = select_.integer(0);
      return {};
    case sqlite::Step::done:
      at_end_ = true;
      return {};
    case sqlite::Step::failed:
      break;
  }
  at_end_ = true;
  return select_.error();
}

void BlockRows::take_row(const ValueWriter& writer) {
  const std::size_t row = rows_.size();
  rows_.push_back({select_.integer(1), select_.integer(2)});
  for (std::size_t column = 0; column < columns(); ++column) {
    Span span{static_cast<std::uint32_t>(text_.size()), 0};
    const std::string_view raw = select_.text(kFirstField + static_cast<int>(column));
    if (!raw.empty()) {
      const Written written = writer.write(*plan_->spec->fields[column].first, raw, text_);
      span.length = static_cast<std::uint32_t>(text_.size() - span.begin);
      if (written != Written::whole) notes_.push_back({row, column, written});
    }
    values_.push_back(span);
  }
}

}  // namespace dataflow::mapping
