// A DriverFamily is the ODBC drivers that understand the same words in a connection string.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace dataflow::connectors::odbc {

enum class DriverFamily { sql_server, freetds, postgresql, mariadb, oracle, other };

/// By the name or the file of the driver: "ODBC Driver 18 for SQL Server", "libmaodbc.so".
[[nodiscard]] DriverFamily family_of(std::string_view driver);

/// A word of a connection string with its value.
struct Keyword {
  std::string_view name;
  std::string_view value;
};

/// What is said to each family unless the settings say otherwise: TLS with verification, rows as a
/// stream and not all at once, texts unchanged, no log of what is read.
[[nodiscard]] std::span<const Keyword> keywords_of(DriverFamily family);

/// Why this word may not stand in `connection_string`, or empty. `value` without its braces.
[[nodiscard]] std::string refusal_of(std::string_view name, std::string_view value);

}  // namespace dataflow::connectors::odbc
