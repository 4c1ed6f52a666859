#include "agent/standard/published_schema.h"

#include <set>

#include <boost/json.hpp>

namespace dataflow::standard {

using boost::json::object;
using boost::json::value;

const object& resolve(const value& file, const object& schema) {
  constexpr int kMostSteps = 16;  // a file may refer in a circle
  const object* at = &schema;
  for (int step = 0; step < kMostSteps; ++step) {
    const value* reference = at->if_contains("$ref");
    if (reference == nullptr || !reference->is_string()) break;
    const std::string target = word_of(*reference);
    if (!target.starts_with("#/")) break;
    boost::json::error_code missing;
    const value* found = file.find_pointer(target.substr(1), missing);
    if (found == nullptr || !found->is_object()) break;
    at = &found->get_object();
  }
  return *at;
}

const object* object_at(const object& schema, std::string_view name) {
  const value* found = schema.if_contains(name);
  return found == nullptr ? nullptr : found->if_object();
}

std::optional<ReadPattern> read_pattern(std::string_view pattern) {
  if (!pattern.starts_with("^[") || pattern.size() < 6) return std::nullopt;
  const std::string_view end = pattern.substr(pattern.size() - 3);
  if (end != "]*$" && end != "]+$") return std::nullopt;
  const auto characters = read_character_class(pattern.substr(2, pattern.size() - 5));
  if (!characters) return std::nullopt;
  return ReadPattern{*characters, end == "]+$" ? std::size_t{1} : std::size_t{0}};
}

bool is_annotation(std::string_view keyword) {
  static const std::set<std::string_view> kAnnotations = {
      "title",    "description", "default", "example",      "examples", "deprecated", "readOnly",
      "$comment", "writeOnly",   "xml",     "externalDocs", "$schema",  "$id"};
  return keyword.starts_with("x-") || kAnnotations.contains(keyword);
}

std::string word_of(const value& name) {
  return name.is_string() ? std::string(name.get_string()) : boost::json::serialize(name);
}

}  // namespace dataflow::standard
