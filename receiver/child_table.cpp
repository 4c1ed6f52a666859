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
      break;
  }
  return "purged";
}

Result<std::unique_ptr<ChildTable>> ChildTable::open(const sqlite::Database& database,
                                                     const standard::Field& document) {
  std::unique_ptr<ChildTable> table(new ChildTable(document));
  TRY_ASSIGN(table->find_, database.prepare("SELECT id, digest, document FROM child "
                                            "WHERE la_code = ?1 AND la_child_id = ?2"));
  TRY_ASSIGN(table->insert_,
             database.prepare("INSERT INTO child (digest, document, la_code, la_child_id) "
                              "VALUES (?1, ?2, ?3, ?4)"));
  TRY_ASSIGN(table->update_,
             database.prepare("UPDATE child SET digest = ?1, document = ?2 WHERE id = ?3"));
  return table;
}

Result<Applied> ChildTable::apply(std::string_view la_code, std::string_view child,
                                  boost::json::value& sent) {
  std::string document = canonical_json(sent);
  hasher_.add(document);
  Applied applied{Effect::applied, hasher_.finish()};
  TRY_ASSIGN(Row row, find(la_code, child, applied.digest, sent.storage()));
  if (row.is_repeat) {
    applied.effect = Effect::repeat;
  } else if (is_purge(document_, sent.get_object())) {
    applied.effect = Effect::purged;
    TRY(write(row.id, la_code, child, applied.digest, nullptr));
  } else {
    if (merge(document_, sent.get_object(), row.document.if_object()) == Merged::changed) {
      document = canonical_json(sent);
    }
    TRY(write(row.id, la_code, child, applied.digest, &document));
  }
  return applied;
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

Result<void> ChildTable::write(std::optional<std::int64_t> id, std::string_view la_code,
                               std::string_view child, const Digest& digest,
                               const std::string* document) {
  sqlite::Statement& statement = id ? update_ : insert_;
  statement.bind_blob(1, digest.bytes());
  if (document == nullptr) {
    statement.bind_null(2);
  } else {
    statement.bind_borrowed(2, *document);
  }
  if (id) {
    statement.bind(3, *id);
  } else {
    statement.bind(3, la_code).bind(4, child);
  }
  return statement.run();
}

}  // namespace dataflow::receiver
