#include "agent/mapping/source_version.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "agent/core/ascii.h"

namespace dataflow::mapping {

namespace {

constexpr std::size_t kMostNumbers = 4;
constexpr std::size_t kMostDigits = 6;

std::optional<int> read_part(std::string_view text) {
  int number = 0;
  if (text.empty() || text.size() > kMostDigits || text.front() == '-') return std::nullopt;
  const auto end = std::from_chars(text.data(), text.data() + text.size(), number);
  if (end.ec != std::errc() || end.ptr != text.data() + text.size()) return std::nullopt;
  return number;
}

}  // namespace

std::optional<SourceVersion> SourceVersion::parse(std::string_view text) {
  text = ascii::trimmed(text);
  if (text.starts_with('v') || text.starts_with('V')) text.remove_prefix(1);
  SourceVersion version;
  while (version.numbers_.size() < kMostNumbers) {
    const std::size_t dot = text.find('.');
    const auto number = read_part(text.substr(0, dot));
    if (!number) return std::nullopt;
    version.numbers_.push_back(*number);
    if (dot == std::string_view::npos) return version;
    text.remove_prefix(dot + 1);
  }
  return std::nullopt;
}

std::string SourceVersion::text() const {
  return fmt::format("{}", fmt::join(numbers_, "."));
}

std::strong_ordering SourceVersion::operator<=>(const SourceVersion& other) const {
  const auto number = [](const SourceVersion& version, std::size_t i) {
    return i < version.numbers_.size() ? version.numbers_[i] : 0;
  };
  for (std::size_t i = 0; i < std::max(numbers_.size(), other.numbers_.size()); ++i) {
    if (const auto order = number(*this, i) <=> number(other, i); order != 0) return order;
  }
  return std::strong_ordering::equal;
}

}  // namespace dataflow::mapping
