#include "receiver/wrong_receipts.h"

#include <boost/json.hpp>

#include "agent/core/canonical_json.h"

namespace dataflow::receiver {

namespace {

boost::json::array list_of_receipts(std::string_view json, std::size_t children) {
  auto value = boost::json::parse({json.data(), json.size()});
  if (auto* list = value.if_array()) return std::move(*list);
  boost::json::array list;
  for (std::size_t i = 0; i < children; ++i) list.push_back(value);
  return list;
}

}  // namespace

std::string spoilt(std::string_view json, WrongReceipts how, std::size_t children) {
  if (how == WrongReceipts::none) return std::string(json);
  if (how == WrongReceipts::empty) return "";
  if (how == WrongReceipts::unreadable) return std::string(json.substr(0, json.size() / 2));
  auto list = list_of_receipts(json, children);
  if (how == WrongReceipts::too_few) {
    list.pop_back();
  } else {
    list.push_back(list.back());
  }
  return canonical_json(list);
}

}  // namespace dataflow::receiver
