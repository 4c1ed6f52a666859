// The XML files of a source, each opened once and read as often as there are wished tables.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "connectors/files/finished.h"
#include "connectors/files/hashed_stream.h"
#include "connectors/xml/row_builder.h"

namespace dataflow::connectors::xml {

/// Where the files of a source are, and which of them are its.
struct XmlFiles {
  std::unique_ptr<files::Store> store;
  files::Drop drop;
  std::string only;              ///< the only file; empty: all of the store that end in .xml
  std::uint64_t most_bytes = 0;  ///< that one of them may have
};

/// The files, sorted by name, once whoever writes them has finished.
///
/// Errors: remedy wait when there is none yet, or the export has not finished; stop when the store
/// cannot be read or a file is too large.
[[nodiscard]] Result<std::vector<files::TableName>> finished_documents(const XmlFiles& from);

/// One file, to be read through one builder after another. The store must outlive it.
class Document {
 public:
  [[nodiscard]] static Result<Document> open(files::Store& store, files::TableName name);

  /// Reads it from the beginning to the end and passes on the rows as they become complete.
  ///
  /// Errors: of the document, at its line; remedy wait when the file is not what it was.
  [[nodiscard]] Result<void> read(RowBuilder& builder, RowSink& sink);

  /// An error with remedy wait when the file is not what it was.
  [[nodiscard]] Result<void> check_unchanged() const;

  /// What was read, after the last read(): all rows of all reads. Once only.
  [[nodiscard]] SourceFile as_file();

 private:
  Document(files::Store& store, files::TableName name) : store_(&store), name_(std::move(name)) {}
  Result<void> read_through(RowBuilder& builder, RowSink& sink);

  files::Store* store_;
  files::TableName name_;
  std::unique_ptr<files::HashedStream> bytes_;
  std::int64_t rows_ = 0;
};

}  // namespace dataflow::connectors::xml
