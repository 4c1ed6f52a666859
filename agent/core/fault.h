// A Fault is one thing wrong in a file that a person wrote, with its place and a way to mend it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace dataflow {

struct Fault {
  std::string file;
  std::size_t line = 0;    ///< counted from 1; 0 means the file as a whole
  std::size_t column = 0;  ///< counted from 1; 0 means the line as a whole
  std::string what;        ///< one sentence: what is wrong and what was expected
  std::string hint;        ///< what to write instead; may be empty
};

/// All faults found in one go, in the order of their places.
using Faults = std::vector<Fault>;

/// The fault as one line, in the form editors can follow: "file:line:column: what hint".
[[nodiscard]] std::string describe(const Fault& fault);

/// Drops each fault that stands further up already, whatever its hint: what is read twice is wrong
/// only once.
void drop_repeated(Faults& faults);

/// Sorts by file, line and column, so that a reader mends a file from top to bottom.
void sort_by_place(Faults& faults);

/// The candidate nearest to a misspelt word, or empty when none is near enough to be meant.
///
/// Near means: at most a third of the word's letters differ (by edit distance), case ignored.
[[nodiscard]] std::string nearest(std::string_view word,
                                  const std::vector<std::string>& candidates);

/// " Did you mean 'x'?" for the nearest candidate, or else the list of all when it is short.
[[nodiscard]] std::string suggestion(std::string_view word,
                                     const std::vector<std::string>& candidates);

}  // namespace dataflow
