// Grants are the least rights that a source's account needs, as SQL for whoever runs the database.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "agent/core/snapshot.h"
#include "agent/mapping/mapping_file.h"

namespace dataflow::mapping {

/// Whose SQL to write.
enum class Dialect { sqlserver, oracle, postgresql, mysql };

/// The dialects by the names that people type, in the order of the enumeration.
[[nodiscard]] const std::vector<std::string>& dialect_names();

/// The dialect of that name; sqlserver for any other.
[[nodiscard]] Dialect dialect_named(const std::string& name);

/// A table that a mapping reads, and which of its columns the source may lack.
struct GrantWish {
  TableShape table;
  std::vector<std::string> optional{};
};

[[nodiscard]] std::vector<GrantWish> wishes_to_grant(std::span<const TableShape> tables,
                                                     const MappingFile& mapping);

/// SELECT on exactly these columns of these tables for this account, with a comment that counts
/// them, and one before each table that may lack some: a GRANT of a column that is not there fails.
/// A table without columns, of which only rows are counted, is granted as a whole. Oracle cannot
/// grant single columns, so each table gets a view of them. For MySQL and MariaDB the account may
/// be "name@host".
[[nodiscard]] std::string grant_script(Dialect dialect, const std::string& account,
                                       std::span<const GrantWish> tables);

}  // namespace dataflow::mapping
