#include "agent/settings/hours_settings.h"

#include <charconv>
#include <string>
#include <string_view>

namespace dataflow::settings {

namespace {

using yaml::Node;

/// Two digits that are less than `limit`.
std::optional<int> two_digits(std::string_view text, int limit) {
  int number = 0;
  const char* end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, number);
  const bool fits = read.ec == std::errc() && read.ptr == end && number >= 0 && number < limit;
  return text.size() == 2 && fits ? std::optional(number) : std::nullopt;
}

/// "06:30" as minutes since midnight.
std::chrono::minutes read_time(const Node& node) {
  const std::string text = node.text();
  if (text.size() == 5 && text[2] == ':') {
    const auto hours = two_digits(std::string_view(text).substr(0, 2), 24);
    const auto minutes = two_digits(std::string_view(text).substr(3), 60);
    if (hours && minutes) return std::chrono::hours(*hours) + std::chrono::minutes(*minutes);
  }
  if (node.present()) node.fault("A time such as \"06:30\", in quotes, was expected.");
  return {};
}

}  // namespace

HoursOfDay read_hours(const yaml::Node& node) {
  if (!node.present()) return {};
  node.only({"from", "until"});
  return {read_time(node.required("from", "when the hours begin, such as \"06:30\"")),
          read_time(node.required("until", "when the hours end, such as \"22:00\""))};
}

}  // namespace dataflow::settings
