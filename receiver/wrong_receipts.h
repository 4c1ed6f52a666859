// Wrong receipts: what a broken endpoint could give back for children that it did take.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace dataflow::receiver {

enum class WrongReceipts {
  none,
  too_few,     ///< the last is missing
  too_many,    ///< the last is there twice
  unreadable,  ///< the JSON ends half way
  empty,       ///< there is no body
};

/// The receipts for so many children, spoilt. `json` is a list of them, or one for all, which too
/// few and too many turn into a list.
[[nodiscard]] std::string spoilt(std::string_view json, WrongReceipts how, std::size_t children);

}  // namespace dataflow::receiver
