// A Tap is a program that writes tables as Singer messages: one run of it, within bounds.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "agent/core/result.h"
#include "connectors/singer/bounds.h"
#include "connectors/singer/descriptor.h"

namespace dataflow::connectors::singer {

/// One run of a tap.
struct TapRun {
  std::vector<std::string> words;      ///< the program and its arguments
  const Descriptor* passed = nullptr;  ///< a file that it reads under its number, or null
  Bounds bounds;
};

/// Takes one line of a tap's output, without its end.
using TakeLine = std::function<Result<void>(std::string_view line)>;

/// Runs the tap and passes on each line of its standard output. It is over only when the tap has
/// closed its output, ended, and ended with 0: anything else is an error, as the lines so far may
/// not be all. The tap is killed and waited for in every case, also when `take` refuses a line.
///
/// Errors name the program, its exit code and how many lines it wrote to standard error; never one
/// of these lines, which may hold anything. Remedy wait, or stop where a bound is too narrow or the
/// tap cannot be started.
[[nodiscard]] Result<void> run_tap(const TapRun& run, const TakeLine& take);

}  // namespace dataflow::connectors::singer
