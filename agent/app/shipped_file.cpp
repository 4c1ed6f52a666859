#include "agent/app/shipped_file.h"

#include <string>
#include <vector>

#include <fmt/format.h>

namespace dataflow::app {

namespace {

namespace fs = std::filesystem;

/// The names of a folder's entries, for suggestions.
std::vector<std::string> names_in(const fs::path& folder) {
  std::vector<std::string> names;
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(folder, ignored)) {
    names.push_back(entry.path().stem().string());
  }
  return names;
}

}  // namespace

std::optional<fs::path> shipped_or_own(const settings::Settings& settings,
                                       const settings::Placed& name, std::string_view what,
                                       const fs::path& folder, Faults& faults) {
  const bool is_path = name.value.ends_with(".yaml") || name.value.find('/') != std::string::npos;
  if (is_path) return settings.resolve(name.value);
  auto file = folder / (name.value + ".yaml");
  if (fs::exists(file)) return file;
  faults.push_back({settings.file.string(), name.line, name.column,
                    fmt::format("There is no shipped {} '{}'.", what, name.value),
                    suggestion(name.value, names_in(folder))});
  return std::nullopt;
}

}  // namespace dataflow::app
