// What the files of an export say of themselves, and whether this account could write to them.
#pragma once

#include <span>
#include <string>

#include "connectors/connector.h"
#include "connectors/files/finished.h"

namespace dataflow::connectors::files {

/// `tables` are the files of the store that are read, and `format` names them: "CSV". Nothing is
/// written, and no file is opened.
[[nodiscard]] Examination examine(const Store& store, std::span<const TableName> tables,
                                  const Drop& drop, const std::string& format);

}  // namespace dataflow::connectors::files
