// A Topic is a group of questions whose answers are tested together. `init` goes through all().
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "agent/setup/draft.h"
#include "agent/setup/question.h"

namespace dataflow::setup {

/// What came of testing the answers to a topic.
struct Trial {
  enum class Outcome {
    well,
    failed,      ///< the answers do not work, or not now
    not_tested,  ///< they cannot be tried from here
  };
  Outcome outcome = Outcome::well;
  std::string says = {};  ///< what failed, or why it was not tested: one sentence

  static Trial failure(std::string says) { return {Outcome::failed, std::move(says)}; }
  static Trial without(std::string says) { return {Outcome::not_tested, std::move(says)}; }
};

/// Takes one line at a time for whoever watches.
using Tell = std::function<void(const std::string& line)>;

struct Topic {
  /// Whose business it is when the trial fails.
  enum class Concern { answers, source, endpoint, ledger };

  std::string title;
  Concern concern = Concern::answers;
  /// The next question that is to be asked, after the answers so far; those that were left out
  /// stand in the list all the same. Later ones may depend on earlier answers.
  std::vector<Question> (*questions)(const Draft& draft);
  Trial (*trial)(Draft& draft, const Tell& tell);
};

/// All topics, in the order in which they are asked.
[[nodiscard]] const std::vector<Topic>& all_topics();

}  // namespace dataflow::setup
