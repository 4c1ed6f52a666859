// Random tables with all the content that makes CSV difficult, always the same for the same seed.
#pragma once

#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "tests/connectors/kept_rows.h"

namespace dataflow {

class Dice {
 public:
  explicit Dice(unsigned seed) : random_(seed) {}

  /// From 0 to sides - 1.
  std::size_t roll(std::size_t sides) { return random_() % sides; }
  bool one_in(std::size_t sides) { return roll(sides) == 0; }

 private:
  std::mt19937 random_;
};

/// The pieces of text that cells are made of.
using Alphabet = std::vector<std::string>;

inline const Alphabet kWestern = {"a", "Z", "0",  " ",  "\t",   "\"",      "\"\"", ",",
                                  ";", "|", "\n", "\r", "\r\n", "é",       "£",    "€",
                                  "’", "ÿ", "'",  "\\", "=1+2", "\xC2\xA0"};

inline Alphabet everything() {
  Alphabet all = kWestern;
  for (const char* more :
       {"中文", "عربى", "👩‍👧", "𝒳", "e\u0301", "\uFEFF", "\u2028", "\uFFFD", "\x01"}) {
    all.emplace_back(more);
  }
  return all;
}

struct RandomTable {
  std::vector<std::string> columns;
  std::vector<Row> rows;
};

inline std::string random_text(Dice& dice, const Alphabet& alphabet) {
  std::string text;
  const std::size_t pieces = dice.one_in(20) ? 500 : dice.roll(6) + 1;
  for (std::size_t i = 0; i < pieces; ++i) text += alphabet[dice.roll(alphabet.size())];
  return text;
}

inline RandomTable random_table(Dice& dice, const Alphabet& alphabet) {
  RandomTable table;
  const std::size_t columns = dice.roll(7) + 1;
  for (std::size_t i = 0; i < columns; ++i) {
    table.columns.push_back((dice.one_in(3) ? "é" : "c") + std::to_string(i));
  }
  table.rows.resize(dice.roll(12));
  for (Row& row : table.rows) {
    for (std::size_t i = 0; i < columns; ++i) {
      row.push_back(dice.one_in(5) ? std::nullopt
                                   : std::optional<std::string>(random_text(dice, alphabet)));
    }
  }
  return table;
}

/// How a table is written as CSV.
struct Style {
  std::string delimiter;
  std::string ending;
};

inline std::string random_field(Dice& dice, const std::string& text, const Style& style,
                                bool must_quote) {
  const bool needs = text.find_first_of("\"\r\n" + style.delimiter) != std::string::npos;
  if (!needs && !must_quote && !dice.one_in(4)) return text;
  std::string field = "\"";
  for (const char c : text) field += c == '"' ? std::string("\"\"") : std::string(1, c);
  return field + "\"";
}

/// One row as CSV, with its ending. A row of one empty field needs quotes to be no empty line.
inline std::string csv_row(Dice& dice, const Row& row, const Style& style) {
  std::string line;
  for (const auto& cell : row) {
    if (&cell != &row.front()) line += style.delimiter;
    line += random_field(dice, cell.value_or(""), style, row.size() == 1 && !cell);
  }
  return line + style.ending;
}

inline std::string csv_header(const RandomTable& table, const Style& style) {
  std::string line;
  for (const auto& column : table.columns) line += (line.empty() ? "" : style.delimiter) + column;
  return line + style.ending;
}

inline std::string csv_text(Dice& dice, const RandomTable& table, const Style& style) {
  std::string text = csv_header(table, style);
  for (const Row& row : table.rows) {
    if (dice.one_in(10)) text += style.ending;
    text += csv_row(dice, row, style);
  }
  if (dice.one_in(3)) text.erase(text.size() - style.ending.size());
  return text;
}

}  // namespace dataflow
