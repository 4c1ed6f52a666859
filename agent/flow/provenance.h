// Provenance: the columns and the row of the source that a finding comes from.
#pragma once

#include <map>
#include <string>

#include "agent/core/record.h"
#include "agent/mapping/lineage.h"

namespace dataflow::flow {

/// The standard must outlive it.
class Provenance {
 public:
  /// Asks the mapping, on the connection on which its lookups have been made.
  [[nodiscard]] static Result<Provenance> open(const mapping::MappingFile& mapping,
                                               const standard::Standard& standard,
                                               const sqlite::Database& database);

  /// The columns behind a field, an object or a list, by its path in the standard; empty where the
  /// mapping does not fill it.
  [[nodiscard]] std::string columns_of(const std::string& path) const;

  /// Fills in `source` and `row` of a finding whose place is known.
  void trace(const std::string& child, Finding& finding) const;

 private:
  explicit Provenance(const standard::Standard& standard) : standard_(standard) {}

  const standard::Standard& standard_;
  std::map<std::string, std::string> columns_;  // by the path of the field
};

}  // namespace dataflow::flow
