#include "agent/ledger/settlement.h"

#include <algorithm>

#include <fmt/format.h>

#include "agent/ledger/audit.h"
#include "agent/ledger/mover.h"

namespace dataflow::ledger {

namespace {

/// How many purges began to wait, for the brake to count over a day.
Result<void> note_purges(const sqlite::Database& database, RunId run,
                         const Settlement& settlement) {
  const auto purges = std::count_if(settlement.moves.begin(), settlement.moves.end(),
                                    [](const Move& move) { return move.to == Move::To::purging; });
  TRY_ASSIGN(auto update, database.prepare("UPDATE run SET purges = ?, approved = ? WHERE id = ?"));
  update.bind(1, static_cast<std::int64_t>(purges));
  return update.bind(2, std::int64_t{settlement.under_approval}).bind(3, run).run();
}

/// The earliest ever: what was sent then may still be at the endpoint.
Result<void> note_window(const sqlite::Database& database, Day start) {
  TRY_ASSIGN(auto note,
             database.prepare("INSERT INTO about (name, value) VALUES ('window', ?1) "
                              "ON CONFLICT (name) DO UPDATE SET value = min(value, ?1)"));
  return note.bind(1, start.text()).run();
}

/// Only when it is another than before.
Result<void> note_mapping(const sqlite::Database& database, const std::string& mapped,
                          AuditTrail& trail) {
  if (mapped.empty()) return {};
  TRY_ASSIGN(auto before, database.prepare("SELECT detail FROM audit WHERE event = ? "
                                           "ORDER BY id DESC LIMIT 1"));
  const auto step = before.bind(1, kMapped).step();
  if (step == sqlite::Step::failed) return before.error();
  if (step == sqlite::Step::row && before.text(0) == mapped) return {};
  return trail.add(kMapped, "", mapped);
}

/// The trail is kept for good and the table of files is not: whoever has a file can still show that
/// it was, or was not, among those of the run.
std::string files_text(const std::vector<SourceFile>& files) {
  if (files.empty()) return "";
  return fmt::format("; {} file{}, sha-256 {}", files.size(), files.size() == 1 ? "" : "s",
                     digest_of(files).hex());
}

std::string figures_text(RunId run, const Settlement& settlement) {
  const auto& figures = settlement.figures;
  return fmt::format(
             "run {}: {} considered, {} in scope, {} new, {} changed, {} unchanged, {} held, {} "
             "past the "
             "window, {} absent, {} leaving{}",
             run, figures.considered, figures.in_scope, figures.fresh, figures.changed,
             figures.unchanged, figures.held, figures.past, figures.absent, figures.leaving,
             settlement.under_approval ? "; as approved" : "") +
         files_text(settlement.files);
}

/// Documents of open deliveries stay: their receipts may still come.
Result<void> sweep_documents(const sqlite::Database& database) {
  TRY_ASSIGN(
      auto sweep,
      database.prepare(
          "DELETE FROM document WHERE id NOT IN ("
          "SELECT accepted_document FROM child WHERE accepted_document IS NOT NULL UNION ALL "
          "SELECT waiting_document FROM child WHERE waiting_document IS NOT NULL UNION ALL "
          "SELECT sent.document FROM sent JOIN delivery ON delivery.id = sent.delivery "
          "WHERE delivery.finished_at IS NULL)"));
  return sweep.run();
}

Result<void> remember(const sqlite::Database& database, RunId run, const SourceSeen& seen) {
  TRY_ASSIGN(auto select, database.prepare("SELECT day FROM run WHERE id = ?"));
  if (select.bind(1, run).step() != sqlite::Step::row) return select.error();
  const auto day = Day::parse(select.text(0));
  return day ? remember_source(database, *day, seen) : Result<void>();
}

}  // namespace

Result<void> settle(const Ledger& ledger, RunId run, const Settlement& settlement, Instant now) {
  const auto& database = ledger.database();
  TRY_ASSIGN(auto transaction, sqlite::Transaction::begin(database));
  TRY_ASSIGN(auto mover, Mover::open(database, run, now));
  for (const auto& move : settlement.moves) TRY(mover.carry_out(move));
  TRY(note_figures(database, run, "settled", settlement.figures, now));
  TRY(note_purges(database, run, settlement));
  TRY(store_tables(database, run, settlement.tables));
  TRY(store_files(database, run, settlement.files));
  TRY(store_mark(database, run, settlement.mark));
  TRY(remember(database, run, settlement.seen));
  TRY(note_window(database, settlement.window_start));
  TRY_ASSIGN(auto trail, AuditTrail::open(database, now));
  TRY(store_findings(database, run, settlement.findings, trail));
  TRY(note_mapping(database, settlement.mapped, trail));
  TRY(trail.add(kRead, "", figures_text(run, settlement)));
  TRY(store_groups(database, settlement.groups));
  if (!settlement.moves.empty()) TRY(sweep_documents(database));
  return transaction.commit();
}

}  // namespace dataflow::ledger
