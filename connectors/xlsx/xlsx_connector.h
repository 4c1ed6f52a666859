// The xlsx connector reads Excel workbooks as tables: the sheets of one, or a folder of them.
#pragma once

#include "connectors/connector.h"

namespace dataflow::connectors {

/// The kind `xlsx`. Options:
///
///   file       one workbook: each of its sheets is the table of its name, hidden ones too
///   sheets     of these, only the ones named here, parted by commas
///   folder     in place of `file`: ssd_person.xlsx is the table ssd_person, its only visible sheet
///   sftp...    in place of `folder`, the same behind SFTP (connectors/files/options.h)
///   marker, quiet_seconds   how the end of an export shows, as for csv
///
/// The first row with text names the columns. Rows without text are skipped; a cell without text is
/// NULL, and so is one that holds an error, which is found (S03). Numbers are their exact digits,
/// days YYYY-MM-DD, times HH:MM:SS and truths 1 or 0; a formula is the value it had when the
/// workbook was saved. Merged cells are found (S04). All else is as in excel/damage.h.
///
/// A workbook is loaded into memory as it is, compressed, and so are its shared texts; its sheets
/// are streamed. What is larger than Excel allows, or than bounds.h, is an error.
[[nodiscard]] const Kind& xlsx_kind();

}  // namespace dataflow::connectors
