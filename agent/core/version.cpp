#include "agent/core/version.h"

namespace dataflow {

std::string_view program_version() {
  return DATAFLOW_VERSION;
}

}  // namespace dataflow
