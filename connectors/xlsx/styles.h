// The Styles of a workbook, of which only this matters: which numbers are days and times.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/xlsx/number.h"
#include "connectors/xlsx/xml.h"

namespace dataflow::connectors::xlsx {

class Styles {
 public:
  /// From the part xl/styles.xml. `place` is for errors.
  [[nodiscard]] static Result<Styles> read(Part& part, std::string_view place);

  /// What numbers of that cell style stand for; numbers when there is no such style.
  [[nodiscard]] Meaning meaning_of(std::size_t style) const;

 private:
  class Handler;
  std::vector<Meaning> meanings_;
};

/// What a format code such as "dd/mm/yyyy hh:mm;@" stands for.
[[nodiscard]] Meaning meaning_of_code(std::string_view code);

}  // namespace dataflow::connectors::xlsx
