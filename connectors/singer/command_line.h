// A command line as the words that a program is started with; no shell ever reads it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dataflow::connectors::singer {

/// Words are parted by spaces. What stands in double or single quotes belongs to one word; nothing
/// else has a meaning: no variable, no star, no backslash, no pipe. Nothing when a quote stays open
/// or there is no word.
[[nodiscard]] std::optional<std::vector<std::string>> words_of(std::string_view command_line);

}  // namespace dataflow::connectors::singer
