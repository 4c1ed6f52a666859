#include "agent/standard/character_class.h"

namespace dataflow::standard {

std::optional<CharacterSet> read_character_class(std::string_view text) {
  if (text.empty() || text.front() == '^') return std::nullopt;
  if (text.find_first_of("[]\\") != std::string_view::npos) return std::nullopt;
  CharacterSet characters;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool range = i + 2 < text.size() && text[i + 1] == '-';
    const auto from = static_cast<unsigned char>(text[i]);
    const auto to = static_cast<unsigned char>(range ? text[i + 2] : text[i]);
    if (from >= characters.size() || to >= characters.size() || from > to) return std::nullopt;
    for (unsigned c = from; c <= to; ++c) characters.set(c);
    if (range) i += 2;
  }
  return characters;
}

}  // namespace dataflow::standard
