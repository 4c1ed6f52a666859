#include "receiver/media_type.h"

#include <algorithm>

#include "agent/core/ascii.h"

namespace dataflow::receiver {

bool is_media_type(const std::optional<std::string>& content_type, std::string_view wanted) {
  if (!content_type) return false;
  const std::string type = ascii::lowered(*content_type);
  const std::size_t semicolon = std::min(type.find(';'), type.size());
  if (ascii::trimmed(std::string_view(type).substr(0, semicolon)) != wanted) return false;
  const std::string_view parameter =
      ascii::trimmed(std::string_view(type).substr(std::min(semicolon + 1, type.size())));
  return parameter.empty() || parameter == "charset=utf-8" || parameter == "charset=\"utf-8\"";
}

}  // namespace dataflow::receiver
