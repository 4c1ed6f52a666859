// The tables of an export, once whoever writes it has finished.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "connectors/files/store.h"

namespace dataflow::connectors::files {

/// How the end of an export shows. Nothing asked for: a folder is taken as it stands.
struct Drop {
  std::string marker;  ///< a file of that name is written last, each time; empty: none is
  std::chrono::seconds quiet{0};  ///< no file may have been written for so long
};

/// ssd_person.csv is the table ssd_person.
struct TableName {
  std::string table;
  std::string file;
  Stamp stamp;
};

/// The files of the store that end in `extension` (in any case, with the dot), in the order of
/// their names.
///
/// Errors: stop when two files are one table; wait when the export has not finished: the marker is
/// missing or older than one of the files, or one of them was written too shortly before `now`.
[[nodiscard]] Result<std::vector<TableName>> finished_tables(Store& store,
                                                             std::string_view extension,
                                                             const Drop& drop, FileTime now);

/// The same for files that are named: whether they have been written to their end.
[[nodiscard]] Result<void> check_finished(Store& store, const std::vector<TableName>& tables,
                                          const Drop& drop, FileTime now);

}  // namespace dataflow::connectors::files
