// The Answers that were given so far, by the names of their questions.
#pragma once

#include <map>
#include <string>

#include "agent/core/secret.h"

namespace dataflow::setup {

struct Answer {
  std::string text;        ///< as it is written into agent.yaml; of a secret, {file: secrets/NAME}
  Secret secret = {};      ///< one that was typed, and is not in its file yet
  std::size_t line = 0;    ///< in the file of answers, counted from 1; 0: nowhere
  std::size_t column = 0;  ///< counted from 1
};

/// A question that was asked and left out has no answer here.
class Answers {
 public:
  void set(const std::string& name, Answer answer);
  void leave_out(const std::string& name);

  [[nodiscard]] bool has(const std::string& name) const;
  /// Null where there is none.
  [[nodiscard]] const Answer* find(const std::string& name) const;
  /// Empty where there is none.
  [[nodiscard]] std::string text(const std::string& name) const;
  [[nodiscard]] const std::map<std::string, Answer>& all() const { return all_; }

 private:
  std::map<std::string, Answer> all_;
};

/// Where a typed secret is kept, beside agent.yaml: "endpoint.client_secret" in
/// secrets/client_secret, "source.password" in secrets/source_password.
[[nodiscard]] std::string secret_file(const std::string& name);

}  // namespace dataflow::setup
