#include "agent/support/ledger_values.h"

#include <array>

#include <boost/json.hpp>

#include "agent/ledger/packed.h"
#include "agent/standard/personal.h"

namespace dataflow::support {

namespace {

using standard::Field;
using standard::FieldKind;

/// A column of the ledger that holds values.
struct ValueColumn {
  const char* sql;  ///< gives one column
  ValueKind kind;
  const char* field;
};

constexpr std::array<ValueColumn, 10> kColumns = {{
    {"SELECT la_child_id FROM child", ValueKind::identifier, "la_child_id"},
    {"SELECT DISTINCT la_child_id FROM finding", ValueKind::identifier, "la_child_id"},
    {"SELECT la_child_id FROM held_purge", ValueKind::identifier, "la_child_id"},
    {"SELECT DISTINCT la_child_id FROM sent", ValueKind::identifier, "la_child_id"},
    {"SELECT DISTINCT child FROM audit", ValueKind::identifier, "la_child_id"},
    {"SELECT DISTINCT la_child_id FROM child_group", ValueKind::identifier, "la_child_id"},
    {"SELECT DISTINCT substr(source_row, instr(source_row, ' = ') + 3) FROM finding "
     "WHERE instr(source_row, ' = ') > 0",
     ValueKind::identifier, "the key of a row of the source"},
    {"SELECT DISTINCT value FROM child_group", ValueKind::text, "a group such as the team"},
    {"SELECT DISTINCT by FROM verdict", ValueKind::text, "who gave a verdict"},
    {"SELECT DISTINCT reason FROM verdict", ValueKind::text, "the reason of a verdict"},
}};

ValueKind kind_of(const Field& field) {
  if (field.kind == FieldKind::date) return ValueKind::day;
  return field.kind == FieldKind::id || field.kind == FieldKind::upn ? ValueKind::identifier
                                                                     : ValueKind::text;
}

class DocumentWalk {
 public:
  explicit DocumentWalk(KnownValues& values) : values_(values) {}

  /// `field` is null for what the standard does not know.
  void walk(const boost::json::value& value, const Field* field, const std::string& name) {
    if (const auto* text = value.if_string()) {
      if (field == nullptr) return values_.add(ValueKind::text, *text, name);
      if (standard::is_personal(*field)) values_.add(kind_of(*field), *text, name);
    } else if (const auto* list = value.if_array()) {
      for (const auto& item : *list) walk(item, field, name);
    } else if (const auto* object = value.if_object()) {
      for (const auto& [key, member] : *object) {
        const auto* known = field == nullptr ? nullptr : field->member(key);
        walk(member, known, std::string(key));
      }
    }
  }

 private:
  KnownValues& values_;
};

Result<void> add_run_days(const ledger::Ledger& ledger, KnownValues& values) {
  TRY_ASSIGN(auto select, ledger.database().prepare("SELECT DISTINCT day FROM run"));
  return sqlite::each_row(select, [&] { values.add_run_day(std::string(select.text(0))); });
}

Result<void> add_documents(const ledger::Ledger& ledger, const standard::Standard& standard,
                           KnownValues& values) {
  TRY_ASSIGN(auto select, ledger.database().prepare("SELECT body FROM document"));
  ledger::Unpacker unpacker;
  DocumentWalk walk(values);
  Result<void> damage;
  TRY(sqlite::each_row(select, [&] {
    if (select.blob(0).empty()) return;  // no longer kept
    const auto body = unpacker.unpack(select.blob(0), ledger.database().name());
    boost::json::error_code problem;
    auto document = body ? boost::json::parse(*body, problem) : boost::json::value();
    if (!body) {
      damage = body.error();
    } else if (problem) {
      damage = Error{Remedy::stop, ledger.database().name(), "A document is no JSON.", ""};
    } else {
      walk.walk(document, &standard.document(), "");
    }
  }));
  return damage;
}

/// The keys of all items that the endpoint may hold, also of documents that are no longer kept.
Result<void> add_keys(const ledger::Ledger& ledger, const standard::Standard& standard,
                      KnownValues& values) {
  TRY_ASSIGN(auto select, ledger.database().prepare("SELECT known FROM child UNION "
                                                    "SELECT skeleton FROM document"));
  DocumentWalk walk(values);
  return sqlite::each_row(select, [&] {
    boost::json::error_code problem;
    const auto skeleton = boost::json::parse(select.text(0), problem);
    if (!problem) walk.walk(skeleton, &standard.document(), "");  // an empty one is none
  });
}

}  // namespace

Result<void> add_ledger_values(const ledger::Ledger& ledger, const standard::Standard& standard,
                               KnownValues& values) {
  TRY(add_run_days(ledger, values));
  TRY(add_documents(ledger, standard, values));
  TRY(add_keys(ledger, standard, values));
  for (const auto& column : kColumns) {
    TRY_ASSIGN(auto select, ledger.database().prepare(column.sql));
    TRY(sqlite::each_row(select, [&] { values.add(column.kind, select.text(0), column.field); }));
  }
  return {};
}

}  // namespace dataflow::support
