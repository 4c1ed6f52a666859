#include "agent/commands/explanation_text.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace dataflow::commands {

namespace {

using mapping::ChildExplanation;
using mapping::Expression;
using mapping::LookupUse;
using mapping::RowUse;
using mapping::Standing;
using mapping::ValueExplanation;
using mapping::Written;

constexpr std::size_t kWidth = 100;
constexpr std::size_t kLabel = 9;

/// How many characters a UTF-8 text has.
std::size_t width_of(std::string_view text) {
  std::size_t width = 0;
  for (const char c : text) width += (static_cast<unsigned char>(c) & 0xC0) == 0x80 ? 0 : 1;
  return width;
}

std::string raw_text(const std::optional<std::string>& raw) {
  return raw ? "'" + *raw + "'" : "NULL";
}

std::string reads_text(const sqlite::Reads& reads) {
  std::vector<std::string> tables;
  for (const auto& [table, columns] : reads) {
    tables.push_back(fmt::format("{} ({})", table, fmt::join(columns, ", ")));
  }
  return fmt::format("{}", fmt::join(tables, ", "));
}

/// Lines of a label and a text that is broken between words.
class Lines {
 public:
  explicit Lines(std::string file) : file_(std::move(file)) {}

  void plain(const std::string& text) { text_ += text + "\n"; }

  void line(std::size_t indent, std::string_view label, std::string_view text) {
    const std::string first = fmt::format("{}{:<{}}", std::string(indent, ' '), label, kLabel);
    std::string line = first;
    bool empty = true;
    for (const auto& word : words_of(text)) {
      if (!empty && width_of(line) + 1 + width_of(word) > kWidth) {
        plain(line);
        line = std::string(first.size(), ' ');
        empty = true;
      }
      line += (empty ? "" : " ") + word;
      empty = false;
    }
    line.erase(line.find_last_not_of(' ') + 1);
    plain(line);
  }

  void sql(std::size_t indent, std::string_view label, const Expression& expression) {
    line(indent, label, place(expression) + "  " + expression.sql);
  }

  [[nodiscard]] std::string place(const Expression& expression) const {
    return fmt::format("{}:{}:{}", file_, expression.line, expression.column);
  }

  [[nodiscard]] std::string take() { return std::move(text_); }

 private:
  static std::vector<std::string> words_of(std::string_view text) {
    std::vector<std::string> words;
    std::string word;
    for (const char c : text) {
      if (c != ' ' && c != '\n') {
        word += c;
      } else if (!word.empty()) {
        words.push_back(std::exchange(word, ""));
      }
    }
    if (!word.empty()) words.push_back(word);
    return words;
  }

  std::string file_;
  std::string text_;
};

void write_row(Lines& lines, std::size_t indent, const RowUse& row);

void write_lookup(Lines& lines, std::size_t indent, const LookupUse& use) {
  const auto& lookup = *use.lookup;
  lines.line(indent, "lookup", lookup.name + (use.key ? " for " + raw_text(use.key) : ""));
  lines.sql(indent + 2, "take", use.take);
  lines.sql(indent + 2, "from", lookup.from);
  lines.sql(indent + 2, "key", lookup.key);
  if (lookup.where) lines.sql(indent + 2, "where", *lookup.where);
  if (lookup.order) lines.sql(indent + 2, "order", *lookup.order);
  if (!use.beyond.empty()) lines.line(indent + 2, "and reads", reads_text(use.beyond));
  const std::string how =
      lookup.order ? "the first of them was taken" : "all of them are one group";
  const std::string passing =
      lookup.where ? fmt::format(", `where` lets {} through", use.passing) : "";
  lines.line(indent + 2, "rows",
             !use.key ? "no key to look for"
                      : fmt::format("{} with this key{}{}", use.rows, passing,
                                    use.passing > 1 ? "; " + how : ""));
  std::size_t number = 1;
  for (const auto& row : use.chosen) {
    lines.line(indent + 2, fmt::format("row {}", number++), "");
    write_row(lines, indent + 4, row);
  }
}

void write_row(Lines& lines, std::size_t indent, const RowUse& row) {
  for (const auto& use : row) {
    const auto& column = use.column;
    const std::string origin =
        column.table.empty() ? "made by `from`" : column.table + "." + column.column;
    lines.line(indent, "reads",
               fmt::format("{} = {}  ({})", column.sql, raw_text(use.raw), origin));
    for (const auto& lookup : use.lookup) write_lookup(lines, indent + 2, lookup);
  }
}

void write_conversion(Lines& lines, std::size_t indent, const ValueExplanation& value) {
  const auto& conversion = value.conversion;
  for (const auto& code : conversion.codes) {
    const std::string through =
        code.word.empty() ? "" : fmt::format(" through the local word '{}'", code.word);
    lines.line(indent, "code",
               code.code.empty()
                   ? fmt::format("'{}' is no code of '{}'", code.text, value.field->code_list)
                   : fmt::format("'{}' is {} of '{}': {}{}", code.text, code.code,
                                 value.field->code_list, code.says, through));
  }
  if (conversion.rule.empty()) return;
  const bool mended = conversion.written == Written::mended;
  lines.line(indent, mended ? "mended" : "refused",
             fmt::format("{} {}", conversion.rule, conversion.sentence));
}

void write_value(Lines& lines, const ValueExplanation& value) {
  const bool constant = value.field->kind == standard::FieldKind::purge;
  if (value.value.empty()) {
    lines.plain(value.keyed_path + " is absent");
    lines.line(2, "because", value.absent);
  } else {
    lines.plain(value.keyed_path + " = " + value.value);
  }
  if (constant) lines.line(2, "", "It is always false in a document.");
  if (value.expression) lines.sql(2, "sql", *value.expression);
  write_row(lines, 2, value.columns);
  if (!value.beyond.empty()) lines.line(2, "and reads", reads_text(value.beyond));
  if (value.conversion.given && value.conversion.json.empty()) {
    lines.line(2, "gives", raw_text(value.conversion.given));
  }
  write_conversion(lines, 2, value);
  for (const auto& finding : value.findings) {
    if (finding.rule == value.conversion.rule) continue;
    lines.line(2, "finding", finding.rule + " " + finding.what);
  }
  std::size_t number = 1;
  for (const auto& row : value.left_out) {
    lines.line(2, fmt::format("row {}", number++), "");
    write_row(lines, 4, row);
  }
}

/// The block of a value, once for all values that stand in the same item.
void write_block(Lines& lines, const mapping::Block& block) {
  lines.plain("");
  lines.line(0, "from", lines.place(block.from) + "  " + block.from.sql);
  lines.sql(0, block.field->path.find('.') == std::string::npos ? "child" : "owner", block.owner);
  if (block.where) lines.sql(0, "where", *block.where);
  if (block.order) lines.sql(0, "order", *block.order);
}

void write_values(Lines& lines, const ChildExplanation& explanation) {
  const mapping::Block* block = nullptr;
  const bool only_one = explanation.values.size() == 1;
  for (const auto& value : explanation.values) {
    if (value.field->kind == standard::FieldKind::purge && !only_one) continue;
    if (value.block != nullptr && value.block != block) write_block(lines, *value.block);
    block = value.block;
    write_value(lines, value);
  }
}

void write_standing(Lines& lines, const ChildExplanation& explanation) {
  switch (explanation.standing) {
    case Standing::unknown:
      return lines.plain("No person in the source has this identifier.");
    case Standing::excluded: {
      const auto& exclusion = *explanation.exclusion;
      lines.plain(fmt::format("Child {} is not in the cohort: the rule '{}' leaves it out.",
                              explanation.child, exclusion.rule->rule));
      lines.line(2, "says", exclusion.rule->says);
      lines.sql(2, "when", exclusion.rule->when);
      if (!exclusion.beyond.empty()) lines.line(2, "and reads", reads_text(exclusion.beyond));
      for (const auto& row : exclusion.rows) write_row(lines, 2, row);
      return;
    }
    case Standing::held:
      lines.plain(
          fmt::format("Child {} is held: it is not sent until this is mended.", explanation.child));
      for (const auto& finding : explanation.findings) {
        if (finding.weight != Weight::hold) continue;
        lines.line(2, finding.rule, finding.path + ": " + finding.what);
      }
      return;
    case Standing::built:
      break;
  }
  lines.plain(fmt::format("Child {} is in the cohort.", explanation.child));
}

}  // namespace

std::string explanation_text(const ChildExplanation& explanation, const std::string& file) {
  Lines lines(file);
  write_standing(lines, explanation);
  write_values(lines, explanation);
  return lines.take();
}

}  // namespace dataflow::commands
