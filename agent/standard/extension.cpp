#include "agent/standard/extension.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "agent/core/canonical_json.h"
#include "agent/standard/standard_file.h"

namespace dataflow::standard {

namespace {

/// A path as the object or list that the field is in, and the field's own name.
struct Place {
  std::string parent;
  std::string name;
};

std::string_view without_brackets(std::string_view path) {
  if (path.ends_with("[]")) path.remove_suffix(2);
  return path;
}

Place place_of(std::string_view path) {
  path = without_brackets(path);
  const std::size_t dot = path.rfind('.');
  if (dot == std::string_view::npos) return {"", std::string(path)};
  return {std::string(path.substr(0, dot)), std::string(path.substr(dot + 1))};
}

enum class Wanted { any_field, holder_of_fields };

void collect_paths(const Field& field, Wanted wanted, std::vector<std::string>& paths) {
  for (const auto& member : field.members) {
    if (wanted == Wanted::any_field || member.has_members()) paths.push_back(member.path);
    collect_paths(member, wanted, paths);
  }
}

std::string suggest_path(std::string_view path, Wanted wanted, const Field& document) {
  std::vector<std::string> paths;
  collect_paths(document, wanted, paths);
  return suggestion(path, paths);
}

/// The object or list at a path; the document at an empty one; null when there is none.
Field* find_parent(Field& document, std::string_view path) {
  if (path.empty()) return &document;
  for (auto& member : document.members) {
    const std::string_view own = without_brackets(member.path);
    if (own == without_brackets(path)) return member.has_members() ? &member : nullptr;
    if (member.has_members() && path.starts_with(member.path + ".")) {
      return find_parent(member, path);
    }
  }
  return nullptr;
}

}  // namespace

void leave_out(const yaml::Node& without, Field& document) {
  for (const auto& item : without.items()) {
    const auto place = place_of(item.text());
    Field* parent = find_parent(document, place.parent);
    const auto left_out = [&](const Field& field) { return field.name == place.name; };
    if (parent == nullptr || std::erase_if(parent->members, left_out) == 0) {
      item.fault(fmt::format("There is no field '{}' to leave out.", item.raw()),
                 suggest_path(item.raw(), Wanted::any_field, document));
    }
  }
}

void change_fields(const yaml::Node& fields, const CodeLists& lists, Field& document) {
  std::set<std::string> seen;
  for (auto& change : fields.members()) {
    if (!seen.insert(std::string(without_brackets(change.name))).second) {
      change.value.fault(fmt::format("'{}' is given twice.", change.name), "Keep one of the two.");
    }
    const auto place = place_of(change.name);
    Field* parent = find_parent(document, place.parent);
    if (parent == nullptr) {
      change.value.fault(
          fmt::format("There is no object or list '{}' to put it into.", place.parent),
          suggest_path(place.parent, Wanted::holder_of_fields, document));
      continue;
    }
    change.name = place.name;
    Field field = read_field(change, parent->path, lists);
    std::erase_if(parent->members, [&](const Field& one) { return one.name == place.name; });
    const auto after =
        std::find_if(parent->members.begin(), parent->members.end(),
                     [&](const Field& one) { return canonical_less(field.name, one.name); });
    parent->members.insert(after, std::move(field));
  }
}

}  // namespace dataflow::standard
