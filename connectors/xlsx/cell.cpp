#include "connectors/xlsx/cell.h"

#include <charconv>

#include "agent/core/ascii.h"
#include "connectors/xlsx/bounds.h"

namespace dataflow::connectors::xlsx {

namespace {

std::optional<std::size_t> index_of(std::string_view text) {
  std::size_t number = 0;
  const auto end = std::from_chars(text.data(), text.data() + text.size(), number);
  if (end.ec != std::errc() || end.ptr != text.data() + text.size()) return std::nullopt;
  return number;
}

}  // namespace

std::optional<CellPlace> place_of(std::string_view reference) {
  constexpr std::size_t kLetters = 3;  // XFD is the last column
  std::size_t column = 0;
  std::size_t letters = 0;
  while (letters < reference.size() && ascii::is_capital(reference[letters])) {
    if (letters == kLetters) return std::nullopt;
    column = column * 26 + static_cast<std::size_t>(reference[letters++] - 'A') + 1;
  }
  const auto row = index_of(reference.substr(letters));
  const bool exists =
      row && *row >= 1 && *row <= kMostRows && column >= 1 && column <= kMostColumns;
  if (!exists) return std::nullopt;
  return CellPlace{column - 1, *row - 1};
}

void OpenCell::begin(std::string_view name, const Attributes& attributes) {
  if (name == "c") {
    *this = OpenCell();
    type_ = attributes.get("t");
    style_ = attributes.get("s");
  }
  in_value_ = name == "v";
  has_value_ = has_value_ || in_value_;
  has_formula_ = has_formula_ || name == "f";
  inline_text_.begin(name, attributes);
}

void OpenCell::end(std::string_view name) {
  in_value_ = false;
  inline_text_.end(name);
}

void OpenCell::text(std::string_view text) {
  if (!in_value_) return inline_text_.text(text);
  if (value_.size() <= kMostCellBytes) value_ += text;
}

std::optional<ReadCell> OpenCell::take(const Workbook& workbook) {
  if (type_ == "inlineStr") return ReadCell{inline_text_.take()};
  if (type_ == "e") return ReadCell{"", Value::lost};
  if (value_.empty()) {
    // A formula may well have an empty text for its value.
    const bool unknown = has_formula_ && !has_value_;
    return ReadCell{"", unknown ? Value::lost : Value::text};
  }
  return stored(workbook);
}

std::optional<ReadCell> OpenCell::stored(const Workbook& workbook) const {
  if (type_ == "str") return ReadCell{unescaped(value_)};
  const std::string_view value = ascii::trimmed(value_);
  if (type_ == "s") {
    const auto number = index_of(value);
    const auto text = number ? workbook.shared().find(*number) : std::nullopt;
    if (!text) return std::nullopt;
    return ReadCell{std::string(*text)};
  }
  if (type_ == "b") return ReadCell{value == "1" || value == "true" ? "1" : "0"};
  if (type_ == "d") return ReadCell{iso_text(value)};
  if (!type_.empty() && type_ != "n") return std::nullopt;
  const Meaning meaning = workbook.styles().meaning_of(index_of(style_).value_or(0));
  if (meaning != Meaning::number) return ReadCell{moment_text(value, meaning, workbook.epoch())};
  auto number = number_text(value);
  return ReadCell{std::move(number.text), number.lost_digits ? Value::lost_digits : Value::text};
}

}  // namespace dataflow::connectors::xlsx
