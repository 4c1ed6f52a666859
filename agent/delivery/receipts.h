// Reads the endpoint's receipts and the places of refused children from its answers.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dataflow::delivery {

/// One receipt per child, in the order sent. Two shapes are known: the contract says one UUID as a
/// JSON string for the whole request, both senders in the pilot see a JSON array with one text per
/// child. A single one counts for every child. Nothing when the body is neither, or holds too few
/// or too many.
[[nodiscard]] std::optional<std::vector<std::string>> read_receipts(std::string_view body,
                                                                    std::size_t children);

/// The positions that a refusal names as [n], each once, in order; only those below `children`.
[[nodiscard]] std::vector<std::size_t> read_refused(std::string_view body, std::size_t children);

}  // namespace dataflow::delivery
