#include "agent/mapping/local_codes.h"

#include <algorithm>

#include "agent/core/ascii.h"

namespace dataflow::mapping {

bool IgnoringCase::operator()(std::string_view a, std::string_view b) const {
  return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) {
    return ascii::lower(x) < ascii::lower(y);
  });
}

CodeWords words_on(const LocalCodes& codes, Day day) {
  CodeWords words;
  for (const auto& [list, locals] : codes) {
    for (const auto& local : locals) {
      const bool holds = (!local.from || *local.from <= day) && (!local.to || day <= *local.to);
      if (holds) words[list].emplace(local.word, local.code);
    }
  }
  return words;
}

CodeWords words_ever(const LocalCodes& codes) {
  CodeWords words;
  for (const auto& [list, locals] : codes) {
    for (const auto& local : locals) words[list].emplace(local.word, local.code);
  }
  return words;
}

}  // namespace dataflow::mapping
