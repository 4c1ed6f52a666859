// The Draft is what `init` knows so far: where it works, what was answered, what was found out.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "agent/app/plan.h"
#include "agent/core/clock.h"
#include "agent/core/progress.h"
#include "agent/setup/answers.h"
#include "agent/signing/key.h"

namespace dataflow::setup {

/// Whether source and endpoint are asked at once, or later, once a firewall is open.
enum class Reach { tested, offline };

/// Where `init` works. What it refers to must outlive it.
struct Ground {
  std::filesystem::path config;   ///< the agent.yaml to be written, absolute
  std::filesystem::path shipped;  ///< the folder with the standards and mappings of the program
  Reach reach = Reach::tested;
  Clock& clock;
  Progress& progress;
};

struct Draft {
  const Ground& ground;
  Answers answers = {};

  // What trials found out.
  std::vector<TableShape> offered = {};             ///< by the source; empty: it was not asked
  std::vector<TableShape> wishes = {};              ///< what the mapping reads, by names for GRANTs
  std::string fitting = {};                         ///< the shipped mapping that fits the source
  std::string dialect = {};                         ///< of those GRANTs; empty: not known
  std::string cost = {};                            ///< what reading it takes, one sentence
  std::optional<signing::PrivateKey> new_key = {};  ///< that will be written
  std::vector<std::string> untested = {};           ///< what could not be tried, one sentence each
};

/// A path as agent.yaml counts it: from its own folder.
[[nodiscard]] inline std::filesystem::path placed_path(const Draft& draft,
                                                       const std::string& path) {
  return (draft.ground.config.parent_path() / path).lexically_normal();
}

/// The settings as the answers have them, with the secrets that were typed in their places, and
/// stand-ins for what was not answered yet. Faults have the lines of agent_yaml().
[[nodiscard]] std::optional<settings::Settings> drafted_settings(const Draft& draft,
                                                                 Faults& faults);

/// The plan of those settings; null, with faults, when there is none.
[[nodiscard]] std::unique_ptr<const app::Plan> drafted_plan(const Draft& draft, Faults& faults);

}  // namespace dataflow::setup
