// The agent.yaml that the answers amount to, with a comment for each setting.
#pragma once

#include <map>
#include <string>

#include "agent/setup/draft.h"

namespace dataflow::setup {

/// What stands in the place of a setting that is needed and was not answered yet.
enum class Unanswered {
  left_out,
  stood_in,  ///< a value without a fault, so that the others can be checked already
};

struct AgentYaml {
  std::string text;
  std::map<std::string, std::size_t> lines;  ///< of each answer, by its question; from 1
};

/// Holds no secret: only the places where secrets are kept.
[[nodiscard]] AgentYaml agent_yaml(const Draft& draft, Unanswered unanswered);

/// A text as one YAML scalar: plain where that is safe, in quotes otherwise.
[[nodiscard]] std::string yaml_scalar(const std::string& text);

}  // namespace dataflow::setup
