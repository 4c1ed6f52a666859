#include "agent/mapping/sql_message.h"

#include <fmt/format.h>

#include "agent/core/fault.h"
#include "agent/mapping/functions.h"
#include "agent/mapping/sql_words.h"

namespace dataflow::mapping {

namespace {

/// The nearest column, with the alias before the dot kept as it is.
std::string suggest_column(const std::string& column, const std::vector<std::string>& known) {
  const std::size_t name = column.rfind('.') + 1;
  const std::string near = nearest(column.substr(name), known);
  return near.empty() ? "" : fmt::format("Did you mean '{}{}'?", column.substr(0, name), near);
}

std::string suggest_function(const std::string& function) {
  std::vector<std::string> names;
  for (const auto& help : function_help()) names.push_back(help.name);
  return suggestion(function, names);
}

std::string right_call(const std::string& function) {
  for (const auto& help : function_help()) {
    if (same_ignoring_case(help.name, function)) {
      return fmt::format("Write {}. {}", help.call, help.says);
    }
  }
  return "";
}

}  // namespace

std::optional<std::string> named_in(const std::string& message, std::string_view beginning) {
  const std::size_t at = message.find(beginning);
  if (at == std::string::npos) return std::nullopt;
  std::string name = message.substr(at + beginning.size());
  while (!name.empty() && (name.back() == '.' || name.back() == ' ')) name.pop_back();
  return name;
}

SqlFault explain_sql(const std::string& message, const KnownNames& known) {
  if (const auto column = named_in(message, "no such column: ")) {
    return {fmt::format("There is no column '{}' here.", *column),
            suggest_column(*column, known.columns), *column};
  }
  if (const auto table = named_in(message, "no such table: ")) {
    return {fmt::format("The source has no table '{}'.", *table), suggestion(*table, known.tables),
            *table};
  }
  if (const auto function = named_in(message, "no such function: ")) {
    return {fmt::format("There is no function '{}'.", *function), suggest_function(*function),
            *function};
  }
  if (auto called = named_in(message, "wrong number of arguments to function ")) {
    if (called->ends_with("()")) called->resize(called->size() - 2);
    return {fmt::format("'{}' has too few or too many values between its brackets.", *called),
            right_call(*called), *called};
  }
  return {message, "", ""};
}

}  // namespace dataflow::mapping
