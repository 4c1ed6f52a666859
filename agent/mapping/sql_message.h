// Turns SQLite's messages about an expression into sentences for whoever wrote the mapping.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dataflow::mapping {

/// What follows `beginning` in SQLite's message, as in "no such table: " and the name; nothing when
/// the message is another one.
[[nodiscard]] std::optional<std::string> named_in(const std::string& message,
                                                  std::string_view beginning);

/// The names that an expression may use.
struct KnownNames {
  std::vector<std::string> tables;
  std::vector<std::string> columns;
};

struct SqlFault {
  std::string what;
  std::string hint;  ///< the nearest right name, or the right call of a function
  std::string name;  ///< the wrong name in the SQL, such as "p.born"; empty when none is to blame
};

/// Knows unknown columns, tables and functions, and calls with a wrong number of values. Any other
/// message is passed on as it is.
[[nodiscard]] SqlFault explain_sql(const std::string& message, const KnownNames& known);

}  // namespace dataflow::mapping
