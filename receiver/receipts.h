// Receipts: what the endpoint gives back for the children it took.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "agent/core/clock.h"
#include "agent/core/digest.h"

namespace dataflow::receiver {

/// The two shapes in which the DfE's endpoint has been described, and one of our own. The published
/// file says one UUID; the councils' pilot software expects a list with one text per child. With
/// digests each receipt says what it is for, so that nothing hangs on its place in a list.
enum class ReceiptShape { list, uuid, digests };

/// The words for them in receiver.yaml, in the order of ReceiptShape.
[[nodiscard]] const std::vector<std::string>& receipt_shape_words();

/// The shape that one of these words stands for.
[[nodiscard]] ReceiptShape receipt_shape(std::string_view word);

/// One receipt for each child, in the order of the request: texts of their own such as
/// "2026-06-01_06:30:00.12_6c1f....json" (UTC, hundredths of a second), or one UUID for all.
[[nodiscard]] std::vector<std::string> make_receipts(ReceiptShape shape, std::size_t children,
                                                     Instant at);

/// The canonical JSON that carries them. `digests` are the SHA-256 of each child's canonical JSON
/// as it was sent, in the same order.
[[nodiscard]] std::string receipts_json(ReceiptShape shape,
                                        const std::vector<std::string>& receipts,
                                        const std::vector<Digest>& digests);

}  // namespace dataflow::receiver
