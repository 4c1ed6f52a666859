// Places in a document, as people write them and as this program tells them: paths with positions
// or keys, and the fields and values they lead to.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/value.hpp>

#include "agent/standard/standard.h"

namespace dataflow::standard {

/// A path names the members from the document down, with dots between them. After a list, brackets
/// hold the key of an item or, counted from 0, its position; a key goes before a position:
/// "social_care_episodes[E1].child_protection_plans[0].start_date".
struct PathPart {
  std::string text;                 ///< as written: "social_care_episodes[E1]"
  std::string name;                 ///< "social_care_episodes"
  std::optional<std::string> item;  ///< "E1"; nothing without brackets, or when they are empty
};

/// A dot inside brackets belongs to a key. An empty path has no parts.
[[nodiscard]] std::vector<PathPart> path_parts(std::string_view path);

/// The path in the standard that it leads to: each pair of brackets emptied.
[[nodiscard]] std::string standard_path(std::string_view path);

/// The value; null when the document has none there.
[[nodiscard]] const boost::json::value* find_value(const Standard& standard,
                                                   const boost::json::value& document,
                                                   std::string_view path);

/// The same in a document that may be changed.
[[nodiscard]] boost::json::value* find_value(const Standard& standard, boost::json::value& document,
                                             std::string_view path);

/// The path with each item's position replaced by its key: "social_care_episodes[0].referral_date"
/// becomes "social_care_episodes[E1].referral_date". Positions of lists without keys stay, and so
/// does everything from the first part on that the document does not have.
[[nodiscard]] std::string place_by_key(const Standard& standard, const boost::json::value& document,
                                       std::string_view path);

}  // namespace dataflow::standard
