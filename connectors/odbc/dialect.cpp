#include "connectors/odbc/dialect.h"

#include <algorithm>

namespace dataflow::connectors::odbc {

namespace {

constexpr std::array kDialects = {
    // TRUNCATE empties a table for snapshots taken before it as well, so the tables are locked
    // first; a transaction's snapshot is taken by the first statement behind its locks. NOWAIT,
    // because who waits for one lock and holds another can bring down the one who rebuilds.
    Dialect{.dbms = "PostgreSQL",
            .begin = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY",
            .lock_all = "LOCK TABLE {} IN ACCESS SHARE MODE NOWAIT",
            .moment = Moment::locked_snapshot,
            .guids = Guids::in_small_letters},
    // A SELECT without rows locks a table's definition until the transaction ends and takes no
    // snapshot yet: the first that reads a row does.
    Dialect{.dbms = "MariaDB",
            .session = {"SET SESSION lock_wait_timeout = 0, max_statement_time = {}",
                        "SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ"},
            .begin = "START TRANSACTION READ ONLY",
            .lock_each = "SELECT 1 FROM {} LIMIT 0",
            .moment = Moment::locked_snapshot},
    Dialect{.dbms = "Microsoft SQL Server",
            .session = {"SET LOCK_TIMEOUT 10000"},
            .snapshot_asked_by =
                "SELECT snapshot_isolation_state FROM sys.databases WHERE name = DB_NAME()",
            .snapshot_wanted_by = "SET TRANSACTION ISOLATION LEVEL SNAPSHOT",
            .moment = Moment::snapshot},
    Dialect{.dbms = "Oracle", .begin = "SET TRANSACTION READ ONLY", .moment = Moment::snapshot},
};

constexpr Dialect kUnknown = {};

}  // namespace

const Dialect& dialect_of(std::string_view dbms) {
  const auto* found = std::find_if(kDialects.begin(), kDialects.end(), [&](const auto& dialect) {
    return dbms.starts_with(dialect.dbms);
  });
  return found == kDialects.end() ? kUnknown : *found;
}

}  // namespace dataflow::connectors::odbc
