#include "agent/app/source_options.h"

#include <algorithm>
#include <charconv>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "agent/app/shipped_file.h"
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
    case Option::Type::profile:
    case Option::Type::secret:
      break;
  }
  return "";
}

const Option* find_option(const connectors::Kind& kind, const std::string& name) {
  const auto found = std::find_if(kind.options.begin(), kind.options.end(),
                                  [&](const Option& option) { return option.name == name; });
  return found == kind.options.end() ? nullptr : &*found;
}

std::vector<std::string> names_of(const connectors::Kind& kind) {
  std::vector<std::string> names;
  for (const auto& option : kind.options) names.push_back(option.name);
  return names;
}

/// An option as it stands in the settings.
struct Given {
  const settings::Settings& settings;
  const Option& option;
  const settings::Placed& placed;
  const OptionGround& ground;
};

void fault(const Given& given, std::string what, std::string hint, Faults& faults) {
  faults.push_back({given.settings.file.string(), given.placed.line, given.placed.column,
                    std::move(what), std::move(hint)});
}

void take_secret(const Given& given, SourceOptions& checked, Faults& faults) {
  const auto& secrets = given.settings.source.secrets;
  const std::string& name = given.option.name;
  if (const auto kept = secrets.find(name); kept != secrets.end()) {
    checked.secrets[name] = kept->second;
  } else if (given.ground.plain == settings::PlainSecrets::allowed) {
    checked.secrets[name] = {settings::SecretReference::Kept::settings, name,
                             Secret(given.placed.value)};
  } else {
    fault(given, fmt::format("'{}' is a secret, which does not stand in the settings file.", name),
          "Write {file: PATH}, {env: VARIABLE} or {credential: NAME} instead.", faults);
  }
}

void take(const Given& given, SourceOptions& checked, Faults& faults) {
  const auto& [settings, option, placed, ground] = given;
  if (option.type == Option::Type::secret) return take_secret(given, checked, faults);
  if (settings.source.secrets.count(option.name) != 0) {
    return fault(given, fmt::format("'{}' is one value, not a group of settings.", option.name),
                 option.help, faults);
  }
  if (const auto expected = expectation(option, placed.value); !expected.empty()) {
    return fault(given, fmt::format("'{}' should be {}.", option.name, expected), option.help,
                 faults);
  }
  std::string& value = checked.options.values[option.name];
  value = placed.value;
  if (option.type == Option::Type::path) value = settings.resolve(placed.value).string();
  if (option.type != Option::Type::profile) return;
  const auto file = shipped_or_own(settings, placed, "profile", ground.profiles, faults);
  if (file) value = file->string();
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

SourceOptions check_source_options(const settings::Settings& settings, const connectors::Kind& kind,
                                   const OptionGround& ground, Faults& faults) {
  SourceOptions checked;
  for (const auto& [name, placed] : settings.source.options) {
    if (const auto* option = find_option(kind, name)) {
      take({settings, *option, placed, ground}, checked, faults);
    } else {
      faults.push_back({settings.file.string(), placed.line, placed.column,
                        fmt::format("A source of the kind '{}' takes no '{}'.", kind.name, name),
                        suggestion(name, names_of(kind))});
    }
  }
  for (const auto& option : kind.options) {
    if (!option.required || settings.source.options.count(option.name) != 0) continue;
    faults.push_back({settings.file.string(), settings.source.kind.line,
                      settings.source.kind.column,
                      fmt::format("A source of the kind '{}' needs '{}'.", kind.name, option.name),
                      option.help});
  }
  return checked;
}

Result<connectors::Options> with_secrets(const SourceOptions& given) {
  connectors::Options options = given.options;
  for (const auto& [name, reference] : given.secrets) {
    TRY_ASSIGN(options.secrets[name], settings::read_secret(reference));
  }
  return options;
}

}  // namespace dataflow::app
