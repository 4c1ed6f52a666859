// The SSD as the extracts of three systems fill it: the same tables, with their own ways of
// writing.
#pragma once

#include <functional>
#include <string_view>

#include "connectors/synthetic/shapes/edit_table.h"
#include "connectors/synthetic/shapes/shape.h"

namespace dataflow::synthetic {

/// The tables of a council while they take on an extract's ways.
class SsdExtract {
 public:
  explicit SsdExtract(const Holdings& holdings) : tables_(holdings.tables) {}

  [[nodiscard]] Table& operator[](TableId id) { return tables_[static_cast<std::size_t>(id)]; }
  void edit(TableId id, const Edit& change) { (*this)[id] = edited((*this)[id], change); }

  /// The tables, and the SSD's own table of its versions.
  [[nodiscard]] std::vector<Table> finish() &&;

 private:
  std::vector<Table> tables_;
};

/// A code with words behind it, as descriptions are written: "S - in words". Nothing stays nothing.
void describe_code(std::optional<std::string>& cell);

/// The status of an unaccompanied asylum seeker in words; another status stays as it is.
void describe_status(Row& row, std::string_view unaccompanied);

// The writers of the shapes, as in shape.h. docs/ssd.md says what each leaves empty.
[[nodiscard]] Result<void> write_ssd_systemc(const Holdings& holdings, const Target& target,
                                             Progress& progress);
[[nodiscard]] Result<void> write_ssd_mosaic(const Holdings& holdings, const Target& target,
                                            Progress& progress);
[[nodiscard]] Result<void> write_ssd_eclipse(const Holdings& holdings, const Target& target,
                                             Progress& progress);

}  // namespace dataflow::synthetic
