#include "agent/commands/standard_text.h"

#include <algorithm>

#include <fmt/format.h>

#include "agent/standard/field_words.h"

namespace dataflow::commands {

namespace {

using boost::json::array;
using boost::json::object;
using standard::CodeList;
using standard::Field;
using standard::Standard;

/// "id, key: 1 to 20 characters of A-Za-z0-9"
std::string kind_text(const Field& field) {
  std::string text = standard::kind_word(field.kind);
  if (field.key) text += ", key";
  if (!field.code_list.empty()) text += " of " + field.code_list;
  if (const auto limits = standard::limits_in_words(field); !limits.empty()) text += ": " + limits;
  return text;
}

void append_tree(const Field& parent, std::size_t depth, std::string& text) {
  for (const auto& field : parent.members) {
    text += fmt::format("{:{}}{} ({})\n", "", depth * 2, field.name, kind_text(field));
    text += fmt::format("{:{}}{}\n", "", depth * 2 + 4, field.says);
    append_tree(field, depth + 1, text);
  }
}

std::string days_text(const standard::Code& code) {
  if (code.withdrawn) return "  (withdrawn)";
  if (code.from && code.to) {
    return fmt::format("  ({} to {})", code.from->text(), code.to->text());
  }
  if (code.from) return fmt::format("  (from {})", code.from->text());
  return code.to ? fmt::format("  (until {})", code.to->text()) : "";
}

std::size_t codes_in(const Standard& standard) {
  std::size_t codes = 0;
  for (const auto& list : standard.code_lists()) codes += list.second.codes().size();
  return codes;
}

void add_limits(const Field& field, object& json) {
  if (field.shortest > 0) json["shortest"] = field.shortest;
  if (field.longest != Field().longest) json["longest"] = field.longest;
  if (!field.character_class.empty()) json["characters"] = field.character_class;
  if (field.most_items != Field().most_items) json["most_items"] = field.most_items;
  if (field.lowest != Field().lowest) json["lowest"] = field.lowest;
  if (field.highest != Field().highest) json["highest"] = field.highest;
}

}  // namespace

std::string tree_text(const Standard& standard) {
  std::string text =
      fmt::format("{}: {}\n{}; a request holds at most {} children\n\n", standard.id(),
                  standard.title(), counts_text(standard), standard.most_children());
  append_tree(standard.document(), 0, text);
  return text;
}

std::string field_text(const Field& field) {
  std::string text = fmt::format("{} ({})\n    {}\n", field.path, kind_text(field), field.says);
  append_tree(field, 1, text);
  return text;
}

std::string code_list_text(const CodeList& list) {
  std::string text = fmt::format("{}: {}\n\n", list.name(), list.says());
  std::size_t width = 0;
  for (const auto& code : list.codes()) width = std::max(width, code.code.size());
  for (const auto& code : list.codes()) {
    text += fmt::format("{:<{}}  {}{}\n", code.code, width, code.says, days_text(code));
  }
  return text;
}

std::string counts_text(const Standard& standard) {
  return fmt::format("{} fields, {} code lists with {} codes", standard.paths().size(),
                     standard.code_lists().size(), codes_in(standard));
}

object field_json(const Field& field) {
  object json{{"path", field.path},
              {"kind", standard::kind_word(field.kind)},
              {"key", field.key},
              {"says", field.says}};
  add_limits(field, json);
  if (!field.code_list.empty()) json["codes"] = field.code_list;
  if (!field.has_members()) return json;
  array members;
  for (const auto& member : field.members) members.push_back(field_json(member));
  json["members"] = std::move(members);
  return json;
}

object code_list_json(const CodeList& list) {
  array codes;
  for (const auto& code : list.codes()) {
    object one{{"code", code.code}, {"says", code.says}};
    if (code.from) one["from"] = code.from->text();
    if (code.to) one["to"] = code.to->text();
    if (code.withdrawn) one["withdrawn"] = true;
    codes.push_back(std::move(one));
  }
  return {{"name", list.name()}, {"says", list.says()}, {"codes", std::move(codes)}};
}

object summary_json(const Standard& standard) {
  return {{"id", standard.id()},
          {"name", standard.name()},
          {"version", standard.version()},
          {"title", standard.title()},
          {"most_children_in_a_request", standard.most_children()},
          {"fields", standard.paths().size()},
          {"code_lists", standard.code_lists().size()},
          {"codes", codes_in(standard)}};
}

}  // namespace dataflow::commands
