// The csv connector reads a folder of CSV files as tables: ssd_person.csv is the table ssd_person.
#pragma once

#include "connectors/connector.h"

namespace dataflow::connectors {

/// The kind `csv`. Options:
///
///   folder     the folder with the files, required; its sub-folders and other files are ignored
///   encoding   auto (default), utf-8, utf-16 or cp1252. Auto: a byte order mark decides; else
///              UTF-8 when the whole file is valid UTF-8; else Windows-1252
///   delimiter  comma (default), tab, semicolon or pipe, by name or as the character
///   marker     a file that the export writes last, by its name; it has to be newer than the others
///   quiet_seconds  for so long no file may have been written; 0
///
/// Marker and quiet tell a folder that is still being written: the run then waits.
///
/// A file is what RFC 4180 says, read strictly: lines end in CRLF, LF or CR, the first line names
/// the columns, every other has as many fields, and empty lines are skipped. The text of a field is
/// kept exactly, spaces included. A field without text is NULL, and so is "", because Excel cannot
/// tell the two apart. Names of tables and columns are compared without case.
///
/// Files are read as streams, in memory that does not depend on their size. read() opens each
/// wished file and checks its header before it passes the first row. A file that changes between
/// describe() and the end of read() makes the run wait. Errors name the file and the line, and
/// never a value.
[[nodiscard]] const Kind& csv_kind();

}  // namespace dataflow::connectors
