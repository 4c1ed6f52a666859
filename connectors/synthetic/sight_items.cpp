#include "connectors/synthetic/sight_items.h"

#include <boost/json/array.hpp>

#include "connectors/synthetic/readings.h"

namespace dataflow::synthetic {

void Items::add(std::string_view id_name, const std::optional<std::string>& id,
                boost::json::object item) {
  if (!id) return;
  if (!fits(*id, Form::item_id)) all_fit_ = false;
  item[id_name] = *id;
  item["purge"] = false;
  const auto* start = item.if_contains("start_date");
  std::string order = start ? std::string(start->as_string()) : std::string();
  if (known_.insert(*id).second) items_.emplace(std::pair(std::move(order), *id), std::move(item));
}

bool Items::put_into(boost::json::object& episode, std::string_view name) && {
  boost::json::array list;
  for (auto& [order, item] : items_) list.push_back(std::move(item));
  if (!list.empty()) episode[name] = std::move(list);
  return all_fit_;
}

boost::json::object span_of(const Row& row, std::size_t start, std::size_t end) {
  boost::json::object item;
  put(item, "start_date", day_in(row[start]));
  put(item, "end_date", day_in(row[end]));
  return item;
}

}  // namespace dataflow::synthetic
