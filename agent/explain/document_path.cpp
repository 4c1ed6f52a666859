#include "agent/explain/document_path.h"

#include <algorithm>

#include <fmt/format.h>

namespace dataflow::mapping {

namespace {

std::vector<std::string> names_of(const standard::Field& field) {
  std::vector<std::string> names;
  for (const auto& member : field.members) names.push_back(member.name);
  return names;
}

}  // namespace

Result<DocumentPath> DocumentPath::read(std::string_view text, const standard::Standard& standard) {
  DocumentPath path;
  path.parts_ = standard::path_parts(text);
  const standard::Field* field = &standard.document();
  for (const auto& part : path.parts_) {
    const auto* member = field->member(part.name);
    if (member == nullptr) {
      const std::string where = field->path.empty() ? standard.id() : field->path;
      return Error{Remedy::stop, "--path", fmt::format("There is no '{}' in {}.", part.name, where),
                   suggestion(part.name, names_of(*field))};
    }
    field = member;
  }
  return path;
}

bool DocumentPath::holds(std::string_view place, std::string_view keyed) const {
  return standard::path_parts(place).size() >= parts_.size() && agrees(place, keyed, parts_.size());
}

bool DocumentPath::is_inside(std::string_view place, std::string_view keyed) const {
  const std::size_t depth = standard::path_parts(place).size();
  return depth < parts_.size() && agrees(place, keyed, depth);
}

bool DocumentPath::agrees(std::string_view place, std::string_view keyed, std::size_t parts) const {
  const auto by_number = standard::path_parts(place);
  const auto by_key = standard::path_parts(keyed);
  for (std::size_t i = 0; i < parts; ++i) {
    if (by_number[i].name != parts_[i].name) return false;
    const auto& item = parts_[i].item;
    const bool is_whole_list = !item || !by_number[i].item;
    if (!is_whole_list && item != by_number[i].item && item != by_key[i].item) return false;
  }
  return true;
}

}  // namespace dataflow::mapping
