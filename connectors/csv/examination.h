// What a folder of CSV files says of itself, and whether this account could write to it.
#pragma once

#include <filesystem>
#include <span>

#include "connectors/connector.h"
#include "connectors/csv/drop.h"

namespace dataflow::connectors::csv {

/// `tables` are the CSV files of the folder. Nothing is written, and no file is opened.
[[nodiscard]] Examination examine_folder(const std::filesystem::path& folder,
                                         std::span<const TablePath> tables, const Drop& drop);

}  // namespace dataflow::connectors::csv
