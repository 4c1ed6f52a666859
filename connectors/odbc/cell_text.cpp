#include "connectors/odbc/cell_text.h"

#include <iterator>

#include <fmt/format.h>

namespace dataflow::connectors::odbc {

void write_moment(std::string& out, const SQL_TIMESTAMP_STRUCT& moment) {
  fmt::format_to(std::back_inserter(out), "{:04}-{:02}-{:02} {:02}:{:02}:{:02}", moment.year,
                 moment.month, moment.day, moment.hour, moment.minute, moment.second);
  if (moment.fraction == 0) return;
  // Billionths of a second.
  fmt::format_to(std::back_inserter(out), ".{:09}", moment.fraction);
  out.erase(out.find_last_not_of('0') + 1);
}

void write_day(std::string& out, const SQL_DATE_STRUCT& day) {
  fmt::format_to(std::back_inserter(out), "{:04}-{:02}-{:02}", day.year, day.month, day.day);
}

void write_digits(std::string& out, std::string_view digits) {
  if (digits.starts_with('-')) {
    out += '-';
    digits.remove_prefix(1);
  }
  if (digits.starts_with('.')) out += '0';
  out += digits;
}

}  // namespace dataflow::connectors::odbc
