#include "connectors/sqlite/examination.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include "connectors/may_write.h"

namespace dataflow::connectors {

namespace {

Result<std::string> pragma(const sqlite::Database& database, const std::string& name) {
  TRY_ASSIGN(auto select, database.prepare("PRAGMA " + name));
  if (select.step() != sqlite::Step::row) return select.error();
  return std::string(select.text(0));
}

Remark rights(const std::filesystem::path& file) {
  if (may_write(file)) {
    return {"rights", Remark::Weight::warning,
            "This account may write to the file, and needs to read it only."};
  }
  return {"rights", Remark::Weight::note, "This account may read the file and not write to it."};
}

/// Readers and writers of a database in WAL mode do not keep each other waiting.
Remark journal(const std::string& mode) {
  return {"journal", Remark::Weight::note,
          mode == "wal"
              ? "The database is in WAL mode: whoever writes to it does not wait for the "
                "agent."
              : fmt::format("The journal mode is {}: whoever writes to the database waits "
                            "while the agent reads.",
                            mode)};
}

}  // namespace

Result<Examination> examine_file(const sqlite::Database& database,
                                 const std::filesystem::path& file) {
  TRY_ASSIGN(const auto mode, pragma(database, "journal_mode"));
  TRY_ASSIGN(const auto encoding, pragma(database, "encoding"));
  Examination examination;
  examination.remarks = {
      {"driver", Remark::Weight::note, fmt::format("SQLite {}.", sqlite3_libversion())},
      rights(file),
      journal(mode),
      {"encoding", Remark::Weight::note, fmt::format("Texts are kept as {}.", encoding)},
  };
  return examination;
}

}  // namespace dataflow::connectors
