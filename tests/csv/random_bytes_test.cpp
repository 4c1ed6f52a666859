#include <sstream>

#include <catch2/catch.hpp>

#include "connectors/csv/encoding.h"
#include "connectors/csv/row_reader.h"
#include "tests/csv/random_table.h"

using namespace dataflow;
using namespace dataflow::connectors::csv;
using dataflow::Dice;

namespace {

/// Bytes among which those that mean something in CSV are frequent.
std::string random_bytes(Dice& dice) {
  static const std::string frequent = "\",\r\n\"\"a\xC3\xA9\xFF\xFE\xD8";
  std::string bytes;
  const std::size_t size = dice.roll(200);
  while (bytes.size() < size) {
    bytes +=
        dice.one_in(4) ? static_cast<char>(dice.roll(256)) : frequent[dice.roll(frequent.size())];
  }
  return bytes;
}

/// Reads to the end or to the first error, and gives the number of rows.
std::size_t read(const std::string& bytes, Encoding encoding) {
  std::istringstream stream(bytes);
  RowReader rows(stream, encoding, ',', "t.csv");
  std::size_t count = 0;
  for (auto more = rows.next(); more && *more; more = rows.next()) {
    ++count;
    REQUIRE(rows.cells().size() == rows.fields());
    for (const Cell& cell : rows.cells()) REQUIRE((!cell || !cell->empty()));
  }
  return count;
}

}  // namespace

TEST_CASE("random bytes are read or refused, and never more rows come out than lines go in") {
  for (unsigned seed = 0; seed < 4000; ++seed) {
    Dice dice(seed);
    const std::string bytes = random_bytes(dice);
    INFO("seed " << seed);
    for (const auto encoding :
         {Encoding::utf8, Encoding::utf16_le, Encoding::utf16_be, Encoding::cp1252}) {
      REQUIRE(read(bytes, encoding) <= bytes.size());
    }
    std::istringstream stream(bytes);
    REQUIRE(begin(stream, EncodingChoice::automatic).mark <= bytes.size());
    const Encoding guessed = guess(stream);
    REQUIRE((guessed == Encoding::utf8 || guessed == Encoding::cp1252));
  }
}
