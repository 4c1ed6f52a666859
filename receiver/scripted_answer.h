// A scripted answer is what a script of faults gives in the place of the real answer.
#pragma once

#include <string_view>

#include "agent/core/clock.h"
#include "agent/yaml/reader.h"
#include "receiver/message.h"

namespace dataflow::receiver {

/// Reads `{status, headers, body}`. A body without a Content-Type is plain text.
[[nodiscard]] Answer read_scripted_answer(const yaml::Node& node);

/// Whether the answer names places of children.
[[nodiscard]] bool names_positions(const Answer& answer);

/// The answer with its marks filled in: `{positions}` in the body, and `{date+N}` in a header's
/// value, which becomes the HTTP-date N seconds after `now`.
[[nodiscard]] Answer filled(Answer answer, std::string_view positions, Instant now);

}  // namespace dataflow::receiver
