// An Error says what went wrong, where, and what to do, and what the flow should do about it.
#pragma once

#include <string>

namespace dataflow {

/// What the flow does about an error.
enum class Remedy {
  wait,       ///< the same step may succeed later: keep everything and try again
  set_aside,  ///< this one child cannot go: keep it with the reason, let the others through
  stop,       ///< nothing more can be done until a person acts
};

/// One failure, as a value.
///
/// No member ever holds a value from a child's record: errors go to logs and screens.
struct Error {
  Remedy remedy = Remedy::stop;
  std::string where;  ///< the file, table, host or step concerned
  std::string what;   ///< one sentence
  std::string hint;   ///< what the reader can do; may be empty
};

/// The error as one line: "where: what hint".
[[nodiscard]] std::string describe(const Error& error);

}  // namespace dataflow
