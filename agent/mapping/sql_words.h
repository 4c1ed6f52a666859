// Cuts SQL into the words that SQLite would see, so that the names in it can be found and checked.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace dataflow::mapping {

struct SqlWord {
  enum class Kind {
    name,      ///< a name or keyword; without the quotes of a quoted name
    text,      ///< a text or blob without its quotes; doubled quotes inside stay doubled
    number,    ///< a number literal
    variable,  ///< ? : @ $ and what follows
    sign,      ///< everything else: one or two characters such as ( or <=
  };
  Kind kind;
  std::string_view text;
  std::string_view sql;  ///< as it is written, quotes included
  std::size_t at;        ///< the byte of the SQL at which it begins
  std::size_t depth;     ///< in how many brackets it stands; a bracket counts as outside itself

  /// Of a name: what it names, with doubled quotes made single. Empty for anything else.
  [[nodiscard]] std::string name() const;

  /// Case is ignored.
  [[nodiscard]] bool is_name(std::string_view name) const;

  /// Whether it is this keyword: a name without quotes. Case is ignored.
  [[nodiscard]] bool is_keyword(std::string_view word) const;
  [[nodiscard]] bool is_sign(std::string_view sign) const {
    return kind == Kind::sign && text == sign;
  }
};

using SqlWords = std::vector<SqlWord>;

/// Comments and white space are left out. Broken SQL gives some words and no error. The words are
/// parts of `sql`.
[[nodiscard]] SqlWords sql_words(std::string_view sql);

/// The place in `words` of the bracket that closes the one at `open`, or words.size().
[[nodiscard]] std::size_t closing_bracket(const SqlWords& words, std::size_t open);

/// Whether the two are the same but for the case of ASCII letters.
[[nodiscard]] bool same_ignoring_case(std::string_view a, std::string_view b);

}  // namespace dataflow::mapping
