#include "receiver/child_table.h"

#include <boost/json.hpp>

#include "agent/core/canonical_json.h"
#include "receiver/merge.h"

namespace dataflow::receiver {

std::string_view name_of(Effect effect) {
  switch (effect) {
    case Effect::applied:
      return "applied";
    case Effect::repeat:
      return "repeat";
    case Effect::purged:
      return "purged";
    case Effect::outdated:
      break;
  }
  return "outdated";
}

Result<std::unique_ptr<ChildTable>> ChildTable::open(const sqlite::Database& database,
                                                     const standard::Field& document) {
  std::unique_ptr<ChildTable> table(new ChildTable(document));
  TRY_ASSIGN(table->find_, database.prepare("SELECT id, digest, document, signed_at FROM child "
                                            "WHERE la_code = ?1 AND la_child_id = ?2"));
  TRY_ASSIGN(table->insert_,
             database.prepare("INSERT INTO child (digest, document, signed_at, la_code, "
                              "la_child_id) VALUES (?1, ?2, ?3, ?4, ?5)"));
  TRY_ASSIGN(table->update_,
             database.prepare("UPDATE child SET digest = ?1, document = ?2, signed_at = ?3 "
                              "WHERE id = ?4"));
  TRY_ASSIGN(table->note_repeat_,
             database.prepare("UPDATE child SET signed_at = ?1 WHERE id = ?2"));
  return table;
}

Result<Applied> ChildTable::apply(std::string_view la_code, std::string_view child,
                                  boost::json::value& sent, std::optional<Instant> signed_at) {
  std::string document = canonical_json(sent);
  hasher_.add(document);
  Applied applied{Effect::applied, hasher_.finish()};
  TRY_ASSIGN(Row row, find(la_code, child, applied.digest, sent.storage()));
  const auto seconds = signed_at ? std::optional(unix_seconds(*signed_at)) : std::nullopt;
  if (seconds && row.signed_at > seconds) {
    applied.effect = Effect::outdated;
  } else if (row.is_repeat) {
    applied.effect = Effect::repeat;
    TRY(note_repeat(row, seconds));
  } else {
    if (seconds) row.signed_at = seconds;
    if (is_purge(document_, sent.get_object())) applied.effect = Effect::purged;
    TRY(change(row, la_code, child, applied, sent, document));
  }
  return applied;
}

Result<void> ChildTable::change(Row& row, std::string_view la_code, std::string_view child,
                                const Applied& applied, boost::json::value& sent,
                                std::string& document) {
  if (applied.effect == Effect::purged) return write(row, la_code, child, applied.digest, nullptr);
  if (merge(document_, sent.get_object(), row.document.if_object()) == Merged::changed) {
    document = canonical_json(sent);
  }
  return write(row, la_code, child, applied.digest, &document);
}

Result<ChildTable::Row> ChildTable::find(std::string_view la_code, std::string_view child,
                                         const Digest& digest,
                                         const boost::json::storage_ptr& memory) {
  Row row;
  find_.bind(1, la_code).bind(2, child);
  const sqlite::Step step = find_.step();
  if (step == sqlite::Step::failed) return find_.error();
  if (step == sqlite::Step::row) {
    row.id = find_.integer(0);
    row.is_repeat = find_.blob(1) == digest.bytes();
    if (!find_.is_null(3)) row.signed_at = find_.integer(3);
    if (!row.is_repeat && !find_.is_null(2)) {
      const std::string_view text = find_.text(2);
      parser_.reset(memory);
      parser_.write({text.data(), text.size()});
      row.document = parser_.release();
    }
  }
  find_.reset();
  return row;
}

Result<void> ChildTable::write(const Row& row, std::string_view la_code, std::string_view child,
                               const Digest& digest, const std::string* document) {
  sqlite::Statement& statement = row.id ? update_ : insert_;
  statement.bind_blob(1, digest.bytes());
  if (document == nullptr) {
    statement.bind_null(2);
  } else {
    statement.bind_borrowed(2, *document);
  }
  if (row.signed_at) {
    statement.bind(3, *row.signed_at);
  } else {
    statement.bind_null(3);
  }
  if (row.id) {
    statement.bind(4, *row.id);
  } else {
    statement.bind(4, la_code).bind(5, child);
  }
  return statement.run();
}

/// A repeat that was signed later is newer all the same: what was signed in between is outdated.
Result<void> ChildTable::note_repeat(const Row& row, std::optional<std::int64_t> signed_at) {
  if (!signed_at || row.signed_at == signed_at) return {};
  return note_repeat_.bind(1, *signed_at).bind(2, *row.id).run();
}

}  // namespace dataflow::receiver
