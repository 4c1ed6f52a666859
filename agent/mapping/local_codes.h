// Local codes: what a source writes instead of a code of the standard, and on which days it does.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "agent/core/day.h"

namespace dataflow::mapping {

struct LocalCode {
  std::string word;         ///< what the source writes
  std::string code;         ///< the code of the standard it stands for
  std::optional<Day> from;  ///< the first day of a run on which it holds; open when absent
  std::optional<Day> to;    ///< the last such day; open when absent
};

/// By code list, in the order of the file.
using LocalCodes = std::map<std::string, std::vector<LocalCode>>;

/// Orders texts without regard to the case of ASCII letters.
struct IgnoringCase {
  using is_transparent = void;
  [[nodiscard]] bool operator()(std::string_view a, std::string_view b) const;
};

/// Other words for codes that hold on one day, by code list: the word, and the code it stands for.
using CodeWords = std::map<std::string, std::map<std::string, std::string, IgnoringCase>>;

/// The words for a run on `day`.
[[nodiscard]] CodeWords words_on(const LocalCodes& codes, Day day);

/// All words, whatever their days: for checks that know no day.
[[nodiscard]] CodeWords words_ever(const LocalCodes& codes);

}  // namespace dataflow::mapping
