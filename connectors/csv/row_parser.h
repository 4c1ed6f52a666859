// A RowParser is libcsv behind RAII: strict RFC 4180, fed piece by piece, one row at a time.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "agent/core/snapshot.h"

struct csv_parser;

namespace dataflow::connectors::csv {

/// As many columns as Excel has; fields beyond are counted and not kept.
inline constexpr std::size_t kMostColumns = 16384;

/// What a RowParser makes of a piece.
enum class Parsed {
  part,        ///< the row goes on
  row,         ///< the row is complete
  bare_quote,  ///< a quote where RFC 4180 has none; nothing more can be parsed
  open_quote,  ///< only at the end: a quoted field was not closed
};

/// For one thread.
class RowParser {
 public:
  /// The delimiter must be ASCII and neither a quote nor a line ending.
  explicit RowParser(char delimiter);

  /// From the next row on, only the text of the columns marked true is kept. All others read as
  /// nothing, and those beyond have no cell.
  void keep(std::vector<bool> columns);

  /// Parses a piece of UTF-8 that ends with its first line ending, or has none. A new row begins
  /// after `row`.
  [[nodiscard]] Parsed feed(std::string_view piece);

  /// Ends the file, where a row is begun.
  [[nodiscard]] Parsed finish();

  /// The fields of the row so far, kept or not.
  [[nodiscard]] std::size_t fields() const { return fields_; }

  /// The first field of the row beyond the columns that has text, counted from 1; 0: none has.
  [[nodiscard]] std::size_t stray() const { return stray_; }

  /// The cells of the complete row, valid until the next piece. Empty fields are nothing.
  [[nodiscard]] std::span<const Cell> cells() const { return cells_; }

 private:
  struct Free {
    void operator()(csv_parser* parser) const;
  };
  struct Place {
    std::size_t begin;
    std::size_t length;
  };
  static void on_field(void* text, std::size_t size, void* self) noexcept;
  static void on_row(int ending, void* self) noexcept;
  void add_field(std::string_view text);
  void start_row();
  Parsed outcome();

  std::unique_ptr<csv_parser, Free> parser_;
  std::vector<bool> kept_;
  std::string text_;           // of the kept fields, one after another
  std::vector<Place> places_;  // of the fields in text_
  std::vector<Cell> cells_;
  std::size_t fields_ = 0;
  std::size_t stray_ = 0;
  bool complete_ = false;
};

}  // namespace dataflow::connectors::csv
