#include <algorithm>

#include "agent/setup/agent_yaml.h"
#include "agent/setup/interview.h"

namespace dataflow::setup {

namespace {

/// Those whose faults only show when the files that they name are read.
bool names_files(const std::string& name) {
  return name.starts_with("source.") || name == "mapping" || name == "standard" ||
         name == "endpoint.profile";
}

bool is_of_init(const std::string& name) {
  return name.starts_with("dba.") || name == "endpoint.key_kind";
}

/// The answer whose line shows the faults of this one.
std::string line_owner(const std::string& name) {
  if (name.starts_with("endpoint.proxy_")) return "endpoint.proxy";
  return name == "endpoint.answer_key_id" ? "endpoint.answer_key" : name;
}

Faults faults_of(const Draft& draft, const std::string& name) {
  Faults faults;
  auto settings = drafted_settings(draft, faults);
  if (settings && names_files(name)) {
    // Null, with faults, or a plan that nobody needs here.
    static_cast<void>(app::Plan::of(std::move(*settings), draft.ground.shipped, faults));
  }
  return faults;
}

}  // namespace

std::vector<std::string> wrong_with(const Question& question, const Answer& answer,
                                    const Draft& draft) {
  const auto& choices = question.choices;
  if (!choices.empty() && std::count(choices.begin(), choices.end(), answer.text) == 0) {
    return {"'" + answer.text + "' is none of the answers. " + suggestion(answer.text, choices)};
  }
  if (is_of_init(question.name)) return {};
  Draft with = draft;
  with.answers.set(question.name, answer);
  const auto lines = agent_yaml(with, Unanswered::stood_in).lines;
  const auto line = lines.find(line_owner(question.name));
  std::vector<std::string> reasons;
  for (const auto& fault : faults_of(with, question.name)) {
    const bool here = fault.file == draft.ground.config.string();
    const bool of_line = line != lines.end() && fault.line == line->second;
    if (here && !of_line) continue;
    reasons.push_back(here ? fault.what + (fault.hint.empty() ? "" : " " + fault.hint)
                           : describe(fault));
  }
  return reasons;
}

}  // namespace dataflow::setup
