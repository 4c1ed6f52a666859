#include "connectors/odbc/reading.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include <fmt/format.h>

namespace dataflow::connectors::odbc {

namespace {

constexpr std::chrono::milliseconds kPause(100);

enum class Locked { yes, not_yet };

/// Runs a statement that takes locks, or finds that somebody else has them.
Result<Locked> lock_tables(Connection& connection, std::string_view pattern,
                           const std::string& what) {
  TRY_ASSIGN(auto statement, connection.statement());
  if (statement.execute(fmt::format(fmt::runtime(pattern), what))) return Locked::yes;
  if (statement.diagnosis().trouble == Trouble::in_the_way) return Locked::not_yet;
  return error_while_reading(statement);
}

/// All at once where the server can, because one after the other could meet a rebuild half way.
Result<Locked> lock_all(Connection& connection, const std::vector<TableToRead>& tables) {
  const Dialect& dialect = connection.dialect();
  if (!dialect.lock_all.empty()) {
    std::string list;
    for (const auto& table : tables) list += (list.empty() ? "" : ", ") + table.name;
    if (!list.empty()) return lock_tables(connection, dialect.lock_all, list);
  }
  if (dialect.lock_each.empty()) return Locked::yes;
  for (const auto& table : tables) {
    TRY_ASSIGN(const Locked locked, lock_tables(connection, dialect.lock_each, table.name));
    if (locked == Locked::not_yet) return locked;
  }
  return Locked::yes;
}

Result<std::uint64_t> number_in(const std::optional<std::string>& text, const std::string& where) {
  std::uint64_t number = 0;
  if (text) {
    const auto* end = text->data() + text->size();
    const auto parsed = std::from_chars(text->data(), end, number);
    if (parsed.ec == std::errc() && parsed.ptr == end) return number;
  }
  return Error{Remedy::stop, where, "The server does not say how many rows there are.", ""};
}

}  // namespace

Result<Moment> moment_of(Connection& connection) {
  const Dialect& dialect = connection.dialect();
  if (dialect.snapshot_asked_by.empty()) return dialect.moment;
  TRY_ASSIGN(const auto answer, connection.ask(dialect.snapshot_asked_by));
  return answer == "1" ? dialect.moment : Moment::one_after_another;
}

Reading::Reading(Connection& connection, std::vector<TableToRead> tables, Clock& clock)
    : connection_(connection),
      tables_(std::move(tables)),
      clock_(clock),
      moment_(connection.dialect().moment) {}

Result<void> Reading::pass_to(RowSink& sink) {
  TRY(choose_moment());
  Counts before;
  if (moment_ != Moment::locked_snapshot) {
    TRY_ASSIGN(before, counts());
  }
  TRY(begin());
  TRY_ASSIGN(const Counts read, read_all(sink));
  if (moment_ != Moment::one_after_another) TRY(connection_.roll_back());
  if (moment_ == Moment::locked_snapshot) return {};
  TRY_ASSIGN(const Counts after, counts());
  TRY(compare(before, read, after));
  if (moment_ == Moment::one_after_another && tables_.size() > 1) {
    sink.found({.rule = "S10",
                .path = "",
                .what = fmt::format("The {} tables were read one after another, since the database "
                                    "offers no common moment: what was written meanwhile may be in "
                                    "one and not yet in another.",
                                    tables_.size())});
  }
  return {};
}

Result<void> Reading::choose_moment() {
  TRY_ASSIGN(moment_, moment_of(connection_));
  const auto wanted_by = connection_.dialect().snapshot_wanted_by;
  if (wanted_by.empty() || moment_ == Moment::one_after_another) return {};
  return connection_.run(wanted_by);
}

/// Begins anew until nobody else is in the way: what is held while waiting could bring down a
/// rebuild that waits for it.
Result<void> Reading::begin() {
  if (moment_ == Moment::one_after_another) return {};
  const Instant until = clock_.now() + connection_.bounds().rebuild;
  while (true) {
    TRY(connection_.begin());
    TRY_ASSIGN(const Locked locked, lock_all(connection_, tables_));
    if (locked == Locked::yes) return {};
    TRY(connection_.roll_back());
    if (clock_.now() >= until) break;
    clock_.sleep_for(kPause);
  }
  return Error{Remedy::wait, connection_.name(),
               fmt::format("The source is being rebuilt, and was not finished after {} seconds.",
                           connection_.bounds().rebuild.count()),
               "The next run tries again. Choose an hour in which the source is not loaded."};
}

Result<Reading::Counts> Reading::counts() {
  Counts counts;
  for (const auto& table : tables_) {
    TRY_ASSIGN(const auto answer,
               connection_.ask(fmt::format("SELECT COUNT(*) FROM {}", table.name)));
    TRY_ASSIGN(counts.emplace_back(), number_in(answer, connection_.name()));
  }
  return counts;
}

Result<Reading::Counts> Reading::read_all(RowSink& sink) {
  const auto until = std::chrono::steady_clock::now() + connection_.bounds().read;
  Counts read;
  for (const auto& table : tables_) {
    TRY_ASSIGN(read.emplace_back(), read_table(connection_, table, until, sink));
  }
  return read;
}

/// In a snapshot a table has as many rows as at one of its moments between before and after.
Result<void> Reading::compare(const Counts& before, const Counts& read, const Counts& after) const {
  for (std::size_t i = 0; i < tables_.size(); ++i) {
    const auto [fewest, most] = std::minmax(before[i], after[i]);
    const bool fits = moment_ == Moment::snapshot ? read[i] >= fewest && read[i] <= most
                                                  : read[i] == fewest && read[i] == most;
    if (fits) continue;
    return Error{
        Remedy::wait, fmt::format("{}: {}", connection_.name(), tables_[i].wish.table),
        fmt::format("There were {} rows before the read and {} after it, and {} were read.",
                    before[i], after[i], read[i]),
        "The source was written or rebuilt meanwhile."};
  }
  return {};
}

}  // namespace dataflow::connectors::odbc
