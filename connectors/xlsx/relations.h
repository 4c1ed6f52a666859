// The Relations of a part: which other parts belong to it, by the ids that it uses for them.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "connectors/xlsx/archive.h"

namespace dataflow::connectors::xlsx {

struct Relation {
  std::string type;  ///< the last word of its type: "worksheet", "styles"
  std::string part;  ///< the name of the part in the archive
};

class Relations {
 public:
  /// Of that part; of the archive itself when it is empty. None when it has none.
  [[nodiscard]] static Result<Relations> read(const Archive& archive, const std::string& part);

  /// Null when there is none of that id.
  [[nodiscard]] const Relation* find(std::string_view id) const;
  /// The part of the first relation of that type; empty when there is none.
  [[nodiscard]] std::string part_of_type(std::string_view type) const;

 private:
  class Handler;
  std::map<std::string, Relation, std::less<>> relations_;
};

}  // namespace dataflow::connectors::xlsx
