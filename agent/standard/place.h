// Places in a document: by position, as people count, and by key, as they stay when items come and
// go.
#pragma once

#include <string>
#include <string_view>

#include <boost/json/object.hpp>

#include "agent/standard/standard.h"

namespace dataflow::standard {

/// The path with each item's position replaced by its key: "social_care_episodes[0].referral_date"
/// becomes "social_care_episodes[E1].referral_date". Positions of lists without keys stay, and so
/// does everything from the first part on that the document does not have.
[[nodiscard]] std::string place_by_key(const Standard& standard,
                                       const boost::json::object& document, std::string_view path);

}  // namespace dataflow::standard
