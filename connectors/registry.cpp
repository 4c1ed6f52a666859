#include "connectors/registry.h"

namespace dataflow::connectors {

std::span<const Kind> kinds() {
  return {};
}
const Kind* find_kind(std::string_view) {
  return nullptr;
}

}  // namespace dataflow::connectors
