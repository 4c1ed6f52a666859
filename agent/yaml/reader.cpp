#include "agent/yaml/reader.h"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <set>
#include <sstream>

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include "agent/core/ascii.h"

namespace dataflow::yaml {

namespace {

std::string kind_of(const YAML::Node& node) {
  switch (node.Type()) {
    case YAML::NodeType::Map:
      return "a group of settings";
    case YAML::NodeType::Sequence:
      return "a list";
    case YAML::NodeType::Scalar:
      return "a single value";
    default:
      return "empty";
  }
}

std::string called(const std::string& name) {
  return name.empty() ? std::string("The file") : fmt::format("'{}'", name);
}

/// A name as faults repeat it. Who forgets the space after a colon makes a name of the value, too,
/// and that may be a secret.
std::string shown(const std::string& name) {
  return name.substr(0, name.find(':'));
}

constexpr char kSpaceWanted[] = "Put a space after the colon.";

/// A colon behind anything but a digit, as in a time, or the letter of a drive.
bool holds_setting(std::string_view value) {
  for (auto at = value.find(':'); at != std::string_view::npos; at = value.find(':', at + 1)) {
    const bool of_drive = at == 1 && value.find_first_of("/\\") == 2;
    if (!of_drive && (at == 0 || !ascii::is_digit(value[at - 1]))) return true;
  }
  return false;
}

std::string advice(const std::string& name, const std::vector<std::string>& known) {
  if (name.find(':') != std::string::npos) return kSpaceWanted;
  return suggestion(name, known);
}

}  // namespace

Node::Node(const YAML::Node& node, std::string name, std::string file, Faults* faults)
    : node_(node), name_(std::move(name)), file_(std::move(file)), faults_(faults) {}

Node Node::over(const Node& below) const {
  Node laid = *this;
  // Made anew, never assigned: assigning to a YAML::Node changes the tree it refers to.
  if (is_map() && below.is_map()) laid.below_.emplace(below.node_);
  return laid;
}

Node Node::open(const std::filesystem::path& file, Faults& faults) {
  std::ifstream stream(file, std::ios::binary);
  std::ostringstream text;
  if (!stream || !(text << stream.rdbuf())) {
    faults.push_back({file.string(), 0, 0, "This file cannot be read.",
                      "Check the path and that this account may read it."});
    return Node(YAML::Node(YAML::NodeType::Undefined), "", file.string(), &faults);
  }
  return parse(text.str(), file.string(), faults);
}

Node Node::parse(const std::string& text, const std::string& name, Faults& faults) {
  try {
    return Node(YAML::Load(text), "", name, &faults);
  } catch (const YAML::ParserException& problem) {
    faults.push_back({name, static_cast<std::size_t>(problem.mark.line + 1),
                      static_cast<std::size_t>(problem.mark.column + 1),
                      fmt::format("This is not YAML: {}.", problem.msg),
                      "Check the indentation, the colons and the quotes here and just above."});
    return Node(YAML::Node(YAML::NodeType::Undefined), "", name, &faults);
  }
}

bool Node::present() const {
  return node_.IsDefined() && !node_.IsNull();
}
bool Node::is_map() const {
  return node_.IsDefined() && node_.IsMap();
}
bool Node::is_list() const {
  return node_.IsDefined() && node_.IsSequence();
}
bool Node::is_text() const {
  return node_.IsDefined() && node_.IsScalar();
}

std::size_t Node::line() const {
  return node_.IsDefined() ? static_cast<std::size_t>(node_.Mark().line + 1) : 0;
}

std::size_t Node::column() const {
  return node_.IsDefined() ? static_cast<std::size_t>(node_.Mark().column + 1) : 0;
}

Node Node::member(std::string_view name) const {
  const auto value_in = [&](const YAML::Node& map) {
    for (const auto& pair : map) {
      if (pair.first.IsScalar() && pair.first.Scalar() == name) {
        return Node(pair.second, std::string(name), file_, faults_);
      }
    }
    return Node(YAML::Node(YAML::NodeType::Undefined), std::string(name), file_, faults_);
  };
  Node own = value_in(is_map() ? node_ : YAML::Node());
  if (!below_) return own;
  Node lower = value_in(*below_);
  return own.node_.IsDefined() ? own.over(lower) : lower;
}

Node Node::required(std::string_view name, std::string_view meaning) const {
  Node found = member(name);
  if (!found.present() && present()) {
    fault(fmt::format("'{}' is missing: {}.", name, meaning));
  }
  return found;
}

void Node::only(const std::vector<std::string>& names) const {
  std::set<std::string> seen;
  for (const auto& member : members()) {
    const std::string& name = member.name;
    const auto place = [&](std::string what, std::string hint) {
      faults_->push_back({file_, member.line, member.column, std::move(what), std::move(hint)});
    };
    if (!seen.insert(name).second) {
      place(fmt::format("'{}' is given twice.", shown(name)), "Keep one of the two.");
    } else if (std::find(names.begin(), names.end(), name) == names.end()) {
      place(fmt::format("'{}' is not known here.", shown(name)), advice(name, names));
    }
  }
}

std::vector<Node::Member> Node::own_members() const {
  std::vector<Member> found;
  if (!present()) return found;
  if (!is_map()) {
    fault(
        fmt::format("{} should hold names with values, but is {}.", called(name_), kind_of(node_)));
    return found;
  }
  for (const auto& pair : node_) {
    const auto line = static_cast<std::size_t>(pair.first.Mark().line + 1);
    const auto column = static_cast<std::size_t>(pair.first.Mark().column + 1);
    if (!pair.first.IsScalar()) {
      faults_->push_back({file_, line, column, "A name was expected before the colon.", ""});
      continue;
    }
    found.push_back({pair.first.Scalar(), line, column,
                     Node(pair.second, shown(pair.first.Scalar()), file_, faults_)});
  }
  return found;
}

std::vector<Node::Member> Node::members() const {
  if (!below_) return own_members();
  const auto upper = own_members();
  const auto lower = Node(*below_, name_, file_, faults_).own_members();
  const auto is_in = [](const std::vector<Member>& members, const std::string& name) {
    return std::any_of(members.begin(), members.end(),
                       [&](const Member& member) { return member.name == name; });
  };
  std::vector<Member> found;
  for (const auto& member : upper) {
    if (!is_in(lower, member.name)) found.push_back(member);
  }
  for (const auto& member : lower) {
    if (!is_in(upper, member.name)) found.push_back(member);
    for (const auto& lain : upper) {
      if (lain.name != member.name || !lain.value.present()) continue;
      found.push_back({lain.name, lain.line, lain.column, lain.value.over(member.value)});
    }
  }
  return found;
}

std::vector<Node> Node::items() const {
  std::vector<Node> found;
  if (is_list()) {
    // yaml-cpp's iterators give more than a node, and the node is what is meant.
    // NOLINTNEXTLINE(cppcoreguidelines-slicing)
    for (const auto& item : node_) found.push_back(Node(item, name_, file_, faults_));
  } else if (present()) {
    found.push_back(*this);
  }
  return found;
}

std::string Node::text() const {
  if (is_text() && !node_.Scalar().empty()) return node_.Scalar();
  if (node_.IsDefined()) {
    fault(fmt::format("{} should be a single value, but is {}.", called(name_),
                      is_text() ? "empty" : kind_of(node_)));
  }
  return "";
}

std::string Node::word() const {
  auto value = text();
  if (!holds_setting(value)) return value;
  fault(fmt::format("{} should be a single value, and there is another setting in it.",
                    called(name_)),
        kSpaceWanted);
  return "";
}

std::string Node::raw() const {
  return is_text() ? node_.Scalar() : "";
}

bool Node::flag() const {
  if (is_text() && node_.Scalar() == "true") return true;
  if (is_text() && node_.Scalar() == "false") return false;
  if (node_.IsDefined()) fault(fmt::format("{} should be true or false.", called(name_)));
  return false;
}

std::int64_t Node::whole_number(std::int64_t lowest, std::int64_t highest) const {
  std::int64_t number = 0;
  if (is_text()) {
    const std::string& digits = node_.Scalar();
    const auto end = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (end.ec == std::errc() && end.ptr == digits.data() + digits.size() && number >= lowest &&
        number <= highest) {
      return number;
    }
  }
  if (node_.IsDefined()) {
    fault(
        fmt::format("{} should be a whole number from {} to {}.", called(name_), lowest, highest));
  }
  return lowest;
}

std::string Node::one_of(const std::vector<std::string>& words) const {
  if (is_text() && std::find(words.begin(), words.end(), node_.Scalar()) != words.end()) {
    return node_.Scalar();
  }
  if (node_.IsDefined()) {
    fault(fmt::format("{} should be one of: {}.", called(name_), fmt::join(words, ", ")),
          is_text() ? suggestion(node_.Scalar(), words) : "");
  }
  return words.front();
}

void Node::fault(std::string what, std::string hint) const {
  faults_->push_back({file_, line(), column(), std::move(what), std::move(hint)});
}

void Node::Member::fault(std::string what, std::string hint) const {
  value.faults_->push_back({value.file_, line, column, std::move(what), std::move(hint)});
}

}  // namespace dataflow::yaml
