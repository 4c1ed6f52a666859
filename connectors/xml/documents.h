// The XML files of a source: one file, or those of a folder, read one after the other.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "connectors/drop/drop.h"
#include "connectors/drop/stamp.h"
#include "connectors/xml/row_builder.h"

namespace dataflow::connectors::xml {

struct Document {
  std::filesystem::path file;
  Stamp stamp;  ///< as it was when the run began
};

/// The file itself, or the files of the folder that end in .xml, sorted by name; the extension may
/// be in any case, and sub-folders and other files are left out.
///
/// Errors: remedy wait when there is none yet or the export has not finished; stop when the folder
/// cannot be read or a file has more than `most_bytes`.
[[nodiscard]] Result<std::vector<Document>> finished_documents(const std::filesystem::path& path,
                                                               const Drop& drop,
                                                               std::uintmax_t most_bytes);

/// Reads the document through the builder and passes on the rows as they become complete.
///
/// Errors: of the document, at its line; remedy wait when the file is not what it was.
[[nodiscard]] Result<void> read_document(const Document& document, RowBuilder& builder,
                                         RowSink& sink);

}  // namespace dataflow::connectors::xml
