// Finds a value in a child's document by the path that a person writes.
#pragma once

#include <string>
#include <string_view>

#include <boost/json/value.hpp>

#include "agent/standard/standard.h"

namespace dataflow::mapping {

/// A path names the members from the document down, with dots between them. After a list, brackets
/// hold the key of an item or, counted from 0, its place:
/// "social_care_episodes[E1].child_protection_plans[0].start_date". A key goes before a place.

/// The path in the standard that it leads to: each pair of brackets emptied.
[[nodiscard]] std::string standard_path(std::string_view path);

/// The value; null when the document has none there.
[[nodiscard]] const boost::json::value* find_value(const standard::Standard& standard,
                                                   const boost::json::value& document,
                                                   std::string_view path);

/// The same in a document that may be changed.
[[nodiscard]] boost::json::value* find_value(const standard::Standard& standard,
                                             boost::json::value& document, std::string_view path);

/// A value as a mapping's tests write it: texts without quotes, lists as [A, B].
[[nodiscard]] std::string shown(const boost::json::value& value);

}  // namespace dataflow::mapping
