#include "connectors/csv/table_file.h"

#include <algorithm>
#include <fstream>
#include <utility>

#include "connectors/csv/header.h"
#include "connectors/wishes.h"

namespace dataflow::connectors::csv {

namespace {

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

Result<TableFile> TableFile::open(const TablePath& path, const Format& format, const Stamp& stamp,
                                  Extent extent) {
  TableFile file(path, stamp);
  TRY(file.check_unchanged());
  TRY(file.open_bytes());
  if (auto begun = file.begin(format, extent); !begun) {
    TRY(file.check_unchanged());
    return begun.error();
  }
  return file;
}

Result<void> TableFile::open_bytes() {
  auto bytes = std::make_unique<std::ifstream>();
  bytes->rdbuf()->pubsetbuf(nullptr, 0);  // TextStream has a buffer of its own
  bytes->open(path_.file, std::ios::binary);
  if (!bytes->is_open()) {
    return Error{Remedy::stop, path_.file.string(), "the file cannot be opened.",
                 "Check that this account may read it and that no other program holds it."};
  }
  bytes_ = std::move(bytes);
  return {};
}

/// The whole file is searched for its encoding only where that matters: an ASCII header reads the
/// same in UTF-8 and in Windows-1252.
Result<void> TableFile::begin(const Format& format, Extent extent) {
  const Beginning beginning = csv::begin(*bytes_, format.encoding);
  if (beginning.flaw != Flaw::none) return error_of(beginning.flaw, path_.file.string(), 1);
  if (beginning.encoding) {
    return read_header(*beginning.encoding, format.delimiter, beginning.mark);
  }
  if (extent == Extent::header) {
    auto header = read_header(Encoding::utf8, format.delimiter, 0);
    if (header && has_ascii_header()) return header;
  }
  return read_header(guess(*bytes_), format.delimiter, 0);
}

Result<void> TableFile::read_header(Encoding encoding, char delimiter, std::size_t from) {
  go_to(*bytes_, from);
  const std::string file = path_.file.string();
  rows_ = std::make_unique<RowReader>(*bytes_, encoding, delimiter, file);
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
  TRY_ASSIGN(auto names, column_names(rows_->cells(), place));
  shape_ = {path_.table, std::move(names)};
  return {};
}

bool TableFile::has_ascii_header() const {
  return std::all_of(shape_.columns.begin(), shape_.columns.end(), is_ascii);
}

Result<void> TableFile::read(const TableShape& wish, RowSink& sink) {
  const auto places = places_of(wish, shape_);
  rows_->expect(marked(places, shape_.columns.size()));
  TRY(sink.begin_table(wish));
  std::vector<Cell> cells(places.size());
  for (;;) {
    TRY_ASSIGN(const bool more, next_row());
    if (!more) return {};
    std::transform(places.begin(), places.end(), cells.begin(),
                   [row = rows_->cells()](std::size_t place) { return row[place]; });
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
  return connectors::check_unchanged(path_.file, stamp_);
}

}  // namespace dataflow::connectors::csv
