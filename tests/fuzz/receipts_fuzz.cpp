// libFuzzer over the receipts of an endpoint. The first line end comes after two choices: the
// shapes that are allowed, and how many children were sent. The rest is the body of the answer.

#include <algorithm>

#include "agent/delivery/receipts.h"
#include "tests/fuzz/choosing.h"
#include "tests/fuzz/promise.h"

namespace {

using namespace dataflow;
using namespace dataflow::delivery;

using Shapes = std::set<ReceiptShape>;

Shapes shapes_of(std::size_t choice) {
  Shapes shapes;
  if ((choice & 1U) != 0) shapes.insert(ReceiptShape::list);
  if ((choice & 2U) != 0) shapes.insert(ReceiptShape::uuid);
  if ((choice & 4U) != 0) shapes.insert(ReceiptShape::digests);
  return shapes;
}

/// The digests of "0", "1", ... as the seeds have them.
std::vector<Digest> changes_of(std::size_t count) {
  std::vector<Digest> changes;
  for (std::size_t i = 0; i < count; ++i) changes.push_back(sha256(std::to_string(i)));
  return changes;
}

void hold_receipts(std::string_view body, const Shapes& shapes,
                   const std::vector<Digest>& changes) {
  const auto receipts = read_receipts(body, shapes, changes);
  if (!receipts) return;
  promise(!shapes.empty(), "no receipt is read where none is allowed");
  promise(receipts->size() == changes.size(), "there are as many receipts as changes, or none");
  for (const auto& receipt : *receipts) promise(!receipt.empty(), "no receipt is empty");
  const auto kept = digest_receipts(changes, *receipts);
  promise(read_receipts(kept, {ReceiptShape::digests}, changes) == receipts,
          "receipts that were kept by digest are read as they were");
}

void hold_digests(std::string_view body, std::vector<Digest> changes) {
  const Shapes digests = {ReceiptShape::digests};
  if (changes.empty() || !read_receipts(body, digests, changes)) return;
  changes.back() = sha256("another document");
  promise(!read_receipts(body, digests, changes), "no receipt is taken for another document");
}

void hold_refused(std::string_view body, std::size_t children) {
  const auto refused = read_refused(body, children);
  promise(std::is_sorted(refused.begin(), refused.end(), std::less_equal<>()) || refused.size() < 2,
          "each place is named once, in order");
  auto among_more = read_refused(body, 1000);
  std::erase_if(among_more, [&](std::size_t place) { return place >= children; });
  promise(refused == among_more, "a place is read alike however many children were sent");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Choosing input(data, size);
  const auto shapes = shapes_of(input.one_of(8));
  const auto changes = changes_of(input.one_of(5));
  static_cast<void>(input.line());
  hold_receipts(input.rest(), shapes, changes);
  hold_digests(input.rest(), changes);
  hold_refused(input.rest(), changes.size());
  return 0;
}
