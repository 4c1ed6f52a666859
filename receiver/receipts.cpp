#include "receiver/receipts.h"

#include <algorithm>

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

void append_receipt(std::string& json, ReceiptShape shape, const std::string& receipt,
                    const Digest& digest) {
  if (shape == ReceiptShape::list) return append_json_string(json, receipt);
  json += fmt::format(R"({{"digest":"{}","receipt":)", digest.hex());
  append_json_string(json, receipt);
  json += '}';
}

}  // namespace

const std::vector<std::string>& receipt_shape_words() {
  static const std::vector<std::string> kWords = {"list", "uuid", "digests"};
  return kWords;
}

ReceiptShape receipt_shape(std::string_view word) {
  const auto& words = receipt_shape_words();
  return static_cast<ReceiptShape>(std::find(words.begin(), words.end(), word) - words.begin());
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

std::string receipts_json(ReceiptShape shape, const std::vector<std::string>& receipts,
                          const std::vector<Digest>& digests) {
  std::string json;
  if (shape == ReceiptShape::uuid) {
    append_json_string(json, receipts.front());
    return json;
  }
  json += '[';
  for (std::size_t i = 0; i < receipts.size(); ++i) {
    if (i > 0) json += ',';
    append_receipt(json, shape, receipts[i], digests[i]);
  }
  return json + ']';
}

}  // namespace dataflow::receiver
