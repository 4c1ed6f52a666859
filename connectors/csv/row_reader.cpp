#include "connectors/csv/row_reader.h"

#include <utility>

#include <fmt/format.h>

namespace dataflow::connectors::csv {

namespace {

constexpr std::size_t kLongestRow = std::size_t{16} * 1024 * 1024;

bool is_line_ending(std::string_view text) {
  return text == "\n" || text == "\r" || text == "\r\n";
}

}  // namespace

RowReader::RowReader(std::istream& bytes, Encoding encoding, char delimiter, std::string file)
    : lines_(TextStream(bytes, encoding)), parser_(delimiter), file_(std::move(file)) {}

void RowReader::expect(std::vector<bool> columns, std::size_t unnamed) {
  expected_ = columns.size();
  unnamed_ = unnamed;
  parser_.keep(std::move(columns));
}

Result<bool> RowReader::next() {
  for (;;) {
    const auto piece = lines_.next();
    if (piece.flaw != Flaw::none) return error(piece.flaw, piece.line);
    if (piece.text.empty()) return finish();
    if (!in_row_ && is_line_ending(piece.text)) continue;
    switch (feed(piece)) {
      case Parsed::row:
        return check_row();
      case Parsed::part:
        break;
      default:
        return error(Flaw::bare_quote, piece.line);
    }
    if (row_length_ > kLongestRow) return error(Flaw::too_long, row_line_);
  }
}

Parsed RowReader::feed(const Lines::Piece& piece) {
  if (!in_row_) begin_row(piece.line);
  const std::size_t fields_before = row_length_ == 0 ? 0 : parser_.fields();
  const Parsed parsed = parser_.feed(piece.text);
  row_length_ += piece.text.size();
  if (parser_.fields() != fields_before) field_line_ = piece.line;
  if (parsed == Parsed::row) in_row_ = false;
  return parsed;
}

void RowReader::begin_row(std::size_t line) {
  in_row_ = true;
  row_line_ = field_line_ = line;
  row_length_ = 0;
}

Result<bool> RowReader::finish() {
  if (!in_row_) return false;
  in_row_ = false;
  if (parser_.finish() == Parsed::open_quote) return error(Flaw::open_quote, field_line_);
  return check_row();
}

Result<bool> RowReader::check_row() const {
  if (!expected_) return true;
  const std::size_t fields = parser_.fields();
  const bool fits = fields >= *expected_ && fields <= *expected_ + unnamed_;
  if (fits && parser_.stray() == 0) return true;
  if (fits) {
    return Error{
        Remedy::stop, place(file_, row_line_),
        fmt::format("this line has a value in column {}, which has no name.", parser_.stray()),
        "Give the column a name, or look for a delimiter in a field that has no quotes "
        "around it."};
  }
  return Error{
      Remedy::stop, place(file_, row_line_),
      fmt::format("this line has {} field{} where the header has {}.", fields,
                  fields == 1 ? "" : "s", *expected_),
      "Look for a delimiter or a line break in a field that has no quotes around it, and check "
      "the delimiter in the settings."};
}

Error RowReader::error(Flaw flaw, std::size_t line) const {
  return error_of(flaw, file_, line);
}

}  // namespace dataflow::connectors::csv
