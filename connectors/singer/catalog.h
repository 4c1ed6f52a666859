// A Catalog is a tap's list of its streams, in which one says which of them to read.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "agent/core/result.h"
#include "agent/core/snapshot.h"
#include "agent/json/value.h"
#include "connectors/singer/stream.h"

namespace dataflow::connectors::singer {

class Catalog {
 public:
  /// Remedy stop when the text is no catalog; `where` names where it came from.
  [[nodiscard]] static Result<Catalog> parse(std::string_view text, const std::string& where);

  [[nodiscard]] std::vector<TableShape> tables() const;

  /// The catalog as JSON, in which the wished streams with the wished columns and their keys are
  /// selected, and nothing else is.
  [[nodiscard]] std::string selecting(std::span<const TableShape> wishes) const;

 private:
  json::Value document_;
  std::vector<Stream> streams_;
};

}  // namespace dataflow::connectors::singer
