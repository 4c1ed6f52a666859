// The SharedStrings of a workbook: texts that its cells name by number. The only part that has to
// be in memory as a whole.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/xlsx/xml.h"

namespace dataflow::connectors::xlsx {

class SharedStrings {
 public:
  /// From the part xl/sharedStrings.xml. `place` is for errors, also of too many or too long texts.
  [[nodiscard]] static Result<SharedStrings> read(Part& part, std::string_view place);

  /// Nothing when there are not so many. Counted from 0.
  [[nodiscard]] std::optional<std::string_view> find(std::size_t number) const;

 private:
  class Handler;
  std::string texts_;              // one after another
  std::vector<std::size_t> ends_;  // of each of them
};

}  // namespace dataflow::connectors::xlsx
