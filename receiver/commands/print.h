// What commands say on the screen: results to standard output, errors to standard error.
#pragma once

#include <string_view>

#include "agent/core/error.h"
#include "agent/core/fault.h"
#include "receiver/commands/command.h"

namespace dataflow::receiver {

/// One line to standard output.
void print(std::string_view line);

/// The faults to standard error, one a line. Returns Exit::settings.
Exit print(const Faults& faults);

/// The error to standard error. Returns Exit::failure.
Exit print(const Error& error);

}  // namespace dataflow::receiver
