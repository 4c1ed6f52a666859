#include "connectors/may_write.h"

#include <unistd.h>

namespace dataflow::connectors {

bool may_write(const std::filesystem::path& path) {
  return ::access(path.string().c_str(), W_OK) == 0;
}

}  // namespace dataflow::connectors
