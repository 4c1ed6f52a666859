#include "agent/delivery/receipts.h"

#include <charconv>
#include <set>

#include <boost/json.hpp>

namespace dataflow::delivery {

std::optional<std::vector<std::string>> read_receipts(std::string_view body, std::size_t children) {
  boost::json::error_code problem;
  const auto answer = boost::json::parse(body, problem);
  if (problem) return std::nullopt;
  if (answer.is_string()) {
    const std::string receipt(answer.get_string());
    if (receipt.empty()) return std::nullopt;
    return std::vector<std::string>(children, receipt);
  }
  if (!answer.is_array() || answer.get_array().size() != children) return std::nullopt;
  std::vector<std::string> receipts;
  for (const auto& item : answer.get_array()) {
    if (!item.is_string() || item.get_string().empty()) return std::nullopt;
    receipts.emplace_back(item.get_string());
  }
  return receipts;
}

std::vector<std::size_t> read_refused(std::string_view body, std::size_t children) {
  std::set<std::size_t> found;
  for (std::size_t open = body.find('['); open != std::string_view::npos;
       open = body.find('[', open + 1)) {
    std::size_t position = 0;
    const char* end = body.data() + body.size();
    const auto digits = std::from_chars(body.data() + open + 1, end, position);
    const bool closed = digits.ec == std::errc() && digits.ptr != end && *digits.ptr == ']';
    // "[0]" inside a path such as social_care_episodes[0] names an item, not a child.
    const bool of_child = open == 0 || body[open - 1] == ' ' || body[open - 1] == '\n' ||
                          body[open - 1] == '"' || body[open - 1] == '$' || body[open - 1] == '(';
    if (closed && of_child && position < children) found.insert(position);
  }
  return {found.begin(), found.end()};
}

}  // namespace dataflow::delivery
