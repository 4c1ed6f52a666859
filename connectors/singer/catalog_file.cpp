#include "connectors/singer/catalog_file.h"

#include <cerrno>
#include <sys/mman.h>

#include <fmt/format.h>

namespace dataflow::connectors::singer {

Result<Descriptor> write_catalog(std::string_view catalog) {
  const Error no_memory{Remedy::wait, "catalog", "There is no memory for the tap's catalog.", ""};
  Descriptor file(::memfd_create("catalog", MFD_CLOEXEC));
  if (!file.open()) return no_memory;
  while (!catalog.empty()) {
    const ssize_t written = ::write(file.number(), catalog.data(), catalog.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return no_memory;
    catalog.remove_prefix(static_cast<std::size_t>(written));
  }
  return file;
}

std::string path_of(const Descriptor& file) {
  return fmt::format("/proc/self/fd/{}", file.number());
}

}  // namespace dataflow::connectors::singer
