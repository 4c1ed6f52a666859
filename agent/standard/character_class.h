// A character class as in a regular expression, without its brackets: "A-Za-z0-9_-".
#pragma once

#include <bitset>
#include <optional>
#include <string_view>

namespace dataflow::standard {

/// A set of ASCII characters.
using CharacterSet = std::bitset<128>;

/// The characters that the class holds: single ones, and ranges in ascending order. A hyphen at the
/// end is itself. Nothing for characters outside ASCII, a range that descends, and what a regular
/// expression would read otherwise: a bracket, a backslash, a caret at the beginning.
[[nodiscard]] std::optional<CharacterSet> read_character_class(std::string_view text);

}  // namespace dataflow::standard
