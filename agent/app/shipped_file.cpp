#include "agent/app/shipped_file.h"

#include <vector>

#include <fmt/format.h>

#include "agent/core/presence.h"

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

bool is_path(const std::string& name) {
  return name.ends_with(".yaml") || name.find('/') != std::string::npos;
}

}  // namespace

fs::path file_called(const std::string& name, const fs::path& of_settings,
                     const fs::path& shipped) {
  return is_path(name) ? of_settings / name : shipped / (name + ".yaml");
}

std::optional<fs::path> shipped_or_own(const settings::Settings& settings,
                                       const settings::Placed& name, std::string_view what,
                                       const fs::path& folder, Faults& faults) {
  auto file = file_called(name.value, settings.file.parent_path(), folder);
  if (is_path(name.value) || !is_missing(file)) return file;
  faults.push_back({settings.file.string(), name.line, name.column,
                    fmt::format("There is no shipped {} '{}'.", what, name.value),
                    suggestion(name.value, names_in(folder))});
  return std::nullopt;
}

}  // namespace dataflow::app
