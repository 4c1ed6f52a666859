#include "agent/ledger/recovery.h"

#include <algorithm>

#include "agent/core/durable_file.h"
#include "agent/core/presence.h"
#include "agent/ledger/audit.h"
#include "agent/ledger/mark.h"
#include "agent/ledger/schema.h"

namespace dataflow::ledger {

namespace {

namespace fs = std::filesystem;

/// "2026-11-25T17:00:00.000Z" as "20261125T170000Z".
std::string stamp(Instant now) {
  std::string text = rfc3339(now);
  text.resize(text.find('.'));
  std::erase_if(text, [](char c) { return c == '-' || c == ':'; });
  return text + "Z";
}

Error not_renamed(const fs::path& file, const std::error_code& problem) {
  return {Remedy::stop, file.string(), "This file cannot be renamed: " + problem.message() + ".",
          "Stop the service, and check that this account may write to the folder."};
}

/// Everybody else is shut out until the connection is closed.
Result<void> take_alone(const sqlite::Database& database) {
  TRY(empty_log(database));
  TRY(database.run("PRAGMA locking_mode=EXCLUSIVE"));
  const auto taken = database.run("BEGIN EXCLUSIVE; COMMIT");
  if (taken) return leave_log(database);
  return Error{Remedy::wait, database.name(), "Another process uses the ledger.",
               "Stop the service and try again."};
}

Result<void> with_log(const fs::path& file, const Secret& key) {
  TRY_ASSIGN(auto database, sqlite::Database::open_encrypted(file, sqlite::Mode::read_write, key));
  TRY(use_log(database));
  return empty_log(database);
}

/// Adds the new name to `renamed`; does nothing where there is no such file.
Result<void> set_aside(const fs::path& from, const fs::path& to, std::vector<fs::path>& renamed) {
  if (is_missing(from)) return {};
  std::error_code problem;
  if (!is_missing(to)) problem = std::make_error_code(std::errc::file_exists);
  if (!problem) fs::rename(from, to, problem);
  if (problem) return not_renamed(from, problem);
  renamed.push_back(to);
  return {};
}

}  // namespace

Result<std::vector<fs::path>> put_in_place(const fs::path& finished, const fs::path& file,
                                           Instant now) {
  const std::string aside = file.string() + ".set-aside-" + stamp(now);
  std::vector<fs::path> renamed;
  for (const auto* part : {"", "-wal", "-shm"}) {
    TRY(set_aside(file.string() + part, aside + part, renamed));
  }
  std::error_code problem;
  fs::rename(finished, file, problem);
  if (problem) return not_renamed(finished, problem);
  TRY(sync_folder(file.parent_path()));
  TRY(set_aside(mark_beside(file), mark_beside(aside), renamed));
  TRY(sync_folder(file.parent_path()));
  return renamed;
}

Result<void> restore_ledger(const fs::path& file, const fs::path& copy, const std::string& council,
                            const Secret& key) {
  TRY_ASSIGN(const auto from, Ledger::open_to_read(copy, key));
  TRY(check_pages(from.database()));
  TRY_ASSIGN(const auto owner, council_of(from.database()));
  if (owner != council) {
    return Error{Remedy::stop, copy.string(), "This is the ledger of another council.", ""};
  }
  TRY(from.copy_to(file, key));
  TRY_ASSIGN(const auto ledger, Ledger::open(file, council, key));
  return ledger.database().run("UPDATE child SET in_doubt = 1 WHERE accepted_document IS NOT NULL");
}

Result<void> adopt(const Ledger& ledger, const std::vector<HeldByEndpoint>& children, Instant now) {
  const auto& database = ledger.database();
  TRY_ASSIGN(auto transaction, sqlite::Transaction::begin(database));
  TRY_ASSIGN(auto insert,
             database.prepare(
                 "INSERT INTO child (la_child_id, in_scope, accepted_document, accepted_digest, "
                 "accepted_content, accepted_at, known) VALUES (?1, 1, ?2, ?3, "
                 "(SELECT content_digest FROM document WHERE id = ?2), ?4, ?5)"));
  for (const auto& held : children) {
    insert.bind_borrowed(1, held.child).bind(2, held.document);
    insert.bind_blob(3, held.digest.bytes()).bind(4, rfc3339(now));
    TRY(insert.bind_borrowed(5, held.skeleton).run());
  }
  return transaction.commit();
}

Result<void> change_key(const fs::path& file, const std::string& council, const Secret& old_key,
                        const Secret& new_key, Instant now) {
  const fs::path making = file.string() + ".new-key";
  std::error_code problem;
  fs::remove(making, problem);  // what an attempt left that a crash ended
  AuditHead head;
  {
    TRY_ASSIGN(const auto ledger, Ledger::open(file, council, old_key));
    TRY(take_alone(ledger.database()));
    TRY(record_event(ledger, kKeyChanged, "", "", now));
    TRY_ASSIGN(head, audit_head(ledger.database()));
    TRY(ledger.copy_to(making, new_key));
  }
  TRY(with_log(making, new_key));
  fs::rename(making, file, problem);
  if (problem) return not_renamed(making, problem);
  TRY(sync_folder(file.parent_path()));
  return set_mark(file, head);
}

}  // namespace dataflow::ledger
