#include <algorithm>
#include <fstream>

#include "agent/support/log_end.h"

namespace dataflow::support {

Result<std::optional<BundleFile>> end_of_log_file(const std::filesystem::path& file) {
  std::error_code problem;
  if (!std::filesystem::exists(file, problem)) return std::optional<BundleFile>();
  std::ifstream stream(file, std::ios::binary | std::ios::ate);
  const std::streamoff size = stream.tellg();
  const std::streamoff begin = std::max<std::streamoff>(0, size - std::streamoff{kMostOfLog});
  std::string text(static_cast<std::size_t>(std::max<std::streamoff>(0, size - begin)), '\0');
  stream.seekg(begin);
  stream.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (!stream) {
    return Error{Remedy::stop, file.string(), "The log file cannot be read.",
                 "Check that this account may read it."};
  }
  // A line of which only the end is there would hide the beginning of a value.
  if (begin > 0) text.erase(0, std::min(text.find('\n'), text.size() - 1) + 1);
  return std::optional(BundleFile{"log.txt", std::move(text)});
}

}  // namespace dataflow::support
