// A RowReader reads the rows of one CSV file of any size, and knows the line of each.
#pragma once

#include <cstddef>
#include <istream>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "agent/core/result.h"
#include "agent/core/snapshot.h"
#include "connectors/csv/lines.h"
#include "connectors/csv/row_parser.h"

namespace dataflow::connectors::csv {

/// For one thread. Its memory does not depend on the size of the file: a row longer than 16 MiB is
/// an error.
class RowReader {
 public:
  /// Reads on from where `bytes` stands, which must be behind any byte order mark. `bytes` must
  /// outlive the reader. `file` is the name for errors.
  RowReader(std::istream& bytes, Encoding encoding, char delimiter, std::string file);
  ~RowReader() = default;
  RowReader(const RowReader&) = delete;
  RowReader& operator=(const RowReader&) = delete;

  /// From the next row on, each must have one field for each of `columns`, and only the cells of
  /// the columns marked true are read; the others are nothing. Up to `unnamed` more fields may
  /// follow, all of them empty.
  void expect(std::vector<bool> columns, std::size_t unnamed = 0);

  /// Goes on to the next row; false at the end of the file. Lines without anything are skipped.
  ///
  /// Errors name file and line and never a value; nothing can be read after one.
  [[nodiscard]] Result<bool> next();

  /// The cells of the row, valid until next(). A field without text is nothing, quoted or not.
  [[nodiscard]] std::span<const Cell> cells() const { return parser_.cells(); }

  /// How many fields the row has; cells() has no more than kMostColumns of them.
  [[nodiscard]] std::size_t fields() const { return parser_.fields(); }

  /// The line on which the row begins, counted from 1.
  [[nodiscard]] std::size_t line() const { return row_line_; }

 private:
  Parsed feed(const Lines::Piece& piece);
  void begin_row(std::size_t line);
  Result<bool> finish();
  Result<bool> check_row() const;
  [[nodiscard]] Error error(Flaw flaw, std::size_t line) const;

  Lines lines_;
  RowParser parser_;
  std::string file_;
  std::optional<std::size_t> expected_;
  std::size_t unnamed_ = 0;
  bool in_row_ = false;
  std::size_t row_line_ = 1;
  std::size_t row_length_ = 0;  // bytes of the row so far
  std::size_t field_line_ = 1;  // the line on which the last field of the row so far begins
};

}  // namespace dataflow::connectors::csv
