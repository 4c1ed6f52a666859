// A Stream is what a tap says of one of its tables: its columns, and the key of a row.
#pragma once

#include <string>
#include <vector>

#include "agent/core/local_time.h"
#include "agent/core/result.h"
#include "agent/core/snapshot.h"
#include "agent/json/value.h"

namespace dataflow::connectors::singer {

struct Column {
  std::string name;
  bool holds_moments = false;  ///< its JSON Schema says "format": "date-time"
};

struct Stream {
  std::string name;
  std::vector<Column> columns;   ///< in the order of the schema
  std::vector<std::string> key;  ///< columns that name a row; none: each message is a row

  [[nodiscard]] TableShape shape() const;
};

/// The columns in the `properties` of a JSON Schema; none when it has none.
[[nodiscard]] std::vector<Column> columns_in(const json::Value& schema);

/// The texts of a list; nothing when a member is no text, or this is no list.
[[nodiscard]] std::optional<std::vector<std::string>> texts_in(const json::Value& list);

}  // namespace dataflow::connectors::singer
