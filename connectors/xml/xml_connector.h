// The xml connector reads XML files as tables, as a profile says.
#pragma once

#include "connectors/connector.h"

namespace dataflow::connectors {

/// The kind `xml`. Options:
///
///   file     the file, where there is just one; otherwise `folder` or those of SFTP, with
///            `marker` and `quiet_seconds`, as connectors/files/options.h has them: the files that
///            end in .xml are read one after the other, by name
///   profile  the file that says what the tables are, or the name of a shipped one; required
///   most_megabytes  how large a file may be; 1024
///
/// describe() is what the profile says; no file is opened for it, but they must be there and
/// finished. Texts arrive as they stand in the file, as UTF-8; what is missing or empty as nothing.
///
/// Files are read as streams, once for each wished table, in memory that does not depend on their
/// size, but for those behind SFTP. A file that changes between describe() and the end of read()
/// makes the run wait. Errors name the file and the line, and never a value. Findings: S40, a value
/// that stands twice in a row.
[[nodiscard]] const Kind& xml_kind();

}  // namespace dataflow::connectors
