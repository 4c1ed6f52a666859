#include "connectors/singer/command_line.h"

#include "agent/core/ascii.h"

namespace dataflow::connectors::singer {

std::optional<std::vector<std::string>> words_of(std::string_view command_line) {
  std::vector<std::string> words;
  char quote = '\0';
  bool in_word = false;
  for (const char c : command_line) {
    if (quote == '\0' && ascii::is_space(c)) {
      in_word = false;
      continue;
    }
    if (!in_word) words.emplace_back();
    in_word = true;
    if (c == quote) {
      quote = '\0';
    } else if (quote == '\0' && (c == '"' || c == '\'')) {
      quote = c;
    } else {
      words.back() += c;
    }
  }
  if (quote != '\0' || words.empty() || words.front().empty()) return std::nullopt;
  return words;
}

}  // namespace dataflow::connectors::singer
