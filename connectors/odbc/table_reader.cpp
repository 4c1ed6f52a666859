#include "connectors/odbc/table_reader.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <span>
#include <utility>

#include <fmt/format.h>

#include "connectors/odbc/rowset.h"
#include "connectors/wishes.h"

namespace dataflow::connectors::odbc {

namespace {

/// Of one text, in units of UTF-16: 16 MiB.
constexpr std::size_t kMostOfAText = std::size_t{8} << 20U;

class Rows {
 public:
  Rows(Connection& connection, const TableToRead& reading,
       std::chrono::steady_clock::time_point until)
      : connection_(connection),
        reading_(reading),
        until_(until),
        texts_(reading.wish.columns.size()),
        cells_(texts_.size()),
        order_(texts_.size()) {
    std::iota(order_.begin(), order_.end(), std::size_t{0});
  }

  [[nodiscard]] Result<std::uint64_t> pass_to(RowSink& sink) {
    TRY(choose_forms());
    Rowset rowset{std::span(forms_).first(bound_), bound_ < forms_.size() ? 1 : rows_for(forms_)};
    TRY_ASSIGN(auto statement, connection_.statement(reading_.wish.table));
    TRY(rowset.bind(statement));
    if (!statement.execute(select(""))) return error_while_reading(statement);
    TRY(sink.begin_table(reading_.wish));
    while (true) {
      TRY_ASSIGN(const std::size_t fetched, rowset.fetch(statement));
      if (fetched == 0) break;
      TRY(check_time());
      for (std::size_t row = 0; row < fetched; ++row) {
        TRY(fill(rowset, row));
        TRY(fill_long(statement));
        TRY(sink.row(cells_));
      }
      rows_ += fetched;
    }
    tell_replaced(sink);
    return rows_;
  }

 private:
  /// Asks for no row to learn what the columns are; then those that are fetched in pieces go last,
  /// because most drivers give them only there.
  [[nodiscard]] Result<void> choose_forms() {
    TRY_ASSIGN(auto statement, connection_.statement(reading_.wish.table));
    if (!statement.execute(select(" WHERE 1 = 0"))) return error_while_reading(statement);
    std::vector<ColumnForm> forms;
    for (const auto& column : reading_.wish.columns) {
      TRY_ASSIGN(forms.emplace_back(),
                 form_at(statement, static_cast<SQLUSMALLINT>(forms.size() + 1), column));
    }
    const auto rest = std::stable_partition(
        order_.begin(), order_.end(), [&](std::size_t place) { return forms[place].is_bound(); });
    bound_ = static_cast<std::size_t>(rest - order_.begin());
    for (const std::size_t place : order_) forms_.push_back(forms[place]);
    return {};
  }

  [[nodiscard]] Result<ColumnForm> form_at(const Statement& statement, SQLUSMALLINT number,
                                           const std::string& column) const {
    // PostgreSQL's driver wants a place for the name.
    std::array<SQLWCHAR, 256> name{};
    SQLSMALLINT length = 0;
    SQLSMALLINT type = 0;
    SQLULEN size = 0;
    SQLSMALLINT places = 0;
    SQLSMALLINT nullable = 0;
    TRY(statement.check(SQLDescribeColW(statement.get(), number, name.data(),
                                        static_cast<SQLSMALLINT>(name.size()), &length, &type,
                                        &size, &places, &nullable)));
    if (const auto form = form_of(type, size)) return *form;
    return at_column({Remedy::stop, "", "this column holds bytes, which are no text.",
                      "Leave it out of the mapping, or let the source give it as text."},
                     column);
  }

  [[nodiscard]] std::string select(std::string_view condition) const {
    std::string columns;
    for (const std::size_t place : order_) {
      const auto& wished = reading_.wish.columns[place];
      const auto found = find_column(reading_.table->shape, wished);
      columns += columns.empty() ? "" : ", ";
      columns += connection_.quoted(found ? reading_.table->shape.columns[*found] : wished);
    }
    return fmt::format("SELECT {} FROM {}{}", columns.empty() ? "1" : columns, reading_.name,
                       condition);
  }

  [[nodiscard]] Result<void> fill(const Rowset& rowset, std::size_t row) {
    for (std::size_t i = 0; i < bound_; ++i) {
      const std::size_t place = order_[i];
      std::string& text = texts_[place];
      switch (rowset.write(row, i, connection_.dialect().guids, text, replaced_)) {
        case Rowset::Written::null:
          cells_[place] = Cell();
          break;
        case Rowset::Written::text:
          cells_[place] = text;
          break;
        case Rowset::Written::cut:
          return at_column({Remedy::stop, "", "a value is longer than the column says it may be.",
                            "Let the source give the column a length that is true."},
                           reading_.wish.columns[place]);
      }
    }
    return {};
  }

  [[nodiscard]] Result<void> fill_long(Statement& statement) {
    for (std::size_t i = bound_; i < order_.size(); ++i) {
      const std::size_t place = order_[i];
      auto text = statement.text(static_cast<SQLUSMALLINT>(i + 1), kMostOfAText, replaced_);
      if (!text) return at_column(std::move(text).error(), reading_.wish.columns[place]);
      cells_[place] = Cell();
      if (!*text) continue;
      texts_[place] = std::move(**text);
      cells_[place] = texts_[place];
    }
    return {};
  }

  [[nodiscard]] Result<void> check_time() const {
    if (std::chrono::steady_clock::now() < until_) return {};
    return Error{Remedy::wait, where(), "The read takes longer than its bound of time.",
                 "Raise 'most_seconds' if it needs longer."};
  }

  void tell_replaced(RowSink& sink) const {
    if (replaced_ == 0) return;
    sink.found({.rule = "S11",
                .path = "",
                .what = fmt::format("{} characters in the table '{}' are no Unicode; each became "
                                    "U+FFFD.",
                                    replaced_, reading_.wish.table),
                .source = reading_.wish.table});
  }

  [[nodiscard]] std::string where() const {
    return fmt::format("{}: {}", connection_.name(), reading_.wish.table);
  }

  [[nodiscard]] Error at_column(Error error, const std::string& column) const {
    error.where = fmt::format("{}.{}", where(), column);
    return error;
  }

  Connection& connection_;
  const TableToRead& reading_;
  std::chrono::steady_clock::time_point until_;
  std::vector<std::string> texts_;  // in the order of the wish, as the cells
  std::vector<Cell> cells_;
  std::vector<std::size_t> order_;  // places in the wish, in the order of the SELECT
  std::vector<ColumnForm> forms_;   // in the order of the SELECT
  std::size_t bound_ = 0;           // columns of the SELECT, before those fetched in pieces
  std::size_t replaced_ = 0;
  std::uint64_t rows_ = 0;
};

}  // namespace

TableToRead TableToRead::of(const Connection& connection, const OfferedTable& table,
                            TableShape wish) {
  std::string name = connection.quoted(table.shape.table);
  if (!table.owner.empty()) name = connection.quoted(table.owner) + "." + name;
  return {&table, std::move(wish), std::move(name)};
}

Error error_while_reading(const Statement& statement) {
  const Diagnosis diagnosis = statement.diagnosis();
  Error error = error_of(diagnosis, statement.where());
  if (diagnosis.trouble == Trouble::missing) {
    error.remedy = Remedy::wait;
    error.hint = "It was there a moment ago: the source is being rebuilt.";
  }
  return error;
}

Result<std::uint64_t> read_table(Connection& connection, const TableToRead& reading,
                                 std::chrono::steady_clock::time_point until, RowSink& sink) {
  return Rows(connection, reading, until).pass_to(sink);
}

}  // namespace dataflow::connectors::odbc
