#include "receiver/media_type.h"

#include <algorithm>

namespace dataflow::receiver {

namespace {

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

}  // namespace

std::string lower_case(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return lower;
}

bool is_media_type(const std::optional<std::string>& content_type, std::string_view wanted) {
  if (!content_type) return false;
  const std::string type = lower_case(*content_type);
  const std::size_t semicolon = std::min(type.find(';'), type.size());
  if (trimmed(std::string_view(type).substr(0, semicolon)) != wanted) return false;
  const std::string_view parameter =
      trimmed(std::string_view(type).substr(std::min(semicolon + 1, type.size())));
  return parameter.empty() || parameter == "charset=utf-8" || parameter == "charset=\"utf-8\"";
}

}  // namespace dataflow::receiver
