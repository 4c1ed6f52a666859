#include "connectors/csv/table_file.h"

#include <algorithm>
#include <utility>

#include "agent/core/clock.h"
#include "connectors/wishes.h"

namespace dataflow::connectors::csv {

namespace {

using files::Extent;

/// For each wished column its place in the file.
std::vector<std::size_t> places_of(const TableShape& wish, const TableShape& file) {
  std::vector<std::size_t> places;
  for (const auto& column : wish.columns) places.push_back(find_column(file, column).value());
  return places;
}

std::vector<bool> marked(const std::vector<std::size_t>& places, std::size_t columns) {
  std::vector<bool> marks(columns, false);
  for (const std::size_t place : places) marks[place] = true;
  return marks;
}

bool is_ascii(const std::string& text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<signed char>(c) >= 0; });
}

}  // namespace

Result<TableFile> TableFile::open(files::Store& store, const files::TableName& name,
                                  const Format& format, Extent extent) {
  TableFile file(store, name, format);
  TRY(file.check_unchanged());
  TRY(file.open_bytes(extent));
  if (auto begun = file.begin(extent); !begun) {
    TRY(file.check_unchanged());
    return begun.error();
  }
  return file;
}

Result<void> TableFile::open_bytes(Extent extent) {
  TRY_ASSIGN(auto bytes, store_->open(name_.file, extent));
  bytes_ = std::make_unique<files::HashedStream>(std::move(bytes));
  return {};
}

/// The whole file is searched for its encoding only where that matters: an ASCII header reads the
/// same in UTF-8 and in Windows-1252.
Result<void> TableFile::begin(Extent extent) {
  const Beginning beginning = csv::begin(*bytes_, format_.encoding);
  const std::string file = store_->place(name_.file);
  if (beginning.flaw != Flaw::none) return error_of(beginning.flaw, file, 1);
  if (beginning.encoding) return read_header(*beginning.encoding, beginning.mark);
  if (extent == Extent::beginning) {
    auto header = read_header(Encoding::utf8, 0);
    if (header && has_ascii_header()) return header;
    TRY(open_bytes(Extent::whole));
  }
  return read_header(guess(*bytes_), 0);
}

Result<void> TableFile::read_header(Encoding encoding, std::size_t from) {
  TRY(check_no_title(encoding, from));
  go_to(*bytes_, from);
  const std::string file = store_->place(name_.file);
  rows_ = std::make_unique<RowReader>(*bytes_, encoding, format_.delimiter, file);
  TRY_ASSIGN(const bool found, rows_->next());
  const std::string place = csv::place(file, rows_->line());
  if (!found) {
    return Error{Remedy::stop, place, "the file is empty: it has not even a header.",
                 "Export it again with the names of its columns in the first line."};
  }
  if (rows_->fields() > kMostColumns) {
    return Error{Remedy::stop, place, "the header has more columns than Excel allows.",
                 "Check the delimiter in the settings."};
  }
  TRY_ASSIGN(auto header, excel::read_header(rows_->cells(), place));
  shape_ = {name_.table, std::move(header.columns)};
  unnamed_ = header.unnamed;
  return {};
}

/// Looks ahead to the second row, but only where the first has a single name. What is wrong with
/// these rows is told when they are read.
Result<void> TableFile::check_no_title(Encoding encoding, std::size_t from) {
  go_to(*bytes_, from);
  const std::string file = store_->place(name_.file);
  RowReader ahead(*bytes_, encoding, format_.delimiter, file);
  if (const auto first = ahead.next(); !first || !*first) return {};
  if (!excel::may_be_title(ahead.cells())) return {};
  const std::string place = csv::place(file, ahead.line());
  if (const auto second = ahead.next(); !second || !*second) return {};
  return excel::check_no_title(ahead.cells(), place, ahead.line());
}

bool TableFile::has_ascii_header() const {
  return std::all_of(shape_.columns.begin(), shape_.columns.end(), is_ascii);
}

Result<void> TableFile::read(const TableShape& wish, RowSink& sink) {
  excel::Damage damage(wish, format_.long_numbers);
  TRY_ASSIGN(const std::int64_t rows, pass_rows(wish, sink, damage));
  TRY(damage.report(sink, store_->place(name_.file)));
  sink.came_from(
      {name_.file, bytes_->size(), bytes_->digest(),
       rfc3339(std::chrono::time_point_cast<std::chrono::milliseconds>(name_.stamp.written)),
       rows});
  return {};
}

Result<std::int64_t> TableFile::pass_rows(const TableShape& wish, RowSink& sink,
                                          excel::Damage& damage) {
  const auto places = places_of(wish, shape_);
  rows_->expect(marked(places, shape_.columns.size()), unnamed_);
  TRY(sink.begin_table(wish));
  std::vector<Cell> cells(places.size());
  for (std::int64_t count = 0;; ++count) {
    TRY_ASSIGN(const bool more, next_row());
    if (!more) return count;
    std::transform(places.begin(), places.end(), cells.begin(),
                   [row = rows_->cells()](std::size_t place) { return row[place]; });
    damage.look(cells);
    TRY(sink.row(cells));
  }
}

/// A row that is cut off because the file is still being written is not the row's fault.
Result<bool> TableFile::next_row() {
  auto more = rows_->next();
  if (!more) TRY(check_unchanged());
  return more;
}

Result<void> TableFile::check_unchanged() const {
  return files::check_unchanged(*store_, name_.file, name_.stamp);
}

}  // namespace dataflow::connectors::csv
