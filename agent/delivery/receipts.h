// Reads the endpoint's receipts and the places of refused children from its answers.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "agent/core/digest.h"
#include "agent/delivery/profile.h"

namespace dataflow::delivery {

/// One receipt per child, in the order sent, from a body in one of these shapes. A single receipt
/// counts for every child. Nothing when the body has another shape, holds too few or too many, or
/// names another digest than that of the change at its place.
[[nodiscard]] std::optional<std::vector<std::string>> read_receipts(
    std::string_view body, const std::set<ReceiptShape>& shapes,
    const std::vector<Digest>& changes);

/// The body that an endpoint gave with receipts by digest, from what was kept of it: canonical
/// JSON.
[[nodiscard]] std::string digest_receipts(const std::vector<Digest>& changes,
                                          const std::vector<std::string>& receipts);

/// The positions that a refusal names as [n], each once, in order; only those below `children`.
[[nodiscard]] std::vector<std::size_t> read_refused(std::string_view body, std::size_t children);

}  // namespace dataflow::delivery
