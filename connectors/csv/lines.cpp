#include "connectors/csv/lines.h"

#include <algorithm>

namespace dataflow::connectors::csv {

Lines::Piece Lines::next() {
  if (rest_.empty()) refill();
  count_line();
  if (rest_.empty()) return {{}, line_, flaw_};
  const std::string_view text = rest_.substr(0, length_of_line());
  rest_.remove_prefix(text.size());
  last_ = text.back();
  return {text, line_, Flaw::none};
}

void Lines::refill() {
  if (flaw_ != Flaw::none) return;
  const auto piece = text_.next();
  rest_ = piece.text;
  flaw_ = piece.flaw;
}

/// A line ends when something follows its ending; a CR and an LF are one ending even when a block
/// ends between them.
void Lines::count_line() {
  const bool goes_on = last_ == '\r' && rest_.starts_with('\n');
  if ((last_ == '\r' && !goes_on) || last_ == '\n') {
    ++line_;
    last_ = '\0';
  }
}

std::size_t Lines::length_of_line() const {
  const auto ends_line = [](char c) { return c == '\n' || c == '\r'; };
  const auto end = std::find_if(rest_.begin(), rest_.end(), ends_line);
  if (end == rest_.end()) return rest_.size();
  const auto length = static_cast<std::size_t>(end - rest_.begin()) + 1;
  return *end == '\r' && rest_.substr(length).starts_with('\n') ? length + 1 : length;
}

}  // namespace dataflow::connectors::csv
