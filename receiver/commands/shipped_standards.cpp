#include "receiver/commands/shipped_standards.h"

namespace dataflow::receiver {

std::filesystem::path shipped_standards() {
  std::error_code problem;  // without /proc the settings have to name the folder
  const auto program = std::filesystem::read_symlink("/proc/self/exe", problem);
  const auto beside = program.parent_path() / ".." / "share" / "dataflow-receiver" / "standards";
  return beside.lexically_normal();
}

}  // namespace dataflow::receiver
