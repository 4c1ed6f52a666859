// Lineage: the columns of the source behind an expression, through the lookups it reads.
#pragma once

#include <map>
#include <set>
#include <string>

#include "agent/mapping/mapping_file.h"
#include "agent/sqlite/database.h"

namespace dataflow::mapping {

/// "table.column", in the order of the letters.
using SourceColumns = std::set<std::string>;

/// For one thread. The tables and lookups must exist on the connection and the mapping's functions
/// be registered; both must outlive it.
class Lineage {
 public:
  Lineage(const MappingFile& mapping, const sqlite::Database& database)
      : mapping_(mapping), database_(database) {}

  /// The columns that `value` reads of the rows of `from`.
  [[nodiscard]] Result<SourceColumns> of(const Expression& from, const Expression& value) const;

  /// Those of every mapped field, by its path in the standard.
  [[nodiscard]] Result<std::map<std::string, SourceColumns>> of_fields() const;

 private:
  [[nodiscard]] Result<void> add(const Expression& from, const Expression& value,
                                 SourceColumns& columns) const;
  [[nodiscard]] Result<void> add_column(const std::string& table, const std::string& column,
                                        SourceColumns& columns) const;

  const MappingFile& mapping_;
  const sqlite::Database& database_;
};

/// The columns in one line: "ssd_person.pers_dob, ssd_person.pers_sex".
[[nodiscard]] std::string in_one_line(const SourceColumns& columns);

}  // namespace dataflow::mapping
