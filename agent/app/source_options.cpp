#include "agent/app/source_options.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "agent/core/day.h"
#include "connectors/registry.h"

namespace dataflow::app {

namespace {

using connectors::Option;

bool is_whole_number(const std::string& text) {
  long number = 0;
  const auto end = std::from_chars(text.data(), text.data() + text.size(), number);
  return end.ec == std::errc() && end.ptr == text.data() + text.size();
}

/// What was expected instead; empty when the value fits.
std::string expectation(const Option& option, const std::string& value) {
  switch (option.type) {
    case Option::Type::whole_number:
      return is_whole_number(value) ? "" : "a whole number";
    case Option::Type::flag:
      return value == "true" || value == "false" ? "" : "true or false";
    case Option::Type::day:
      return Day::parse(value) ? "" : "a day such as 2026-06-01";
    case Option::Type::text:
    case Option::Type::path:
      break;
  }
  return "";
}

}  // namespace

const connectors::Kind* find_source_kind(const settings::Settings& settings, Faults& faults) {
  const auto& kind = settings.source.kind;
  const auto* found = connectors::find_kind(kind.value);
  if (found != nullptr) return found;
  std::vector<std::string> names;
  for (const auto& known : connectors::kinds()) names.push_back(known.name);
  faults.push_back({settings.file.string(), kind.line, kind.column,
                    fmt::format("There is no kind of source '{}'.", kind.value),
                    suggestion(kind.value, names)});
  return nullptr;
}

connectors::Options check_source_options(const settings::Settings& settings,
                                         const connectors::Kind& kind, Faults& faults) {
  const std::string file = settings.file.string();
  connectors::Options options;
  std::vector<std::string> names;
  for (const auto& option : kind.options) names.push_back(option.name);
  for (const auto& [name, placed] : settings.source.options) {
    const auto is_it = [&, wanted = name](const Option& option) { return option.name == wanted; };
    const auto option = std::find_if(kind.options.begin(), kind.options.end(), is_it);
    if (option == kind.options.end()) {
      faults.push_back({file, placed.line, placed.column,
                        fmt::format("A source of the kind '{}' takes no '{}'.", kind.name, name),
                        suggestion(name, names)});
    } else if (const auto expected = expectation(*option, placed.value); !expected.empty()) {
      faults.push_back({file, placed.line, placed.column,
                        fmt::format("'{}' should be {}.", name, expected), option->help});
    } else {
      const bool is_path = option->type == Option::Type::path;
      options.values[name] = is_path ? settings.resolve(placed.value).string() : placed.value;
    }
  }
  for (const auto& option : kind.options) {
    if (!option.required || settings.source.options.count(option.name) != 0) continue;
    faults.push_back({file, settings.source.kind.line, settings.source.kind.column,
                      fmt::format("A source of the kind '{}' needs '{}'.", kind.name, option.name),
                      option.help});
  }
  return options;
}

}  // namespace dataflow::app
