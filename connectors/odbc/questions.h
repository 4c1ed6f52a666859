// The questions that one kind of database answers about itself, in its own SQL.
#pragma once

#include <string_view>

namespace dataflow::connectors::odbc {

struct Questions {
  std::string_view dbms = {};    ///< how SQL_DBMS_NAME begins
  std::string_view grants = {};  ///< Examination::dialect
  /// Names what the account could write to, one to a row; or its grants, each as "GRANT ... TO".
  std::string_view writable = {};
  std::string_view encryption = {};  ///< the cipher or the like; an empty text where there is none
  std::string_view collation = {};
  std::string_view time = {};  ///< the time there with its zone
};

/// By what the server calls itself; none for one that is not known.
[[nodiscard]] const Questions& questions_for(std::string_view dbms);

}  // namespace dataflow::connectors::odbc
