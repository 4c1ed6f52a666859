#include "agent/schedule/words.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <span>

#include <fmt/format.h>

#include "agent/core/ascii.h"

namespace dataflow::schedule {

namespace {

constexpr std::array<std::string_view, 7> kDayNames = {"sunday",   "monday", "tuesday", "wednesday",
                                                       "thursday", "friday", "saturday"};
constexpr int kMinutesOfHour = 60;
constexpr int kHoursOfDay = 24;

using Words = std::vector<std::string>;

/// In lower case; commas and "and" part words and are left out.
Words parted(std::string_view text) {
  std::string spaced = ascii::lowered(text);
  std::replace_if(
      spaced.begin(), spaced.end(), [](char c) { return c == ',' || ascii::is_space(c); }, ' ');
  Words words;
  std::string_view rest = ascii::trimmed(spaced);
  while (!rest.empty()) {
    const auto end = std::min(rest.find(' '), rest.size());
    if (const auto word = rest.substr(0, end); word != "and") words.emplace_back(word);
    rest = ascii::trimmed(rest.substr(end));
  }
  return words;
}

Error not_understood(std::string what) {
  return {Remedy::stop, "schedule", std::move(what),
          "Write it like 'every weekday at 06:30', 'every 30 minutes' or 'on the 1st of the month "
          "at 05:00'."};
}

std::optional<int> number(std::string_view text) {
  int value = 0;
  const char* end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, value);
  return read.ec == std::errc() && read.ptr == end ? std::optional(value) : std::nullopt;
}

/// "06:30" as the first two fields of a cron expression.
std::optional<std::string> time_of(std::string_view word) {
  const auto colon = word.find(':');
  if (colon == std::string_view::npos || word.size() != colon + 3) return std::nullopt;
  const auto hour = number(word.substr(0, colon));
  const auto minute = number(word.substr(colon + 1));
  if (!hour || !minute || *hour < 0 || *hour >= kHoursOfDay || *minute < 0 ||
      *minute >= kMinutesOfHour) {
    return std::nullopt;
  }
  return fmt::format("{} {}", *minute, *hour);
}

std::optional<int> weekday_of(std::string_view word) {
  if (word.ends_with("days")) word.remove_suffix(1);
  const auto found = std::find(kDayNames.begin(), kDayNames.end(), word);
  if (found == kDayNames.end()) return std::nullopt;
  return static_cast<int>(found - kDayNames.begin());
}

/// "every 15 minutes", "every hour": behind "every".
Result<Words> interval(std::span<const std::string> words) {
  const bool alone = words.size() == 1;
  const auto count = alone ? std::optional(1) : number(words.front());
  const std::string& unit = words.back();
  const bool by_hours = unit == "hour" || unit == "hours";
  if (!count || *count < 1) return not_understood(fmt::format("'{}' is no number.", words.front()));
  const int whole = by_hours ? kHoursOfDay : kMinutesOfHour;
  if (*count == whole && !by_hours) return Words{"0 * * * *"};
  if (*count > whole || whole % *count != 0) {
    return not_understood(fmt::format("{} {} do not divide {} evenly.", *count, unit,
                                      by_hours ? "a day" : "an hour"));
  }
  if (!by_hours) return Words{fmt::format("*/{} * * * *", *count)};
  return Words{*count == 1 ? "0 * * * *" : fmt::format("0 */{} * * *", *count)};
}

/// The times behind "at", each with these days, months and weekdays.
Result<Words> at_times(std::span<const std::string> times, std::string_view days) {
  if (times.empty()) return not_understood("No time is given.");
  Words crons;
  for (const auto& word : times) {
    const auto time = time_of(word);
    if (!time) return not_understood(fmt::format("'{}' is no time of the day.", word));
    crons.push_back(fmt::format("{} {}", *time, days));
  }
  return crons;
}

/// What stands between "every" and "at".
Result<std::string> days_of(std::span<const std::string> words) {
  if (words.size() == 1 && words[0] == "day") return std::string("* * *");
  if (words.size() == 1 && words[0] == "weekday") return std::string("* * 1-5");
  std::string list;
  for (const auto& word : words) {
    const auto weekday = weekday_of(word);
    if (!weekday) return not_understood(fmt::format("'{}' is no day of the week.", word));
    list += fmt::format("{}{}", list.empty() ? "" : ",", *weekday);
  }
  if (list.empty()) return not_understood("No day is given.");
  return "* * " + list;
}

/// "1st", "2nd", "15th": what stands between "on the" and "of the month".
Result<std::string> dates_of(std::span<const std::string> words) {
  constexpr int kLongestMonth = 31;
  std::string list;
  for (const auto& word : words) {
    if (word == "the") continue;
    const auto digits = std::min(word.find_first_not_of("0123456789"), word.size());
    const auto date = number(std::string_view(word).substr(0, digits));
    if (!date || *date < 1 || *date > kLongestMonth) {
      return not_understood(fmt::format("'{}' is no day of a month.", word));
    }
    list += fmt::format("{}{}", list.empty() ? "" : ",", *date);
  }
  if (list.empty()) return not_understood("No day is given.");
  return list + " * *";
}

bool is_unit(const std::string& word) {
  return word == "minutes" || word == "hour" || word == "hours";
}

Result<Words> on_dates(std::span<const std::string> days, std::span<const std::string> times) {
  const std::array<std::string_view, 3> ending = {"of", "the", "month"};
  if (days.size() < ending.size() ||
      !std::equal(ending.begin(), ending.end(), days.end() - ending.size())) {
    return not_understood("'of the month' is missing behind the day.");
  }
  TRY_ASSIGN(const auto dates, dates_of(days.first(days.size() - ending.size())));
  return at_times(times, dates);
}

}  // namespace

Result<std::vector<std::string>> cron_of(std::string_view text) {
  const Words words = parted(text);
  if (words.empty()) return not_understood("Nothing is written.");
  const std::span<const std::string> all(words);
  const auto rest = all.subspan(1);
  const auto at = std::find(rest.begin(), rest.end(), "at");
  const auto days = rest.first(static_cast<std::size_t>(at - rest.begin()));
  const auto times = at == rest.end() ? rest.last(0) : rest.subspan(days.size() + 1);
  if (words.front() == "on") return on_dates(days, times);
  if (words.front() != "every") {
    return not_understood(fmt::format("'{}' is not understood at the beginning.", words.front()));
  }
  if (at == rest.end() && !rest.empty() && rest.size() <= 2 && is_unit(rest.back())) {
    return interval(rest);
  }
  TRY_ASSIGN(const auto weekdays, days_of(days));
  return at_times(times, weekdays);
}

}  // namespace dataflow::schedule
