// Receipts: what the endpoint gives back for the children it took.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "agent/core/clock.h"

namespace dataflow::receiver {

/// The two shapes in which the DfE's endpoint has been described. The published file says one UUID;
/// the councils' pilot software expects a list with one text per child.
enum class ReceiptShape { list, uuid };

/// The words for them in receiver.yaml, in the order of ReceiptShape.
[[nodiscard]] const std::vector<std::string>& receipt_shape_words();

/// One receipt for each child, in the order of the request: texts of their own such as
/// "2026-06-01_06:30:00.12_6c1f....json" (UTC, hundredths of a second), or one UUID for all.
[[nodiscard]] std::vector<std::string> make_receipts(ReceiptShape shape, std::size_t children,
                                                     Instant at);

/// The JSON that carries them.
[[nodiscard]] std::string receipts_json(ReceiptShape shape,
                                        const std::vector<std::string>& receipts);

}  // namespace dataflow::receiver
