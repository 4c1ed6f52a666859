#include "agent/standard/standard.h"

#include <fmt/format.h>

#include "agent/core/presence.h"
#include "agent/standard/extension.h"
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

/// The version that another one extends. It has to be described in full, so that nobody reads more
/// than two files to know a version.
std::optional<Standard> load_base(const std::filesystem::path& folder, const yaml::Node& extends,
                                  Faults& faults) {
  const auto base = (folder / ".." / extends.text()).lexically_normal();
  if (is_missing(base / "standard.yaml")) {
    extends.fault(fmt::format("There is no version '{}' beside this one.", extends.raw()),
                  "Name the folder of the version that this one extends.");
    return std::nullopt;
  }
  Faults counted_by_load;
  if (yaml::Node::open(base / "standard.yaml", counted_by_load).member("extends").present()) {
    extends.fault(fmt::format("'{}' extends a version itself.", extends.raw()),
                  "Extend a version that is described in full.");
    return std::nullopt;
  }
  return Standard::load(base, faults);
}

}  // namespace

std::optional<Standard> Standard::load(const std::filesystem::path& folder, Faults& faults) {
  const std::size_t before = faults.size();
  const auto root = yaml::Node::open(folder / "standard.yaml", faults);
  Standard standard;
  if (const auto extends = root.member("extends"); extends.present()) {
    root.only({"standard", "version", "title", "extends", "most_children_in_a_request", "without",
               "fields"});
    auto base = load_base(folder, extends, faults);
    if (!base) return std::nullopt;
    standard = std::move(*base);
    standard.extend(folder, root, faults);
  } else {
    root.only({"standard", "version", "title", "most_children_in_a_request", "document"});
    standard.read(folder, root, faults);
  }
  const auto rules = folder / "rules.yaml";
  if (faults.size() == before && !is_missing(rules)) {
    read_rules(yaml::Node::open(rules, faults), standard, standard.rules_);
  }
  if (faults.size() != before) return std::nullopt;
  if (standard.document_.key_member() == nullptr) {
    root.fault("No field of the document is the key that tells children apart.");
    return std::nullopt;
  }
  return standard;
}

void Standard::read(const std::filesystem::path& folder, const yaml::Node& root, Faults& faults) {
  read_head(root, Given::always);
  code_lists_ = read_code_lists(yaml::Node::open(folder / "code-lists.yaml", faults));
  document_.members = read_members(root.required("document", "the fields"), "", code_lists_);
}

void Standard::extend(const std::filesystem::path& folder, const yaml::Node& root, Faults& faults) {
  read_head(root, Given::where_it_differs);
  const auto file = folder / "code-lists.yaml";
  const bool given = !is_missing(file);
  const auto lists = given ? yaml::Node::open(file, faults) : root.member("no code lists");
  for (auto& [name, list] : read_code_lists(lists)) {
    code_lists_.insert_or_assign(name, std::move(list));
  }
  leave_out(root.member("without"), document_);
  change_fields(root.member("fields"), code_lists_, document_);
  check_lengths_of_codes(lists, document_);
}

void Standard::read_head(const yaml::Node& root, Given given) {
  name_ = root.required("standard", "the name of the standard").text();
  version_ = root.required("version", "the version of the standard").text();
  const auto read = [&](const char* name, const char* meaning) {
    return given == Given::always ? root.required(name, meaning) : root.member(name);
  };
  if (const auto title = read("title", "what people call it"); title.present()) {
    title_ = title.text();
  }
  const auto most = read("most_children_in_a_request", "how many children fit into one request");
  if (most.present()) most_children_ = static_cast<std::size_t>(most.whole_number(1, 100000));
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
