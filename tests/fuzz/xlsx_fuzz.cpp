// libFuzzer over workbooks: the bytes of a file, or lines of XML for the parts of one.

#include <string>
#include <vector>

#include "connectors/xlsx/table_sheet.h"
#include "tests/fuzz/choosing.h"
#include "tests/fuzz/promise.h"
#include "tests/xlsx/made_workbook.h"

namespace {

using namespace dataflow;
using namespace dataflow::connectors;

class Rows final : public RowSink {
 public:
  Result<void> begin_table(const TableShape& shape) override {
    columns_ = shape.columns.size();
    return {};
  }
  Result<void> row(std::span<const Cell> cells) override {
    promise(cells.size() == columns_, "a row has a cell for each column");
    for (const Cell& cell : cells) promise(!cell || !cell->empty(), "an empty cell is nothing");
    return {};
  }
  void found(Finding finding) override {
    promise(!finding.source.empty(), "a finding names its column");
  }

 private:
  std::size_t columns_ = 0;
};

std::string bytes_of(Choosing& input) {
  if (input.one_of(2) == 0) return std::string(input.rest());
  MadeWorkbook workbook;
  workbook.properties = input.one_of(2) == 0 ? "" : "date1904=\"1\"";
  workbook.formats = input.line();
  workbook.cell_styles = input.line();
  workbook.shared = input.line();
  workbook.sheet = input.rest();
  return workbook.bytes();
}

void read(const xlsx::Workbook& workbook) {
  for (const auto& sheet : workbook.sheets()) {
    const auto table = xlsx::TableSheet::open(workbook, sheet, "t");
    if (!table || !*table) continue;
    Rows rows;
    static_cast<void>((*table)->read((*table)->shape(), {}, rows));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Choosing input(data, size);
  const auto workbook = xlsx::Workbook::open(bytes_of(input), "t.xlsx");
  if (workbook) read(*workbook);
  return 0;
}
