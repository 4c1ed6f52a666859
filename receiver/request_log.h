// The lines of the log about requests. None holds a value that was sent.
#pragma once

#include <string>

#include "receiver/exchange.h"

namespace dataflow::receiver {

/// Method, council, status, children, bytes, milliseconds so far and request id.
[[nodiscard]] std::string request_line(const Exchange& exchange, int status, std::size_t bytes);

/// Which lines of the script of faults are played for this request.
[[nodiscard]] std::string mishap_line(const Exchange& exchange);

}  // namespace dataflow::receiver
