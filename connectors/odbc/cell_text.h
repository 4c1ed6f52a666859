// Writes a bound value as the text that the agent works with.
#pragma once

#include <string>
#include <string_view>

#include "connectors/odbc/api.h"

namespace dataflow::connectors::odbc {

/// "YYYY-MM-DD HH:MM:SS", with a fraction of a second only where there is one, without zeros at its
/// end. What the driver gives is written even where it is no date: the mapping judges it.
void write_moment(std::string& out, const SQL_TIMESTAMP_STRUCT& moment);

/// "YYYY-MM-DD"
void write_day(std::string& out, const SQL_DATE_STRUCT& day);

/// As it is, but ".5" and "-.5", as SQL Server's driver writes them, with their zero.
void write_digits(std::string& out, std::string_view digits);

}  // namespace dataflow::connectors::odbc
