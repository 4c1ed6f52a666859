// The interview: all questions are asked, each answer is checked, and each topic is tried at once.
#pragma once

#include "agent/setup/asker.h"

namespace dataflow::setup {

/// Fills the draft. Writes no file. An error when it was given up, or the answers ended; remedy
/// stop.
[[nodiscard]] Result<void> interview(Draft& draft, Asker& asker);

/// What is wrong with an answer, one sentence each: held against the choices, and, in its place in
/// agent.yaml, against everything that reads the settings. Never repeats a secret.
[[nodiscard]] std::vector<std::string> wrong_with(const Question& question, const Answer& answer,
                                                  const Draft& draft);

}  // namespace dataflow::setup
