// Splits SQL into the tokens that SQLite would see, so that the names in it can be found.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dataflow::mapping {

struct SqlToken {
  enum class Kind {
    name,      ///< an identifier or a keyword, quoted or not
    text,      ///< a text or blob in single quotes
    number,    ///< begins with a digit, or with a dot and a digit
    variable,  ///< ? : @ $ and what follows
    sign,      ///< one character of anything else
  };
  Kind kind;
  std::string_view sql;  ///< as it is written, quotes included
  std::string name;      ///< of a name: without its quotes

  [[nodiscard]] bool is(char sign) const {
    return kind == Kind::sign && sql.size() == 1 && sql[0] == sign;
  }
  /// Whether it is this keyword, written without quotes in any case. `word` is in small letters.
  [[nodiscard]] bool is_word(std::string_view word) const;
};

/// The tokens in their order, without white space and comments. What is not SQL becomes signs;
/// nothing is refused. `sql` must outlive the tokens.
[[nodiscard]] std::vector<SqlToken> sql_tokens(std::string_view sql);

}  // namespace dataflow::mapping
