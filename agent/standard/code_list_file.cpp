#include "agent/standard/code_list_file.h"

#include <optional>
#include <set>

#include <fmt/format.h>

namespace dataflow::standard {

namespace {

constexpr char kKeepOne[] = "Keep one of the two.";

std::optional<Day> read_day(const yaml::Node& node) {
  if (!node.present()) return std::nullopt;
  const auto day = Day::parse(node.text());
  if (!day) node.fault("A day such as 2025-03-31 was expected.");
  return day;
}

Code read_code(const yaml::Node::Member& member) {
  Code code{member.name, "", std::nullopt, std::nullopt, false};
  if (!member.value.is_map()) {
    code.says = member.value.text();
    return code;
  }
  member.value.only({"says", "from", "to", "withdrawn"});
  code.says = member.value.required("says", "what the code means").text();
  code.from = read_day(member.value.member("from"));
  code.to = read_day(member.value.member("to"));
  if (const auto withdrawn = member.value.member("withdrawn"); withdrawn.present()) {
    code.withdrawn = withdrawn.flag();
  }
  if (code.from && code.to && *code.to < *code.from) {
    member.value.fault("Its last day is before its first day.");
  }
  return code;
}

/// Texts are read in capitals, so a code in small letters would never be found.
void check_readable(const yaml::Node& codes, const CodeList& list) {
  for (const auto& code : codes.members()) {
    const Code* read = list.read(code.name);
    if (read != nullptr && read->code == code.name) continue;
    code.value.fault(fmt::format("'{}' could never be read from a text.", code.name),
                     "A code has 1 to 16 characters, capitals and no spaces around it.");
  }
}

}  // namespace

CodeLists read_code_lists(const yaml::Node& node) {
  CodeLists lists;
  for (const auto& list : node.members()) {
    list.value.only({"says", "codes"});
    std::vector<Code> codes;
    std::set<std::string> seen;
    for (const auto& code : list.value.required("codes", "the codes of the list").members()) {
      if (!seen.insert(code.name).second) {
        code.value.fault(fmt::format("'{}' is given twice.", code.name), kKeepOne);
      }
      codes.push_back(read_code(code));
    }
    CodeList made(list.name, list.value.required("says", "what the list tells").text(),
                  std::move(codes));
    check_readable(list.value.member("codes"), made);
    if (!lists.emplace(list.name, std::move(made)).second) {
      list.value.fault(fmt::format("'{}' is given twice.", list.name), kKeepOne);
    }
  }
  return lists;
}

void check_lengths_of_codes(const yaml::Node& node, const Field& document) {
  for (const auto& field : document.members) {
    check_lengths_of_codes(node, field);
    if (field.code_list.empty()) continue;
    for (const auto& code : node.member(field.code_list).member("codes").members()) {
      if (field.length_fits(code.name)) continue;
      code.value.fault(
          fmt::format("'{}' does not have the length that '{}' allows.", code.name, field.path));
    }
  }
}

}  // namespace dataflow::standard
