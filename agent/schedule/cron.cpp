#include "agent/schedule/cron.h"

#include <array>
#include <charconv>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "agent/core/ascii.h"

namespace dataflow::schedule {

namespace {

/// What may stand in a field.
struct Field {
  std::string_view name;
  int first;
  int last;
  std::span<const std::string_view> words;  ///< the first stands for `first`
};

constexpr std::array<std::string_view, 12> kMonths = {"jan", "feb", "mar", "apr", "may", "jun",
                                                      "jul", "aug", "sep", "oct", "nov", "dec"};
constexpr std::array<std::string_view, 7> kWeekdays = {"sun", "mon", "tue", "wed",
                                                       "thu", "fri", "sat"};
constexpr std::array<Field, 5> kFields = {{{"minute", 0, 59, {}},
                                           {"hour", 0, 23, {}},
                                           {"day of the month", 1, 31, {}},
                                           {"month", 1, 12, kMonths},
                                           {"day of the week", 0, 7, kWeekdays}}};

std::vector<std::string_view> parts_of(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (true) {
    const auto end = text.find(separator);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  for (const auto part : parts_of(text, ' ')) {
    if (!part.empty()) words.push_back(part);
  }
  return words;
}

std::optional<int> whole_number(std::string_view text) {
  int number = 0;
  const char* end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, number);
  return read.ec == std::errc() && read.ptr == end ? std::optional(number) : std::nullopt;
}

std::optional<int> value(const Field& field, std::string_view text) {
  const std::string word = ascii::lowered(text);
  for (std::size_t i = 0; i < field.words.size(); ++i) {
    if (field.words[i] == word) return field.first + static_cast<int>(i);
  }
  const auto number = whole_number(text);
  return number && *number >= field.first && *number <= field.last ? number : std::nullopt;
}

/// "*", "3" or "1-5", with "/2" behind it: first, last and step. Vixie's "3/2" is not taken: it
/// means something else in every cron that has it.
struct Range {
  int first;
  int last;
  int step;
};

std::optional<Range> range(const Field& field, std::string_view text) {
  const auto slash = text.find('/');
  const auto span = text.substr(0, slash);
  const auto dash = span.find('-');
  Range range{field.first, field.last, 1};
  if (slash != std::string_view::npos) {
    const auto step = whole_number(text.substr(slash + 1));
    if (!step || *step < 1 || (span != "*" && dash == std::string_view::npos)) return std::nullopt;
    range.step = *step;
  }
  if (span == "*") return range;
  const auto first = value(field, span.substr(0, dash));
  const auto last = dash == std::string_view::npos ? first : value(field, span.substr(dash + 1));
  if (!first || !last || *first > *last) return std::nullopt;
  range.first = *first;
  range.last = *last;
  return range;
}

template <std::size_t Size>
bool fill(const Field& field, std::string_view text, std::bitset<Size>& into) {
  for (const auto part : parts_of(text, ',')) {
    const auto given = range(field, part);
    if (!given) return false;
    for (int i = given->first; i <= given->last; i += given->step) {
      into.set(static_cast<std::size_t>(i) % Size);  // Sunday is 7 as well as 0
    }
  }
  return true;
}

Error wrong(std::string what) {
  return {Remedy::stop, "schedule", std::move(what),
          "Five fields: minute, hour, day of the month, month, day of the week, as in 30 6 * * "
          "1-5."};
}

}  // namespace

Result<Cron> Cron::parse(std::string_view text) {
  const auto words = words_of(text);
  if (words.size() != kFields.size()) {
    return wrong(fmt::format("A cron expression has 5 fields, not {}.", words.size()));
  }
  Cron cron;
  const std::array<bool, 5> good = {
      fill(kFields[0], words[0], cron.minutes), fill(kFields[1], words[1], cron.hours),
      fill(kFields[2], words[2], cron.days), fill(kFields[3], words[3], cron.months),
      fill(kFields[4], words[4], cron.weekdays)};
  for (std::size_t i = 0; i < good.size(); ++i) {
    if (!good[i]) return wrong(fmt::format("'{}' is no {}.", words[i], kFields[i].name));
  }
  cron.every_hour = cron.hours.all();
  cron.any_day = words[2].starts_with('*');
  cron.any_weekday = words[4].starts_with('*');
  return cron;
}

bool Cron::is_on(Day day) const {
  const auto civil = day.civil();
  if (!months.test(static_cast<unsigned>(civil.month()))) return false;
  const bool by_day = days.test(static_cast<unsigned>(civil.day()));
  const bool by_weekday = weekdays.test(day.weekday() % 7);
  return any_day || any_weekday ? by_day && by_weekday : by_day || by_weekday;
}

}  // namespace dataflow::schedule
