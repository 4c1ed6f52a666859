#include "receiver/message.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace dataflow::receiver {

std::optional<std::string> Head::header(std::string_view lower_case_name) const {
  std::optional<std::string> joined;
  for (const auto& [name, value] : headers) {
    if (name != lower_case_name) continue;
    joined = joined ? *joined + ", " + value : value;
  }
  return joined;
}

std::string_view Head::path() const {
  return std::string_view(target).substr(0, target.find('?'));
}

Answer text_answer(int status, std::string text, Headers headers) {
  return {status, std::move(headers), std::move(text) + "\n", "text/plain; charset=utf-8"};
}

Answer json_answer(int status, std::string json, Headers headers) {
  return {status, std::move(headers), std::move(json), "application/json"};
}

std::string sentence_of(const Error& error) {
  return error.hint.empty() ? error.what : error.what + " " + error.hint;
}

bool has_header(const Answer& answer, std::string_view name) {
  return std::any_of(answer.headers.begin(), answer.headers.end(),
                     [&](const auto& header) { return header.first == name; });
}

std::string http_date(Instant instant) {
  static constexpr std::array kDays = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
  static constexpr std::array kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const Day day(std::chrono::floor<std::chrono::days>(instant));
  const auto date = day.civil();
  const std::string time = rfc3339(instant).substr(11, 8);
  return fmt::format(
      "{}, {:02} {} {:04} {} GMT", kDays.at(day.weekday() - 1), static_cast<unsigned>(date.day()),
      kMonths.at(static_cast<unsigned>(date.month()) - 1), static_cast<int>(date.year()), time);
}

}  // namespace dataflow::receiver
