// Clashes: what the words of an expression show to be wrong, before it meets a single row.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "agent/mapping/sql_words.h"
#include "agent/standard/standard.h"

namespace dataflow::mapping {

/// Something wrong at a byte of an expression's SQL.
struct Clash {
  std::size_t at;
  std::string what;
  std::string hint;
};

/// Whether a name is made by the SQL itself, as in `number(x) AS n`.
[[nodiscard]] bool is_alias(const SqlWords& words, std::string_view name);

/// Code lists named in code('...') and is_code('...') that do not exist.
[[nodiscard]] std::vector<Clash> unknown_code_lists(const SqlWords& words,
                                                    const standard::Standard& standard);

/// Comparisons that can only go wrong: a column of the source, which is text, with a number through
/// < > <= >= or BETWEEN ('10' comes before '9' there), and number() or flag() with a text.
/// `is_column` says whether a name is a column of a table or lookup.
[[nodiscard]] std::vector<Clash> wrong_comparisons(
    const SqlWords& words, const std::function<bool(std::string_view)>& is_column);

/// An expression whose answer is of a kind that the field never takes, as in a date made of
/// number(x). Only told where the outermost call or operator alone decides it.
[[nodiscard]] std::optional<Clash> wrong_kind(const SqlWords& words, const standard::Field& field,
                                              const standard::Standard& standard);

/// "a date", "yes or no", ... : what the field holds, for faults.
[[nodiscard]] std::string kind_wanted(const standard::Field& field);

}  // namespace dataflow::mapping
