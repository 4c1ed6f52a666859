#include "agent/core/error.h"

namespace dataflow {

std::string describe(const Error& error) {
  std::string line;
  if (!error.where.empty()) line += error.where + ": ";
  line += error.what;
  if (!error.hint.empty()) line += " " + error.hint;
  return line;
}

}  // namespace dataflow
