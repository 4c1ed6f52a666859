#include "agent/mapping/places.h"

#include <fstream>

namespace dataflow::mapping {

namespace {

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\r';
}

/// Walks over the characters of the file that are not white space.
class Walk {
 public:
  Walk(const std::vector<std::string>& lines, std::size_t line, std::size_t column)
      : lines_(lines), line_(line), column_(column) {
    to_character();
  }

  [[nodiscard]] bool at_end() const { return line_ >= lines_.size(); }
  [[nodiscard]] char character() const { return lines_[line_][column_]; }
  [[nodiscard]] Places::Place place() const { return {line_ + 1, column_ + 1}; }

  void next() {
    ++column_;
    to_character();
  }
  void next_line() {
    ++line_;
    column_ = 0;
    to_character();
  }

 private:
  void to_character() {
    while (!at_end()) {
      const std::string& line = lines_[line_];
      while (column_ < line.size() && is_blank(line[column_])) ++column_;
      if (column_ < line.size()) return;
      ++line_;
      column_ = 0;
    }
  }

  const std::vector<std::string>& lines_;
  std::size_t line_;
  std::size_t column_;
};

}  // namespace

Places::Places(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  std::string line;
  while (std::getline(stream, line)) lines_.push_back(line);
}

Places::Place Places::of(const Expression& expression, std::size_t at) const {
  const Place beginning{expression.line, expression.column};
  if (expression.line == 0 || expression.line > lines_.size()) return beginning;
  Walk walk(lines_, expression.line - 1, expression.column - 1);
  if (walk.at_end()) return beginning;
  const char style = walk.character();
  const bool quoted = style == '"' || style == '\'';
  if (style == '>' || style == '|') walk.next_line();
  if (quoted) walk.next();
  for (std::size_t i = 0; i < expression.sql.size(); ++i) {
    const char c = expression.sql[i];
    if (is_blank(c) || c == '\n') continue;
    if (quoted && !walk.at_end() && walk.character() == '\\') walk.next();
    if (walk.at_end() || walk.character() != c) return beginning;
    if (i >= at) return walk.place();
    walk.next();
    // In a text in single quotes, a quote is written twice.
    if (style == '\'' && c == '\'' && !walk.at_end()) walk.next();
  }
  return beginning;
}

}  // namespace dataflow::mapping
