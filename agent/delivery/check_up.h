// The check-up of an endpoint: whether everything on the way to it is as it should be, step by
// step.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "agent/delivery/line.h"

namespace dataflow::delivery {

/// One step, and what came of it.
struct Step {
  enum class Outcome {
    passed,
    failed,
    left_out,  ///< an earlier step failed, or the step was not asked for
  };
  std::string name;
  Outcome outcome = Outcome::left_out;
  std::string says;  ///< what was found; when failed, what to do as well
};

/// A step as a line for people: pass, FAIL or -, its name, and what it says.
[[nodiscard]] std::string line_of(const Step& step);

/// The step that fails when the endpoint knows the client and not the key: until the key is
/// registered there, that is as it should be.
inline constexpr char kSignatureStep[] = "signature";

/// Goes from the name of the token service to a request with an empty list, and tells of each step
/// as it is done. Nothing personal is sent, and nothing is stored there, but `rehearsal`: changes
/// of a child who never was, each sent as an envelope of its own; none unless somebody asked for
/// it. Gives whether no step failed.
[[nodiscard]] bool check_up(const Endpoint& endpoint, const std::vector<Change>& rehearsal,
                            const std::string& standard,
                            const std::function<void(const Step&)>& tell);

}  // namespace dataflow::delivery
