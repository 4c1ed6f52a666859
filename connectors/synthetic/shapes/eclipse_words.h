// The words with which Eclipse says what the national lists have codes for, as public extracts of
// councils read them. config/mappings/eclipse.yaml turns them round.
#pragma once

#include <span>
#include <string_view>

namespace dataflow::synthetic::eclipse {

struct Word {
  std::string_view code;
  std::string_view word;
};
using Words = std::span<const Word>;

[[nodiscard]] Words ethnicity_words();
[[nodiscard]] Words source_words();
[[nodiscard]] Words closure_words();
[[nodiscard]] Words disability_words();
[[nodiscard]] Words placement_words();

/// The word for a code; a text without one stays as it is, as the system would keep it.
[[nodiscard]] std::string_view word_for(Words words, std::string_view code);

/// The control of the assessment's form that says a factor, and the short answer it has there; an
/// empty one where any answer will do.
struct FactorControl {
  std::string_view code;
  std::string_view control;
  std::string_view short_answer;
};
[[nodiscard]] std::span<const FactorControl> factor_controls();

}  // namespace dataflow::synthetic::eclipse
