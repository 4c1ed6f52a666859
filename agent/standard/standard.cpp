#include "agent/standard/standard.h"

#include <fmt/format.h>

#include "agent/standard/rule_file.h"
#include "agent/standard/standard_file.h"
#include "agent/yaml/reader.h"

namespace dataflow::standard {

namespace {

void collect_paths(const Field& field, std::vector<std::string>& paths) {
  for (const auto& member : field.members) {
    paths.push_back(member.path);
    collect_paths(member, paths);
  }
}

/// A field's list has to exist. The place is the file: fields keep no line.
void check_code_lists(const Standard& standard, const Field& field, const std::string& file,
                      Faults& faults) {
  for (const auto& member : field.members) {
    if (!member.code_list.empty() && standard.code_list(member.code_list) == nullptr) {
      faults.push_back({file, 0, 0,
                        fmt::format("'{}' takes its codes from '{}', which code-lists.yaml does "
                                    "not hold.",
                                    member.path, member.code_list),
                        ""});
    }
    check_code_lists(standard, member, file, faults);
  }
}

}  // namespace

std::optional<Standard> Standard::load(const std::filesystem::path& folder, Faults& faults) {
  const std::size_t before = faults.size();
  const std::string file = (folder / "standard.yaml").string();
  const auto root = yaml::Node::open(file, faults);
  root.only({"standard", "version", "title", "most_children_in_a_request", "document"});

  Standard standard;
  standard.name_ = root.required("standard", "the name of the standard").text();
  standard.version_ = root.required("version", "the version of the standard").text();
  standard.title_ = root.required("title", "what people call it").text();
  standard.most_children_ = static_cast<std::size_t>(
      root.required("most_children_in_a_request", "how many children fit into one request")
          .whole_number(1, 100000));
  standard.document_.members = read_members(root.required("document", "the fields"), "");
  standard.code_lists_ = read_code_lists(yaml::Node::open(folder / "code-lists.yaml", faults));
  if (faults.size() == before) {
    check_code_lists(standard, standard.document_, file, faults);
    if (standard.document_.key_member() == nullptr) {
      root.fault("No field of the document is the key that tells children apart.");
    }
  }
  const auto rules = folder / "rules.yaml";
  if (faults.size() == before && std::filesystem::exists(rules)) {
    standard.rules_ = read_rules(yaml::Node::open(rules, faults), standard);
  }
  if (faults.size() != before) return std::nullopt;
  return standard;
}

const Field* Standard::find(std::string_view path) const {
  const Field* field = &document_;
  while (!path.empty()) {
    const std::size_t dot = path.find('.');
    std::string_view name = path.substr(0, dot);
    if (name.ends_with("[]")) name.remove_suffix(2);
    field = field->member(name);
    if (field == nullptr || dot == std::string_view::npos) return field;
    path.remove_prefix(dot + 1);
  }
  return field;
}

std::vector<std::string> Standard::paths() const {
  std::vector<std::string> paths;
  collect_paths(document_, paths);
  return paths;
}

const CodeList* Standard::code_list(std::string_view name) const {
  const auto found = code_lists_.find(name);
  return found == code_lists_.end() ? nullptr : &found->second;
}

}  // namespace dataflow::standard
