#include "agent/standard/rule_file.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "agent/standard/standard.h"
#include "agent/standard/standard_file.h"

namespace dataflow::standard {

namespace {

constexpr char kCouncil[] = "council";

/// The objects and lists with values of their own, by the names that rules know them by.
std::map<std::string, const Field*> blocks_of(const Standard& standard) {
  std::map<std::string, const Field*> blocks = {{"child", &standard.document()}};
  for (const auto& path : standard.paths()) {
    const Field* field = standard.find(path);
    if (field->has_members()) blocks.emplace(block_name(*field), field);
  }
  return blocks;
}

std::vector<std::string> names_of(const std::map<std::string, const Field*>& blocks) {
  std::vector<std::string> names;
  names.reserve(blocks.size());
  for (const auto& [name, field] : blocks) names.push_back(name);
  return names;
}

class Reader {
 public:
  explicit Reader(const Standard& standard) : standard_(standard), blocks_(blocks_of(standard)) {}

  void read(const yaml::Node& root, RuleBook& book) {
    root.only({"beside", "rules", "without"});
    for (const auto& member : root.member("beside").members()) {
      put(book.besides, read_beside(member), &Beside::name);
    }
    for (const auto& item : root.member("without").items()) {
      const std::string number = item.text();
      if (std::erase_if(book.rules, [&](const Rule& rule) { return rule.number == number; }) == 0) {
        item.fault(fmt::format("There is no rule {} to leave out.", number));
      }
    }
    std::set<std::string> numbers;
    for (const auto& item : root.required("rules", "the rules").items()) {
      Rule rule = read_rule(item);
      if (!rule.number.empty() && !numbers.insert(rule.number).second) {
        item.fault(fmt::format("The rule {} is there twice.", rule.number));
      }
      put(book.rules, std::move(rule), &Rule::number);
    }
  }

 private:
  /// Replaces the entry of the same name, or adds it.
  template <class Entry>
  static void put(std::vector<Entry>& entries, Entry entry, std::string Entry::*name) {
    const auto same = std::find_if(entries.begin(), entries.end(),
                                   [&](const Entry& other) { return other.*name == entry.*name; });
    if (same == entries.end()) {
      entries.push_back(std::move(entry));
    } else {
      *same = std::move(entry);
    }
  }

  Beside read_beside(const yaml::Node::Member& member) const {
    member.value.only({"on", "says", "members"});
    Beside beside;
    beside.name = member.name;
    const auto on = member.value.required("on", "the block it belongs to");
    if (const Field* block = find_block(on)) {
      beside.on = block->path;
      if (!block->path.empty() && block->key_member() == nullptr) {
        on.fault(fmt::format("The items of '{}' have no key to find them by.", on.raw()));
      }
    }
    if (blocks_.count(member.name) != 0) {
      member.value.fault(fmt::format("'{}' is a block of the standard.", member.name),
                         "Give it another name.");
    }
    beside.says = member.value.required("says", "one sentence on what it is").text();
    beside.entry.name = member.name;
    beside.entry.kind = FieldKind::list;
    beside.entry.members = read_members(member.value.required("members", "the values"), member.name,
                                        standard_.code_lists());
    return beside;
  }

  Rule read_rule(const yaml::Node& node) const {
    node.only({"rule", "says", "weight", "fields", "hint", "on", "breaks", "from", "to"});
    Rule rule;
    rule.file = node.file();
    rule.number = node.required("rule", "the number of the rule").text();
    rule.says = node.required("says", "one sentence on what is wrong").text();
    rule.hint = node.required("hint", "what to do about it").text();
    const auto weight = node.required("weight", "hold or warn");
    if (weight.present() && weight.one_of({"warn", "hold"}) == "hold") rule.weight = Weight::hold;
    rule.from = read_day(node.member("from"));
    rule.to = read_day(node.member("to"));
    read_fields(node.member("fields"), rule);
    read_condition(node, rule);
    return rule;
  }

  void read_fields(const yaml::Node& node, Rule& rule) const {
    if (!node.present()) return;
    for (const auto& item : node.items()) {
      const std::string path = item.text();
      if (standard_.find(path) == nullptr) {
        item.fault(fmt::format("'{}' is no field of {}.", path, standard_.id()),
                   suggestion(path, standard_.paths()));
      }
      rule.fields.push_back(path);
    }
  }

  void read_condition(const yaml::Node& node, Rule& rule) const {
    const auto on = node.member("on");
    const auto breaks = node.member("breaks");
    if (!on.present() && !breaks.present()) return;
    if (!on.present() || !breaks.present()) {
      node.fault("'on' and 'breaks' belong together.",
                 "Without both, the rule is one that is judged while the document is built.");
      return;
    }
    rule.breaks = breaks.text();
    rule.line = breaks.line();
    rule.column = breaks.column();
    rule.subject = on.raw() == kCouncil ? Subject::council : Subject::block;
    if (rule.subject == Subject::council) {
      if (rule.weight == Weight::hold) node.fault("A rule about the council cannot hold a child.");
      return;
    }
    if (const Field* block = find_block(on)) rule.block = block->path;
  }

  [[nodiscard]] const Field* find_block(const yaml::Node& node) const {
    if (!node.present()) return nullptr;
    const std::string name = node.text();
    const auto found = blocks_.find(name);
    if (found != blocks_.end()) return found->second;
    node.fault(fmt::format("'{}' is no object or list of {}.", name, standard_.id()),
               suggestion(name, names_of(blocks_)));
    return nullptr;
  }

  static std::optional<Day> read_day(const yaml::Node& node) {
    if (!node.present()) return std::nullopt;
    const auto day = Day::parse(node.text());
    if (!day) node.fault("A day such as 2025-04-01 was expected.");
    return day;
  }

  const Standard& standard_;
  std::map<std::string, const Field*> blocks_;
};

}  // namespace

void read_rules(const yaml::Node& root, const Standard& standard, RuleBook& book) {
  Reader(standard).read(root, book);
}

}  // namespace dataflow::standard
