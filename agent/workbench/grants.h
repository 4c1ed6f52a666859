// Grants are the least rights that a source's account needs, as SQL for whoever runs the database.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "agent/core/snapshot.h"

namespace dataflow::mapping {

/// Whose SQL to write.
enum class Dialect { sqlserver, oracle, postgresql, mysql };

/// The dialects by the names that people type, in the order of the enumeration.
[[nodiscard]] const std::vector<std::string>& dialect_names();

/// The dialect of that name; sqlserver for any other.
[[nodiscard]] Dialect dialect_named(const std::string& name);

/// SELECT on exactly these columns of these tables for this account, with a comment that counts
/// them. A table without columns, of which only rows are counted, is granted as a whole. Oracle
/// cannot grant single columns, so each table gets a view of them. For MySQL and MariaDB the
/// account may be "name@host".
[[nodiscard]] std::string grant_script(Dialect dialect, const std::string& account,
                                       std::span<const TableShape> tables);

}  // namespace dataflow::mapping
