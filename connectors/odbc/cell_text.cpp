#include "connectors/odbc/cell_text.h"

#include <array>
#include <iterator>

#include <fmt/format.h>

namespace dataflow::connectors::odbc {

namespace {

constexpr int kMostYear = 9999;
constexpr unsigned kMostTwoDigits = 99;

/// Two digits and what stands behind them. By hand: a moment is written for every row, and a
/// formatter takes longer than the driver does to fetch it.
char* write_two(char* at, unsigned number, char behind) {
  *at++ = static_cast<char>('0' + number / 10);
  *at++ = static_cast<char>('0' + number % 10);
  *at++ = behind;
  return at;
}

bool is_usual(int year, unsigned month, unsigned day) {
  return year >= 0 && year <= kMostYear && month <= kMostTwoDigits && day <= kMostTwoDigits;
}

}  // namespace

void write_day(std::string& out, const SQL_DATE_STRUCT& day) {
  if (!is_usual(day.year, day.month, day.day)) {
    fmt::format_to(std::back_inserter(out), "{:04}-{:02}-{:02}", day.year, day.month, day.day);
    return;
  }
  std::array<char, 12> text;
  const auto year = static_cast<unsigned>(day.year);
  // The sign between the halves of the year is written over by the second.
  write_two(text.data(), year / 100, '-');
  char* at = write_two(text.data() + 2, year % 100, '-');
  at = write_two(at, day.month, '-');
  at = write_two(at, day.day, ' ');
  out.append(text.data(), at - 1);
}

void write_moment(std::string& out, const SQL_TIMESTAMP_STRUCT& moment) {
  write_day(out, {moment.year, moment.month, moment.day});
  std::array<char, 9> text;
  char* at = write_two(text.data(), moment.hour % 100U, ':');
  at = write_two(at, moment.minute % 100U, ':');
  at = write_two(at, moment.second % 100U, ' ');
  out += ' ';
  out.append(text.data(), at - 1);
  if (moment.fraction == 0) return;
  // Billionths of a second.
  fmt::format_to(std::back_inserter(out), ".{:09}", moment.fraction);
  out.erase(out.find_last_not_of('0') + 1);
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
