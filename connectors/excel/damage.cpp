#include "connectors/excel/damage.h"

#include <algorithm>
#include <numeric>

#include <fmt/format.h>

#include "agent/core/ascii.h"

namespace dataflow::connectors::excel {

namespace {

/// That so many numbers end in a zero by chance happens once in 10,000,000,000 tables.
constexpr std::int64_t kTooManyToBeChance = 10;

constexpr char kExportAgain[] =
    "Export it again, and do not open and save the file in Excel; or make the column text before "
    "the numbers are put in.";
constexpr char kReallyZeros[] =
    " If all numbers of the system really end so, write 'ids_end_in_zeros: true' under 'source'.";

bool ends_in(const std::string& name, std::span<const std::string_view> endings) {
  return std::any_of(endings.begin(), endings.end(),
                     [&](std::string_view ending) { return name.ends_with(ending); });
}

bool names_day(std::string_view column) {
  static constexpr std::array<std::string_view, 2> kEndings = {"date", "dob"};
  return ends_in(ascii::lowered(column), kEndings);
}

std::string cells(std::int64_t count) {
  return fmt::format("{} cell{}", count, count == 1 ? "" : "s");
}

/// What was counted in one column, by its look.
class Column {
 public:
  Column(const std::array<std::int64_t, kLooks>& counts, const std::string& name)
      : counts_(counts), name_(name) {}

  [[nodiscard]] std::int64_t operator[](Look look) const {
    return counts_[static_cast<std::size_t>(look)];
  }
  [[nodiscard]] std::int64_t filled() const {
    return std::accumulate(counts_.begin() + 1, counts_.end(), std::int64_t{0});
  }
  [[nodiscard]] std::int64_t days() const {
    return (*this)[Look::iso] + (*this)[Look::day_first] + (*this)[Look::month_first] +
           (*this)[Look::either_first];
  }
  [[nodiscard]] bool has_rounded_numbers() const {
    return (*this)[Look::rounded] >= kTooManyToBeChance && (*this)[Look::long_number] == 0;
  }
  /// In a column of days, or of days and numbers and little else.
  [[nodiscard]] bool has_serials() const {
    const std::int64_t serials = (*this)[Look::serial];
    if (serials == 0) return false;
    return names_day(name_) || (days() > 0 && 2 * (days() + serials) > filled());
  }
  [[nodiscard]] bool has_both_orders() const {
    return (*this)[Look::day_first] > 0 && (*this)[Look::month_first] > 0;
  }

 private:
  const std::array<std::int64_t, kLooks>& counts_;
  const std::string& name_;
};

struct Words {
  std::string what;
  std::string hint;
};

/// What happened to the numbers of a column; empty when nothing did.
Words numbers_lost(const Column& column, LongNumbers long_numbers) {
  if (const auto count = column[Look::shortened]; count > 0) {
    return {fmt::format("{} hold numbers that Excel has shortened to a form like 1.23E+11: their "
                        "last digits are lost.",
                        cells(count)),
            kExportAgain};
  }
  if (long_numbers == LongNumbers::are_right || !column.has_rounded_numbers()) return {};
  return {fmt::format("All {} numbers of more than 15 digits end in zeros: Excel keeps 15 digits "
                      "and has rounded them.",
                      column[Look::rounded]),
          std::string(kExportAgain) + kReallyZeros};
}

std::string rewritten_days(const Column& column) {
  if (column.has_serials()) {
    return fmt::format(
        "{} of a column of dates hold a day as Excel counts it, a number like 45292. Give the "
        "column a date format before the table is saved.",
        cells(column[Look::serial]));
  }
  if (!column.has_both_orders()) return "";
  return fmt::format(
      "The dates are written in two orders: {} begin with the day and {} with the month. {} can be "
      "read either way and may be wrong. Export the table with dates like 2026-06-01.",
      cells(column[Look::day_first]), cells(column[Look::month_first]),
      cells(column[Look::either_first]));
}

std::string lost_values(const Column& column) {
  const auto errors = column[Look::error];
  const auto hidden = column[Look::hidden];
  if (errors + hidden == 0) return "";
  return fmt::format(
      "{} hold an error or #### instead of a value, and were read as empty. Mend the formulas, or "
      "make the column wider before the table is saved.",
      cells(errors + hidden));
}

}  // namespace

LongNumbers long_numbers_of(const Options& options) {
  return options.flag("ids_end_in_zeros", false) ? LongNumbers::are_right
                                                 : LongNumbers::ending_in_zeros_are_rounded;
}

Damage::Damage(const TableShape& shape, LongNumbers long_numbers)
    : shape_(shape), long_numbers_(long_numbers), columns_(shape.columns.size()) {}

void Damage::look(std::span<Cell> cells) {
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (!cells[i]) continue;
    const Look look = look_of(*cells[i]);
    count(i, look);
    if (look == Look::error || look == Look::hidden) cells[i] = std::nullopt;
  }
}

Result<void> Damage::report(RowSink& sink, std::string_view where) const {
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    const std::string& name = shape_.columns[i];
    const Column column(columns_[i], name);
    const std::string source = fmt::format("{}.{}", shape_.table, name);
    const auto tell = [&](const char* number, std::string what) {
      if (what.empty()) return;
      sink.found({number, Weight::warn, "", std::move(what), source, source, ""});
    };
    const Words lost = numbers_lost(column, long_numbers_);
    if (!lost.what.empty() && names_identifier(name)) {
      return Error{Remedy::stop, std::string(where),
                   fmt::format("identifiers are lost in column '{}'. {}", name, lost.what),
                   lost.hint};
    }
    tell("S01", lost.what.empty() ? "" : lost.what + " " + lost.hint);
    tell("S02", rewritten_days(column));
    tell("S03", lost_values(column));
  }
  return {};
}

bool names_identifier(std::string_view column) {
  static constexpr std::array<std::string_view, 10> kEndings = {
      "id", "key", "number", "no", "identifier", "upn", "nhs", "uln", "ref", "reference"};
  return ends_in(ascii::lowered(column), kEndings);
}

}  // namespace dataflow::connectors::excel
