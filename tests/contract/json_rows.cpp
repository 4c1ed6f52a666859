#include "tests/contract/json_rows.h"

#include <boost/json.hpp>

namespace dataflow::contract {

std::string json_text(const std::string& text) {
  return boost::json::serialize(boost::json::value(text));
}

std::string json_value(Type type, const std::optional<std::string>& value) {
  if (!value) return "null";
  switch (type) {
    case Type::key:
    case Type::whole:
    case Type::decimal:
      return *value;
    case Type::boolean:
      return *value == "1" ? "true" : "false";
    case Type::moment: {
      std::string moment = *value;
      moment[moment.find(' ')] = 'T';
      return json_text(moment + "Z");
    }
    default:
      return json_text(*value);
  }
}

std::string json_row(const Table& table, const Row& row) {
  std::string members;
  for (std::size_t i = 0; i < row.size(); ++i) {
    const Column& column = table.columns[i];
    members += (i == 0 ? "" : ",") + json_text(column.name) + ":" + json_value(column.type, row[i]);
  }
  return "{" + members + "}";
}

std::optional<std::string> shown_from_json(Type type, const std::optional<std::string>& value) {
  if (!value) return value;
  if (type == Type::boolean) return *value == "1" ? "true" : "false";
  if (type == Type::moment) return value->substr(0, value->find('.'));
  return value;
}

}  // namespace dataflow::contract
