// What a status other than 200 means for a read.
#pragma once

#include <string>

#include "agent/core/error.h"

namespace dataflow::connectors::rest {

/// Remedy wait from 500 on and for 408, 425 and 429, stop for all else.
[[nodiscard]] Error status_error(int status, const std::string& where);

}  // namespace dataflow::connectors::rest
