#include "agent/mapping/block_rows.h"

namespace dataflow::mapping {

namespace {
constexpr int kFirstField = 2;  // after the child and the parent's key
}

Result<void> BlockRows::take(std::string_view child, const ValueWriter& writer) {
  text_.clear();
  rows_.clear();
  values_.clear();
  notes_.clear();
  while (!at_end_ && next_child() == child) {
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
  Row taken;
  taken.parent_key = keep(select_.text(1));
  for (std::size_t column = 0; column < columns(); ++column) {
    const std::string_view raw = select_.text(kFirstField + static_cast<int>(column));
    Span span{static_cast<std::uint32_t>(text_.size()), 0};
    if (!raw.empty()) {
      if (column == plan_->key_column) taken.key = keep(raw);
      span.begin = static_cast<std::uint32_t>(text_.size());
      const Written written = writer.write(*plan_->spec->fields[column].first, raw, text_);
      span.length = static_cast<std::uint32_t>(text_.size() - span.begin);
      if (written != Written::whole) notes_.push_back({row, column, written});
    }
    values_.push_back(span);
  }
  rows_.push_back(taken);
}

BlockRows::Span BlockRows::keep(std::string_view text) {
  const Span span{static_cast<std::uint32_t>(text_.size()),
                  static_cast<std::uint32_t>(text.size())};
  text_ += text;
  return span;
}

}  // namespace dataflow::mapping
