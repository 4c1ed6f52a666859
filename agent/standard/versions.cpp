#include "agent/standard/versions.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

namespace dataflow::standard {

namespace {

namespace fs = std::filesystem;

/// 1.10.0 comes after 1.9.0: the numbers between the dots; a word counts as 0.
std::vector<unsigned> numbers_of(std::string_view version) {
  std::vector<unsigned> numbers;
  while (!version.empty()) {
    const std::string_view part = version.substr(0, version.find('.'));
    unsigned number = 0;
    static_cast<void>(std::from_chars(part.data(), part.data() + part.size(), number));
    numbers.push_back(number);
    version.remove_prefix(std::min(version.size(), part.size() + 1));
  }
  return numbers;
}

bool comes_first(const std::string& a, const std::string& b) {
  const std::size_t a_slash = a.find('/');
  const std::size_t b_slash = b.find('/');
  if (const int names = a.compare(0, a_slash, b, 0, b_slash); names != 0) return names < 0;
  const auto newer = numbers_of(a.substr(a_slash + 1));
  const auto older = numbers_of(b.substr(b_slash + 1));
  return newer != older ? newer > older : a > b;
}

}  // namespace

std::vector<std::string> versions_in(const fs::path& standards) {
  std::vector<std::string> ids;
  std::error_code unreadable;  // then the folder holds none
  for (const auto& name : fs::directory_iterator(standards, unreadable)) {
    for (const auto& version : fs::directory_iterator(name.path(), unreadable)) {
      if (!fs::exists(version.path() / "standard.yaml", unreadable)) continue;
      ids.push_back(name.path().filename().string() + "/" + version.path().filename().string());
    }
  }
  std::sort(ids.begin(), ids.end(), comes_first);
  return ids;
}

std::optional<Standard> load_version(const fs::path& standards, std::string_view id,
                                     Faults& faults) {
  const auto known = versions_in(standards);
  if (std::find(known.begin(), known.end(), id) == known.end()) {
    faults.push_back({standards.string(), 0, 0, fmt::format("There is no standard '{}' here.", id),
                      suggestion(id, known)});
    return std::nullopt;
  }
  auto standard = Standard::load(standards / id, faults);
  if (!standard || standard->id() == id) return standard;
  faults.push_back(
      {(standards / id / "standard.yaml").string(), 0, 0,
       fmt::format("It calls itself {}, but stands in the folder {}.", standard->id(), id),
       "Let 'standard' and 'version' say what the folders are called."});
  return std::nullopt;
}

}  // namespace dataflow::standard
