#include "connectors/singer/stream.h"

namespace dataflow::connectors::singer {

namespace {

/// A schema says it itself, or one of those in its anyOf does.
bool says_moment(const json::Value& schema) {
  if (schema.text_of("format") == "date-time") return true;
  const json::Value* any = schema.member("anyOf");
  if (any == nullptr) return false;
  for (const auto& one : any->items) {
    if (one.text_of("format") == "date-time") return true;
  }
  return false;
}

}  // namespace

TableShape Stream::shape() const {
  TableShape shape{name, {}};
  for (const auto& column : columns) shape.columns.push_back(column.name);
  return shape;
}

std::vector<Column> columns_in(const json::Value& schema) {
  std::vector<Column> columns;
  const json::Value* properties = schema.member("properties");
  if (properties == nullptr) return columns;
  for (const auto& [name, type] : properties->members) columns.push_back({name, says_moment(type)});
  return columns;
}

std::optional<std::vector<std::string>> texts_in(const json::Value& list) {
  if (list.kind != json::Value::Kind::list) return std::nullopt;
  std::vector<std::string> texts;
  for (const auto& item : list.items) {
    if (item.kind != json::Value::Kind::text) return std::nullopt;
    texts.push_back(item.text);
  }
  return texts;
}

}  // namespace dataflow::connectors::singer
