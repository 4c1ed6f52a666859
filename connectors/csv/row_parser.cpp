#include "connectors/csv/row_parser.h"

#include <new>

#include <csv.h>

namespace dataflow::connectors::csv {

namespace {

/// libcsv's buffer for one field grows by so many bytes.
constexpr std::size_t kGrowth = std::size_t{64} * 1024;

/// No character is space: libcsv would trim it off the fields.
int never(unsigned char) {
  return 0;
}

}  // namespace

void RowParser::Free::operator()(csv_parser* parser) const {
  csv_free(parser);
  delete parser;  // NOLINT(cppcoreguidelines-owning-memory): it is the owner
}

RowParser::RowParser(char delimiter) : parser_(new csv_parser{}), kept_(kMostColumns, true) {
  if (csv_init(parser_.get(), CSV_STRICT | CSV_STRICT_FINI) != 0) throw std::bad_alloc();
  csv_set_delim(parser_.get(), static_cast<unsigned char>(delimiter));
  csv_set_space_func(parser_.get(), never);
  csv_set_blk_size(parser_.get(), kGrowth);
}

void RowParser::keep(std::vector<bool> columns) {
  kept_ = std::move(columns);
}

Parsed RowParser::feed(std::string_view piece) {
  if (complete_) start_row();
  const std::size_t parsed =
      csv_parse(parser_.get(), piece.data(), piece.size(), on_field, on_row, this);
  if (parsed == piece.size()) return outcome();
  if (csv_error(parser_.get()) != CSV_EPARSE) throw std::bad_alloc();
  return Parsed::bare_quote;
}

Parsed RowParser::finish() {
  if (csv_fini(parser_.get(), on_field, on_row, this) != 0) return Parsed::open_quote;
  return outcome();
}

void RowParser::start_row() {
  text_.clear();
  places_.clear();
  fields_ = 0;
  stray_ = 0;
  complete_ = false;
}

/// Views into text_ are made only now, because it moves while it grows.
Parsed RowParser::outcome() {
  if (!complete_) return Parsed::part;
  cells_.clear();
  for (const Place& place : places_) {
    cells_.push_back(place.length == 0
                         ? Cell()
                         : Cell(std::string_view(text_).substr(place.begin, place.length)));
  }
  return Parsed::row;
}

void RowParser::add_field(std::string_view text) {
  const std::size_t column = fields_++;
  if (column >= kept_.size()) {
    if (stray_ == 0 && !text.empty()) stray_ = column + 1;
    return;
  }
  const std::string_view kept = kept_[column] ? text : std::string_view();
  places_.push_back({text_.size(), kept.size()});
  text_.append(kept);
}

/// libcsv is C: an exception may not pass through it, so running out of memory here ends the
/// program. A row's length is limited (RowReader), so that this takes a machine already out of it.
void RowParser::on_field(void* text, std::size_t size, void* self) noexcept {
  static_cast<RowParser*>(self)->add_field({static_cast<const char*>(text), size});
}

void RowParser::on_row(int, void* self) noexcept {
  static_cast<RowParser*>(self)->complete_ = true;
}

}  // namespace dataflow::connectors::csv
