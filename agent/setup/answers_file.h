// A file of answers, for installs that nobody watches: YAML in the layout of agent.yaml.
#pragma once

#include <map>
#include <ostream>
#include <set>
#include <string>

#include "agent/setup/asker.h"
#include "agent/yaml/reader.h"

namespace dataflow::setup {

/// Takes each answer from the file, or the question's fallback. Secrets stand there as {file:
/// PATH}, {env: NAME} or {credential: NAME}, never themselves. Every fault is added to `faults`
/// with its place; the interview goes on, so that all of them are found.
class AnswersFile final : public Asker {
 public:
  /// Reads the file. `out` takes what trials tell. All must outlive it.
  AnswersFile(const std::filesystem::path& file, std::ostream& out, Faults& faults);

  void begin(const Topic& topic, std::size_t number, std::size_t of) override;
  [[nodiscard]] Result<std::optional<Answer>> ask(const Question& question,
                                                  const Draft& draft) override;
  [[nodiscard]] Again refuse(const Question& question,
                             const std::vector<std::string>& reasons) override;
  [[nodiscard]] Result<Next> decide(const Topic& topic, const Trial& trial) override;
  void tell(const std::string& line) override;

  /// Adds a fault for each answer that no question asked for: after the interview.
  void check_unasked(const Draft& draft) const;

  /// Whose business the trials were that failed, the first one first; empty when none failed.
  [[nodiscard]] const std::vector<Topic::Concern>& failed() const { return failed_; }

 private:
  [[nodiscard]] yaml::Node place_of(const std::string& name) const;
  [[nodiscard]] std::optional<Answer> secret_at(const yaml::Node& node) const;
  [[nodiscard]] bool depends_on_failed(const Question& question) const;

  Faults& faults_;
  yaml::Node root_;
  std::string file_;
  std::ostream& out_;
  std::set<std::string> asked_;
  std::vector<Topic::Concern> failed_;
};

}  // namespace dataflow::setup
