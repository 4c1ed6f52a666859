// The items of an episode in a Sight: how assessments, enquiries, plans and placements become a
// list.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include <boost/json/object.hpp>

#include "agent/core/day.h"
#include "connectors/synthetic/sight.h"

namespace dataflow::synthetic {

/// One episode and all that it may be read from.
struct EpisodeView {
  const PersonRows& rows;
  const Window& window;
  const Registration& registration;
  const std::string& id;
};

/// Sets the member unless the value is absent.
inline void put(boost::json::object& object, std::string_view name,
                const std::optional<std::string>& value) {
  if (value) object[name] = *value;
}
inline void put(boost::json::object& object, std::string_view name,
                const std::optional<Day>& value) {
  if (value) object[name] = value->text();
}
inline void put(boost::json::object& object, std::string_view name,
                const std::optional<bool>& value) {
  if (value) object[name] = *value;
}

/// Items by their ids: one for each id, in the order of start date and id.
class Items {
 public:
  /// An item without an id is left out; one whose id does not fit the standard is remembered.
  void add(std::string_view id_name, const std::optional<std::string>& id,
           boost::json::object item);

  /// Adds the list to the episode, unless it is empty. False when an id does not fit.
  [[nodiscard]] bool put_into(boost::json::object& episode, std::string_view name) &&;

 private:
  std::map<std::pair<std::string, std::string>, boost::json::object> items_;
  std::set<std::string> known_;
  bool all_fit_ = true;
};

/// start_date and end_date from these two cells.
[[nodiscard]] boost::json::object span_of(const Row& row, std::size_t start, std::size_t end);

// sight_casework.cpp. Each adds what the episode has to `episode`; false when an id does not fit.
void add_workers(const EpisodeView& view, boost::json::object& episode);
[[nodiscard]] bool add_assessments(const EpisodeView& view, boost::json::object& episode);
[[nodiscard]] bool add_in_need_plans(const EpisodeView& view, boost::json::object& episode);
[[nodiscard]] bool add_enquiries(const EpisodeView& view, boost::json::object& episode);
[[nodiscard]] bool add_protection_plans(const EpisodeView& view, boost::json::object& episode);

// sight_care.cpp
[[nodiscard]] bool add_placements(const EpisodeView& view, boost::json::object& episode);
void add_adoption(const EpisodeView& view, boost::json::object& episode);
void add_care_leaver(const EpisodeView& view, boost::json::object& episode);

}  // namespace dataflow::synthetic
