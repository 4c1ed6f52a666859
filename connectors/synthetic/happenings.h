// The happenings that fill a council's days: each with its word in the event list and how often it
// comes about.
#pragma once

#include <span>
#include <string_view>

#include "connectors/synthetic/happen.h"

namespace dataflow::synthetic {

/// The words for what befalls a whole person or council; the rest stand in happenings().
namespace word {
inline constexpr std::string_view kNewChild = "new_child";
inline constexpr std::string_view kChildRemoved = "child_removed";
inline constexpr std::string_view kChildMerged = "child_merged";  ///< removed, its episode moved
inline constexpr std::string_view kEpisodeMoved = "episode_moved_in";  ///< to this child
inline constexpr std::string_view kWindowRolled = "window_rolled";     ///< no change in the source
inline constexpr std::string_view kRowIdsChanged = "row_ids_changed";  ///< throughout a table
inline constexpr std::string_view kMess = "mess";
}  // namespace word

enum class Sort {
  change,        ///< something about a known child
  closing,       ///< the end of an episode
  late,          ///< something of the past
  plan_removal,  ///< a child in need or child protection plan gone
  removal,       ///< anything else gone
  unseen,        ///< nothing that the payload shows
};

struct Happening {
  std::string_view word;
  Sort sort;
  unsigned weight;  ///< how often compared with the others, among those seen or those unseen
  happen::Outcome (*happen)(Scene& scene, Person& person);
};

[[nodiscard]] std::span<const Happening> happenings();

}  // namespace dataflow::synthetic
