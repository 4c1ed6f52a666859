#include "agent/delivery/receipts.h"

#include <charconv>
#include <set>

#include <boost/json.hpp>

#include "agent/core/canonical_json.h"

namespace dataflow::delivery {

namespace {

using Receipts = std::optional<std::vector<std::string>>;
using boost::json::value;

std::optional<std::string> text_of(const value* node) {
  if (node == nullptr || !node->is_string() || node->get_string().empty()) return std::nullopt;
  return std::string(node->get_string());
}

Receipts texts(const boost::json::array& list) {
  std::vector<std::string> receipts;
  for (const auto& item : list) {
    auto receipt = text_of(&item);
    if (!receipt) return std::nullopt;
    receipts.push_back(std::move(*receipt));
  }
  return receipts;
}

Receipts by_digest(const boost::json::array& list, const std::vector<Digest>& changes) {
  std::vector<std::string> receipts;
  for (std::size_t i = 0; i < changes.size(); ++i) {
    if (!list[i].is_object()) return std::nullopt;
    const auto& item = list[i].get_object();
    auto receipt = text_of(item.if_contains("receipt"));
    if (!receipt || text_of(item.if_contains("digest")) != changes[i].hex()) return std::nullopt;
    receipts.push_back(std::move(*receipt));
  }
  return receipts;
}

}  // namespace

Receipts read_receipts(std::string_view body, const std::set<ReceiptShape>& shapes,
                       const std::vector<Digest>& changes) {
  boost::json::error_code problem;
  const auto answer = boost::json::parse(body, problem);
  if (problem) return std::nullopt;
  if (answer.is_string()) {
    const auto receipt = text_of(&answer);
    if (!receipt || !shapes.contains(ReceiptShape::uuid)) return std::nullopt;
    return std::vector<std::string>(changes.size(), *receipt);
  }
  if (!answer.is_array() || answer.get_array().size() != changes.size()) return std::nullopt;
  const auto& list = answer.get_array();
  if (shapes.contains(ReceiptShape::digests)) {
    if (auto receipts = by_digest(list, changes)) return receipts;
  }
  return shapes.contains(ReceiptShape::list) ? texts(list) : std::nullopt;
}

std::string digest_receipts(const std::vector<Digest>& changes,
                            const std::vector<std::string>& receipts) {
  boost::json::array list;
  for (std::size_t i = 0; i < changes.size() && i < receipts.size(); ++i) {
    list.push_back({{"digest", changes[i].hex()}, {"receipt", receipts[i]}});
  }
  return canonical_json(list);
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
