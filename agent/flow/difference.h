// The difference between two documents of a child, field by field.
#pragma once

#include <string>
#include <vector>

#include <boost/json/value.hpp>

#include "agent/standard/standard.h"

namespace dataflow::flow {

/// A value that differs.
struct Difference {
  std::string path;        ///< items by number: "social_care_episodes[0].closure_date"
  std::string keyed_path;  ///< items by key: "social_care_episodes[E1].closure_date"
  const standard::Field* field = nullptr;
  std::string before;  ///< JSON; empty when it was absent
  std::string after;   ///< JSON; empty when it is absent now

  bool operator==(const Difference&) const = default;
};

/// What differs between two documents, in the order of the standard; null stands for no document.
///
/// Items of a list are matched by their key, wherever they stand; items without a key by being
/// equal, and those that are left in their order. A number is the item's place in `after`; an item
/// that has gone is "[was 0]" by its place in `before`. The constant purge:false is no value.
[[nodiscard]] std::vector<Difference> differences(const standard::Standard& standard,
                                                  const boost::json::value& before,
                                                  const boost::json::value& after);

}  // namespace dataflow::flow
