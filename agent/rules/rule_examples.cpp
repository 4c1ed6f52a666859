#include "agent/rules/rule_examples.h"

#include <map>
#include <set>

#include <boost/json.hpp>
#include <fmt/format.h>

#include "agent/core/presence.h"
#include "agent/rules/example_document.h"
#include "agent/rules/judge.h"
#include "agent/yaml/reader.h"

namespace dataflow::rules {

namespace {

using standard::Rule;
using standard::Standard;
using standard::Subject;

/// Examples are judged in the window that a mapping has when it does not say otherwise.
RunDays days_of(Day today) {
  return {today, standard::Window::at(today, standard::WindowRule())};
}

std::filesystem::path folder_of(const std::filesystem::path& file) {
  return file.parent_path().lexically_normal();
}

std::vector<std::string> besides_of(const Standard& standard) {
  std::vector<std::string> names;
  for (const auto& beside : standard.rules().besides) names.push_back(beside.name);
  return names;
}

class Examples {
 public:
  Examples(const Standard& standard, Faults& faults) : standard_(standard), faults_(faults) {}

  ExampleCount run(const yaml::Node& root) {
    root.only({"today", "examples"});
    const auto today = root.required("today", "the day on which the examples are judged");
    const auto day = Day::parse(today.text());
    if (!day) {
      today.fault("A day such as 2026-06-01 was expected.");
      return count_;
    }
    days_ = days_of(*day);
    std::set<std::string> with_examples;
    for (const auto& member : root.member("examples").members()) {
      with_examples.insert(member.name);
      run_rule(member);
    }
    for (const auto& rule : standard_.rules().rules) {
      if (rule.subject == Subject::building || with_examples.count(rule.number) != 0) continue;
      if (folder_of(rule.file) != folder_of(root.file())) continue;  // the base has its examples
      root.fault(fmt::format("Rule {} has no examples.", rule.number));
    }
    return count_;
  }

 private:
  void run_rule(const yaml::Node::Member& member) {
    const Rule* rule = standard_.rules().find(member.name);
    if (rule == nullptr || rule->subject == Subject::building) {
      member.value.fault(fmt::format("There is no rule {} with SQL.", member.name));
      return;
    }
    member.value.only({"breaks", "keeps"});
    for (const auto& example : examples_of(member.value, "breaks")) {
      ++count_.breaks;
      judge(*rule, example, true);
    }
    for (const auto& example : examples_of(member.value, "keeps")) {
      ++count_.keeps;
      judge(*rule, example, false);
    }
  }

  static std::vector<yaml::Node> examples_of(const yaml::Node& node, const char* kind) {
    return node.required(kind, "at least one example").items();
  }

  void judge(const Rule& rule, const yaml::Node& example, bool breaks) {
    const std::size_t before = faults_.size();
    const auto fired = fires(rule, example);
    if (faults_.size() != before) return;
    if (!fired) {
      example.fault(fired.error().what, fired.error().hint);
    } else if (*fired != breaks) {
      example.fault(fmt::format("Rule {} {} here.", rule.number,
                                breaks ? "finds nothing" : "finds something"),
                    breaks ? "It should be broken." : "It should be kept.");
    }
  }

  Result<bool> fires(const Rule& rule, const yaml::Node& example) {
    TRY_ASSIGN(auto blocks, BuiltBlocks::create(standard_));
    TRY(fill(blocks, example));
    TRY(blocks.finish());
    Judge judge(standard_, blocks, days_, besides_of(standard_));
    Rule always = rule;  // examples show what is found, whenever the rule holds
    always.from = always.to = std::nullopt;
    TRY_ASSIGN(const auto found, judge.judge({always}));
    return !found.children.empty() || !found.council.empty();
  }

  Result<void> fill(BuiltBlocks& blocks, const yaml::Node& example) {
    numbers_.clear();
    const bool several = example.member("children").present();
    if (!several) return add_child(blocks, example);
    example.only({"children", "beside"});
    for (const auto& child : example.member("children").items()) TRY(add_child(blocks, child));
    for (const auto& table : example.member("beside").members()) TRY(add_beside(blocks, table));
    return {};
  }

  Result<void> add_child(BuiltBlocks& blocks, const yaml::Node& node) {
    const auto document = example_value(node, standard_.document());
    TRY_ASSIGN(const auto number, blocks.add(boost::json::serialize(document)));
    const auto* id = document.as_object().if_contains(standard_.document().key_member()->name);
    if (id != nullptr) numbers_[std::string(id->as_string())] = number;
    return {};
  }

  Result<void> add_beside(BuiltBlocks& blocks, const yaml::Node::Member& table) {
    const auto* beside = standard_.rules().beside(table.name);
    if (beside == nullptr) {
      table.value.fault(fmt::format("There is no '{}' beside the document.", table.name),
                        suggestion(table.name, besides_of(standard_)));
      return {};
    }
    const std::string child_key = standard_.document().key_member()->name;
    std::vector<std::string> names = {child_key, "key"};
    for (const auto& field : beside->entry.members) names.push_back(field.name);
    for (const auto& row : table.value.items()) {
      row.only(names);
      std::vector<std::string> values;
      for (const auto& field : beside->entry.members) {
        const auto value = row.member(field.name);
        values.push_back(value.present() ? boost::json::serialize(example_value(value, field))
                                         : "");
      }
      const auto number = numbers_.find(row.required(child_key, "whose it is").text());
      if (number == numbers_.end()) {
        row.fault("No child of the example has this identifier.");
        continue;
      }
      const auto key = row.member("key");
      TRY(blocks.add_beside(*beside, number->second, key.present() ? key.text() : "", values));
    }
    return {};
  }

  const Standard& standard_;
  Faults& faults_;
  RunDays days_;
  ExampleCount count_;
  std::map<std::string, ChildNumber> numbers_;
};

void check_sql(const Standard& standard, const std::string& where, Faults& faults) {
  auto blocks = BuiltBlocks::create(standard);
  if (!blocks) {
    faults.push_back({where, 0, 0, blocks.error().what, blocks.error().hint});
    return;
  }
  Judge(standard, *blocks, days_of(Day()), besides_of(standard)).check(faults);
}

}  // namespace

ExampleCount check_rules(const Standard& standard, const std::filesystem::path& examples,
                         Faults& faults) {
  const std::size_t before = faults.size();
  check_sql(standard, examples.string(), faults);
  const bool has_rules = !is_missing(examples.parent_path() / "rules.yaml");
  if (faults.size() != before || !has_rules) return {};
  return Examples(standard, faults).run(yaml::Node::open(examples, faults));
}

}  // namespace dataflow::rules
