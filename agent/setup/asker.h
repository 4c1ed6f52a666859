// An Asker gets answers: from a person at a terminal, or from a file of answers. The interview is
// the same for both.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "agent/core/result.h"
#include "agent/setup/topic.h"

namespace dataflow::setup {

class Asker {
 public:
  virtual ~Asker() = default;

  /// The topic that is asked about now, `number` of all of them, counted from 1.
  virtual void begin(const Topic& topic, std::size_t number, std::size_t of) = 0;

  /// The answer; nothing where it was left out. An error when there is nobody to ask any more.
  [[nodiscard]] virtual Result<std::optional<Answer>> ask(const Question& question,
                                                          const Draft& draft) = 0;

  enum class Again { yes, no };
  /// Why the answer will not do, and whether it is asked for again.
  [[nodiscard]] virtual Again refuse(const Question& question,
                                     const std::vector<std::string>& reasons) = 0;

  enum class Next { ask_again, keep, give_up };
  /// What is done about answers that were tried and do not work.
  [[nodiscard]] virtual Result<Next> decide(const Topic& topic, const Trial& trial) = 0;

  /// One line for whoever watches.
  virtual void tell(const std::string& line) = 0;
};

}  // namespace dataflow::setup
