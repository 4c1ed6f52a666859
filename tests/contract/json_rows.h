// Writes made-up rows as JSON, as an API or a tap would: numbers as numbers, booleans as booleans.
#pragma once

#include <string>

#include "tests/contract/subject.h"

namespace dataflow::contract {

/// `text` in quotes.
[[nodiscard]] std::string json_text(const std::string& text);

/// The value as a JSON number, boolean, text or null. A moment has a T and no zone.
[[nodiscard]] std::string json_value(Type type, const std::optional<std::string>& value);

/// {"column": value, ...}
[[nodiscard]] std::string json_row(const Table& table, const Row& row);

/// How a value that went through JSON is documented to arrive.
[[nodiscard]] std::optional<std::string> shown_from_json(Type type,
                                                         const std::optional<std::string>& value);

}  // namespace dataflow::contract
