// A TableFile is one CSV file opened as a table, its header read and its rows still to come.
#pragma once

#include <istream>
#include <memory>

#include "connectors/csv/folder.h"
#include "connectors/csv/format.h"
#include "connectors/csv/row_reader.h"
#include "connectors/drop/stamp.h"

namespace dataflow::connectors::csv {

/// How much of a file is going to be read.
enum class Extent {
  header,  ///< the encoding need only be right for the first row
  rows,    ///< the encoding is found over the whole file
};

class TableFile {
 public:
  /// Opens the file and reads its header. `stamp` is what the file was when the run began.
  ///
  /// Errors: remedy wait when the file is not what it was then, stop when it has no proper header.
  [[nodiscard]] static Result<TableFile> open(const TablePath& path, const Format& format,
                                              const Stamp& stamp, Extent extent);

  [[nodiscard]] const TableShape& shape() const { return shape_; }

  /// Passes all rows with the wished columns, which must exist. Once only.
  [[nodiscard]] Result<void> read(const TableShape& wish, RowSink& sink);

  /// An error with remedy wait when the file changed since its stamp was taken.
  [[nodiscard]] Result<void> check_unchanged() const;

 private:
  TableFile(TablePath path, const Stamp& stamp) : path_(std::move(path)), stamp_(stamp) {}
  Result<void> open_bytes();
  Result<void> begin(const Format& format, Extent extent);
  Result<void> read_header(Encoding encoding, char delimiter, std::size_t from);
  [[nodiscard]] bool has_ascii_header() const;
  Result<bool> next_row();

  TablePath path_;
  Stamp stamp_;
  std::unique_ptr<std::istream> bytes_;
  std::unique_ptr<RowReader> rows_;
  TableShape shape_;
};

}  // namespace dataflow::connectors::csv
