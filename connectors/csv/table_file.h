// A TableFile is one CSV file opened as a table, its header read and its rows still to come.
#pragma once

#include <memory>

#include "connectors/csv/format.h"
#include "connectors/csv/row_reader.h"
#include "connectors/excel/damage.h"
#include "connectors/excel/header.h"
#include "connectors/files/finished.h"
#include "connectors/files/hashed_stream.h"

namespace dataflow::connectors::csv {

class TableFile {
 public:
  /// Opens the file and reads its header. `name` has the stamp of when the run began. With
  /// Extent::beginning the rows cannot be read. The store must outlive it.
  ///
  /// Errors: remedy wait when the file is not what it was then, stop when it has no proper header.
  [[nodiscard]] static Result<TableFile> open(files::Store& store, const files::TableName& name,
                                              const Format& format, files::Extent extent);

  [[nodiscard]] const TableShape& shape() const { return shape_; }

  /// Passes all rows with the wished columns, which must exist, then what was found of them, and
  /// the file itself. Once only.
  [[nodiscard]] Result<void> read(const TableShape& wish, RowSink& sink);

  /// An error with remedy wait when the file changed since its stamp was taken.
  [[nodiscard]] Result<void> check_unchanged() const;

 private:
  TableFile(files::Store& store, files::TableName name, const Format& format)
      : store_(&store), name_(std::move(name)), format_(format) {}
  Result<void> open_bytes(files::Extent extent);
  Result<void> begin(files::Extent extent);
  Result<void> read_header(Encoding encoding, std::size_t from);
  Result<void> check_no_title(Encoding encoding, std::size_t from);
  [[nodiscard]] bool has_ascii_header() const;
  Result<bool> next_row();
  Result<std::int64_t> pass_rows(const TableShape& wish, RowSink& sink, excel::Damage& damage);

  files::Store* store_;
  files::TableName name_;
  Format format_;
  std::unique_ptr<files::HashedStream> bytes_;
  std::unique_ptr<RowReader> rows_;
  TableShape shape_;
  std::size_t unnamed_ = 0;  // columns after the last one with a name
};

}  // namespace dataflow::connectors::csv
