#include "connectors/profile.h"

#include <fmt/format.h>

namespace dataflow::connectors {

Error profile_error(Faults faults) {
  sort_by_place(faults);
  const Fault& first = faults.front();
  return {Remedy::stop, fmt::format("{}:{}:{}", first.file, first.line, first.column), first.what,
          first.hint};
}

}  // namespace dataflow::connectors
