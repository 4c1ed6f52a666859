// libFuzzer over the CSV reader: the first two bytes choose how the rest is read.
//
// Built only with -DDATAFLOW_FUZZ=ON and clang. Run: bin/csv_fuzz -max_total_time=60

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <sstream>
#include <string>

#include "connectors/csv/encoding.h"
#include "connectors/csv/header.h"
#include "connectors/csv/row_reader.h"

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
  const auto columns = column_names(rows.cells(), "t.csv:1");
  if (columns) rows.expect(std::vector<bool>(columns->size(), true));
  while (more && *more) {
    if (columns && rows.cells().size() != columns->size()) std::abort();
    more = rows.next();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  std::istringstream bytes(std::string(reinterpret_cast<const char*>(data + 2), size - 2));
  read(bytes, static_cast<EncodingChoice>(data[0] % 4), ",;\t|"[data[1] % 4]);
  return 0;
}
