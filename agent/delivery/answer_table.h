// The table of what each status of an endpoint means: one line for each, to be read by people.
#pragma once

#include "agent/delivery/answer.h"

namespace dataflow::delivery {

/// One line of the table, for the statuses from `first` to `last`.
struct AnswerLine {
  int first;
  int last;
  Verdict verdict;
  Remedy remedy;
  const char* meaning;  ///< completes "The endpoint answered with status 418: ..."
  const char* hint;     ///< what to do; may be empty
};

/// The line for a status other than 200. Every status has one.
[[nodiscard]] const AnswerLine& line_for(int status);

/// The error that such an answer is, at that address.
[[nodiscard]] Error error_for(int status, const std::string& where);

}  // namespace dataflow::delivery
