// Reads: which columns of which tables a piece of SQL looks at, as SQLite itself reports them.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>

#include "agent/core/result.h"
#include "agent/sqlite/database.h"

namespace dataflow::sqlite {

/// Table -> columns, in the spelling of the tables' definitions. A table of which only rows are
/// counted stands with no column.
using Reads = std::map<std::string, std::set<std::string>>;

/// While it lives, the connection compiles only SELECTs, refuses everything that writes, attaches,
/// loads or is not the same every time, and notes what they read. One per connection at a time.
class ReadGuard {
 public:
  /// `author` is what refusals call the writer of the SQL, such as "A mapping". Both arguments must
  /// outlive the guard.
  ReadGuard(const Database& database, std::string_view author);
  ~ReadGuard();
  ReadGuard(const ReadGuard&) = delete;
  ReadGuard& operator=(const ReadGuard&) = delete;

  /// Lets an INSERT into this one table through, for filling tables of the engine's own.
  void let_fill(std::string table) { fillable_ = std::move(table); }

  /// What was read since the last call.
  [[nodiscard]] Reads take_reads();

  /// Why the last statement was refused; empty when it was not this guard that refused it.
  [[nodiscard]] std::string take_refusal();

 private:
  static int decide(void* guard, int action, const char* a, const char* b, const char* database,
                    const char* view);
  int judge(int action, const char* a, const char* b);

  const Database& database_;
  std::string_view author_;
  std::string fillable_;
  std::string refusal_;
  Reads reads_;
};

}  // namespace dataflow::sqlite
