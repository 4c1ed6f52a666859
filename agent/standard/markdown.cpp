#include "agent/standard/markdown.h"

#include <fmt/format.h>

#include "agent/standard/field_words.h"

namespace dataflow::standard {

namespace {

/// A text inside a table: one line, no column of its own.
std::string cell(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '|') out += '\\';
    out += c == '\n' ? ' ' : c;
  }
  return out;
}

std::string code_list_link(const Field& field) {
  return field.code_list.empty() ? "" : fmt::format("[{0}](#{0})", field.code_list);
}

void append_fields(const Field& parent, std::string& page) {
  for (const auto& field : parent.members) {
    page += fmt::format("| `{}` | {}{} | {} | {} | {} |\n", field.path, kind_word(field.kind),
                        field.key ? ", key" : "", cell(limits_in_words(field)),
                        code_list_link(field), cell(field.says));
    append_fields(field, page);
  }
}

std::string last_day(const Code& code) {
  if (code.to) return code.to->text();
  return code.withdrawn ? "withdrawn" : "";
}

void append_codes(const CodeList& list, std::string& page) {
  page += fmt::format("\n### {}\n\n{}\n\n", list.name(), list.says());
  page += "| Code | Meaning | First day | Last day |\n|---|---|---|---|\n";
  for (const auto& code : list.codes()) {
    page += fmt::format("| `{}` | {} | {} | {} |\n", code.code, cell(code.says),
                        code.from ? code.from->text() : "", last_day(code));
  }
}

std::string fields_of(const Rule& rule) {
  std::string fields;
  for (const auto& path : rule.fields) {
    if (!fields.empty()) fields += ", ";
    fields += "`" + path + "`";
  }
  return fields;
}

std::string days_of(const Rule& rule) {
  std::string days;
  if (rule.from) days += " From " + rule.from->text() + ".";
  if (rule.to) days += " Until " + rule.to->text() + ".";
  return days;
}

void append_rules(const RuleBook& book, std::string& page) {
  for (const auto& rule : book.rules) {
    page += fmt::format("| {} | {}{} | {} | {} | {} |\n", rule.number, cell(rule.says),
                        days_of(rule), rule.weight == Weight::hold ? "hold" : "warn",
                        cell(fields_of(rule)), cell(rule.hint));
  }
}

constexpr char kAboutRules[] =
    "\n## Rules\n\n"
    "Who breaks a rule that says *hold* does not go until the data is mended; a *warn* goes and is "
    "listed by `dataflow-agent findings`. Numbers are the DfE's: those of the children in need "
    "census (a Q marks a query), and those of the SSDA903 return; F and O numbers are ours.\n\n"
    "| Rule | What is wrong | Weight | Fields | What to do |\n|---|---|---|---|---|\n";

constexpr char kAboutFields[] =
    "\n## Fields\n\n"
    "`[]` stands for each item of a list. A *key* tells the items of a list, or the children, "
    "apart: it must be there and stay the same. Every other field may be absent.\n\n"
    "| Field | Kind | Limits | Codes | Meaning |\n|---|---|---|---|---|\n";

constexpr char kAboutCodes[] =
    "\n## Code lists\n\n"
    "A code without days may always be used. *Withdrawn* means that it is no longer used, since a "
    "day that is not known.\n";

}  // namespace

std::string markdown(const Standard& standard) {
  std::string page = fmt::format(
      "# {}, version {}\n\n"
      "This page is made from the description of `{}` by `dataflow-agent standard export`. Change "
      "the description, not the page.\n\n"
      "A request holds at most {} children.\n",
      standard.title(), standard.version(), standard.id(), standard.most_children());
  page += kAboutFields;
  append_fields(standard.document(), page);
  page += kAboutCodes;
  for (const auto& list : standard.code_lists()) append_codes(list.second, page);
  if (!standard.rules().rules.empty()) {
    page += kAboutRules;
    append_rules(standard.rules(), page);
  }
  return page;
}

}  // namespace dataflow::standard
