#include "agent/ledger/source_files.h"

#include <algorithm>

namespace dataflow::ledger {

Result<void> store_files(const sqlite::Database& database, RunId run,
                         const std::vector<SourceFile>& files) {
  TRY_ASSIGN(auto insert, database.prepare("INSERT INTO source_file (run, position, name, bytes, "
                                           "digest, written, rows) VALUES (?, ?, ?, ?, ?, ?, ?)"));
  std::int64_t position = 0;
  for (const auto& file : files) {
    insert.bind(1, run).bind(2, position++).bind(3, file.name);
    insert.bind(4, static_cast<std::int64_t>(file.bytes)).bind_blob(5, file.digest.bytes());
    TRY(insert.bind(6, file.written).bind(7, file.rows).run());
  }
  return {};
}

Result<std::vector<SourceFile>> files_of(const Ledger& ledger, RunId run) {
  TRY_ASSIGN(auto select,
             ledger.database().prepare("SELECT name, bytes, digest, written, rows FROM source_file "
                                       "WHERE run = ? ORDER BY position"));
  select.bind(1, run);
  std::vector<SourceFile> files;
  TRY(sqlite::each_row(select, [&] {
    files.push_back({std::string(select.text(0)), static_cast<std::uint64_t>(select.integer(1)),
                     Digest::from_bytes(select.blob(2)).value_or(Digest()),
                     std::string(select.text(3)), select.integer(4)});
  }));
  return files;
}

Digest digest_of(std::vector<SourceFile> files) {
  std::sort(files.begin(), files.end(),
            [](const SourceFile& a, const SourceFile& b) { return a.name < b.name; });
  Hasher hasher;
  for (const auto& file : files) hasher.add(file.digest.hex() + "  " + file.name + "\n");
  return hasher.finish();
}

}  // namespace dataflow::ledger
