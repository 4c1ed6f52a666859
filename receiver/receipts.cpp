#include "receiver/receipts.h"

#include <fmt/format.h>

#include "agent/core/canonical_json.h"
#include "receiver/random.h"

namespace dataflow::receiver {

namespace {

/// 2026-06-01_06:30:00.12
std::string stamp(Instant at) {
  std::string text = rfc3339(at);  // 2026-06-01T06:30:00.123Z
  text[10] = '_';
  text.resize(text.size() - 2);
  return text;
}

}  // namespace

const std::vector<std::string>& receipt_shape_words() {
  static const std::vector<std::string> kWords = {"list", "uuid"};
  return kWords;
}

std::vector<std::string> make_receipts(ReceiptShape shape, std::size_t children, Instant at) {
  if (shape == ReceiptShape::uuid) return std::vector<std::string>(children, uuid());
  const std::string when = stamp(at);
  std::vector<std::string> receipts;
  receipts.reserve(children);
  for (std::size_t i = 0; i < children; ++i) {
    receipts.push_back(fmt::format("{}_{}.json", when, uuid()));
  }
  return receipts;
}

std::string receipts_json(ReceiptShape shape, const std::vector<std::string>& receipts) {
  std::string json;
  if (shape == ReceiptShape::uuid) {
    append_json_string(json, receipts.front());
    return json;
  }
  json += '[';
  for (const auto& receipt : receipts) {
    if (json.size() > 1) json += ',';
    append_json_string(json, receipt);
  }
  return json + ']';
}

}  // namespace dataflow::receiver
