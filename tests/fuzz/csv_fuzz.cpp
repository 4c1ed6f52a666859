// libFuzzer over the CSV reader: two choices say how the rest is read.

#include <sstream>
#include <string>

#include "connectors/csv/encoding.h"
#include "connectors/csv/row_reader.h"
#include "connectors/excel/damage.h"
#include "connectors/excel/header.h"
#include "tests/fuzz/choosing.h"
#include "tests/fuzz/promise.h"

namespace {

using namespace dataflow;
using namespace dataflow::connectors::csv;

void read(std::istream& bytes, EncodingChoice choice, char delimiter) {
  const Beginning beginning = begin(bytes, choice);
  const Encoding encoding = beginning.encoding ? *beginning.encoding : guess(bytes);
  go_to(bytes, beginning.mark);
  RowReader rows(bytes, encoding, delimiter, "t.csv");
  auto more = rows.next();
  if (!more || !*more) return;
  const auto header = connectors::excel::read_header(rows.cells(), "t.csv:1");
  if (!header) return;
  rows.expect(std::vector<bool>(header->columns.size(), true), header->unnamed);
  connectors::excel::Damage damage({"t", header->columns}, {});
  for (more = rows.next(); more && *more; more = rows.next()) {
    std::vector<Cell> cells(rows.cells().begin(), rows.cells().end());
    promise(cells.size() == header->columns.size(), "a row has a cell for each column");
    damage.look(cells);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Choosing input(data, size);
  const auto encoding = static_cast<EncodingChoice>(input.one_of(4));
  const char delimiter = ",;\t|"[input.one_of(4)];
  std::istringstream bytes{std::string(input.rest())};
  read(bytes, encoding, delimiter);
  return 0;
}
