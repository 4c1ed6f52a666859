// The functions a mapping may use in its SQL, beside SQLite's own.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "agent/core/result.h"
#include "agent/mapping/mapping_file.h"
#include "agent/sqlite/database.h"
#include "agent/standard/standard.h"
#include "agent/standard/window.h"

namespace dataflow::mapping {

/// The local word that `text` is, with the code it stands for; null when it is none of that list's.
[[nodiscard]] const std::pair<const std::string, std::string>* local_word(
    const standard::CodeList& list, const CodeWords& words, std::string_view text);

/// Reads a source's text as a code: through the mapping's own words first, then as CodeList::read
/// does. Null when it is no code.
[[nodiscard]] const standard::Code* read_code(const standard::CodeList& list,
                                              const CodeWords& words, std::string_view text);

/// What the functions need to know. Must outlive the database they are registered with.
struct FunctionContext {
  const standard::Standard* standard = nullptr;
  const CodeWords* words = nullptr;
  Day today;
  standard::Window window;
};

/// A function as the documentation and suggestions show it.
struct FunctionHelp {
  std::string name;
  std::string call;  ///< "in_window(from, to)"
  std::string says;  ///< one sentence
};

/// All functions, in the order of the documentation.
[[nodiscard]] const std::vector<FunctionHelp>& function_help();

/// Makes the functions known to this connection.
///
/// A function given something it cannot read answers NULL, so that SQL's own coalesce and CASE
/// decide; naming a code list that does not exist is an SQL error.
[[nodiscard]] Result<void> register_functions(const sqlite::Database& database,
                                              const FunctionContext& context);

}  // namespace dataflow::mapping
