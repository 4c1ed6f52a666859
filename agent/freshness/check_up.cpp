#include "agent/freshness/check_up.h"

#include <algorithm>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "agent/freshness/sample.h"
#include "agent/mapping/check.h"

namespace dataflow::freshness {

namespace {

using Outcome = SourceStep::Outcome;

constexpr std::int64_t kRowsOfSample = 10'000;

std::string counted(std::size_t number, const char* thing) {
  return fmt::format("{} {}{}", number, thing, number == 1 ? "" : "s");
}

std::size_t columns_of(const std::vector<TableShape>& tables) {
  std::size_t columns = 0;
  for (const auto& table : tables) columns += table.columns.size();
  return columns;
}

std::string what_was_read(const Sample& sample) {
  const auto speed = sample.rows * 1000 / std::max<std::int64_t>(sample.milliseconds, 1);
  return fmt::format("{} in {} ms ({} a second){}",
                     counted(static_cast<std::size_t>(sample.rows), "row"), sample.milliseconds,
                     speed, sample.whole ? ", which are all" : "");
}

/// What the whole costs, added up table by table.
class Estimate {
 public:
  explicit Estimate(const std::vector<ledger::TableRows>& before) : before_(before) {}

  void add(const std::string& table, const Sample& sample) {
    const auto known = std::find_if(before_.begin(), before_.end(),
                                    [&](const auto& one) { return one.table == table; });
    if (!sample.whole && known == before_.end()) {
      ++unknown_;
      return;
    }
    const auto rows = sample.whole ? sample.rows : std::max(known->rows, sample.rows);
    rows_ += rows;
    milliseconds_ += sample.milliseconds * rows / std::max<std::int64_t>(sample.rows, 1);
  }

  [[nodiscard]] std::string says() const {
    auto text = fmt::format("{} rows in about {:.1f} s for one read of all tables", rows_,
                            static_cast<double>(milliseconds_) / 1000);
    if (unknown_ > 0) {
      text += fmt::format(", and besides {} of which only the first rows were read",
                          counted(unknown_, "table"));
    }
    return text + ".";
  }

 private:
  const std::vector<ledger::TableRows>& before_;
  std::int64_t rows_ = 0;
  std::int64_t milliseconds_ = 0;
  std::size_t unknown_ = 0;
};

class CheckUp {
 public:
  CheckUp(const ReadingParts& parts, const std::function<void(const SourceStep&)>& tell)
      : parts_(parts), tell_(tell) {}

  SourceCheck run(const std::vector<ledger::TableRows>& before) {
    const auto offered = describe();
    if (offered && needs(*offered)) {
      about_itself();
      moment();
      samples(before);
    }
    check_.well = well_;
    if (!granted_.empty()) check_.wishes = std::move(granted_);
    return std::move(check_);
  }

 private:
  void tell(const std::string& name, Outcome outcome, std::string says) {
    if (outcome == Outcome::failed) well_ = false;
    tell_({name, outcome, std::move(says)});
  }
  void fail(const std::string& name, const Error& error) {
    tell(name, Outcome::failed, dataflow::describe(error));
  }

  std::optional<std::vector<TableShape>> describe() {
    const Instant begun = parts_.clock.now();
    auto offered = parts_.source.describe();
    if (!offered) {
      fail("tables", offered.error());
      return std::nullopt;
    }
    tell("tables", Outcome::passed,
         fmt::format("The source offers {} with {}, as it said within {} ms.",
                     counted(offered->size(), "table"), counted(columns_of(*offered), "column"),
                     (parts_.clock.now() - begun).count()));
    return std::move(*offered);
  }

  bool needs(const std::vector<TableShape>& offered) {
    Faults faults;
    auto wishes = mapping::columns_read(parts_.mapping, parts_.standard, offered, faults);
    sort_by_place(faults);
    for (const auto& fault : faults) {
      tell("mapping", Outcome::failed, dataflow::describe(fault));
    }
    if (!wishes) return false;
    check_.wishes = std::move(*wishes);
    tell("mapping", Outcome::passed,
         fmt::format("The mapping reads {} of {}, and all are there.",
                     counted(columns_of(check_.wishes), "column"),
                     counted(check_.wishes.size(), "table")));
    return true;
  }

  void about_itself() {
    const auto examination = parts_.source.examine(check_.wishes);
    if (!examination) return fail("source", examination.error());
    check_.dialect = examination->dialect;
    granted_ = examination->granted;
    for (const auto& remark : examination->remarks) {
      const bool warns = remark.weight == connectors::Remark::Weight::warning;
      tell(remark.about, warns ? Outcome::warned : Outcome::passed, remark.says);
    }
  }

  void moment() {
    if (parts_.source.moment() == connectors::Moment::one) {
      return tell("moment", Outcome::passed, "All tables are read as of one moment.");
    }
    const bool once = parts_.terms.reads == Reads::once;
    tell("moment", once ? Outcome::warned : Outcome::passed,
         once ? "The tables are read one after another, and once: a source that changes meanwhile "
                "may be read half old and half new."
              : "The tables are read one after another, so they are read twice, and believed when "
                "both reads are equal.");
  }

  void samples(const std::vector<ledger::TableRows>& before) {
    Pace pace(parts_.terms.load, parts_.clock);
    if (const auto open = pace.check_hours(); !open) {
      return tell("samples", Outcome::left_out, open.error().what);
    }
    Estimate estimate(before);
    bool all = true;
    for (const auto& wish : check_.wishes) {
      const auto taken = sample(parts_, wish, pace, kRowsOfSample);
      all = all && taken.has_value();
      if (!taken) {
        fail(wish.table, taken.error());
      } else if (taken->rows == 0) {
        tell(wish.table, Outcome::warned, "The table is empty.");
      } else {
        tell(wish.table, Outcome::passed, what_was_read(*taken));
        estimate.add(wish.table, *taken);
      }
    }
    if (all) tell("cost", Outcome::passed, estimate.says());
  }

  const ReadingParts& parts_;
  const std::function<void(const SourceStep&)>& tell_;
  SourceCheck check_;
  std::vector<TableShape> granted_;
  bool well_ = true;
};

}  // namespace

std::string line_of(const SourceStep& step) {
  const char* word = step.outcome == Outcome::passed   ? "pass"
                     : step.outcome == Outcome::warned ? "warn"
                     : step.outcome == Outcome::failed ? "FAIL"
                                                       : "-";
  return fmt::format("{:<5} {:<26} {}", word, step.name, step.says);
}

SourceCheck check_up(const ReadingParts& parts, const std::vector<ledger::TableRows>& rows_before,
                     const std::function<void(const SourceStep&)>& tell) {
  return CheckUp(parts, tell).run(rows_before);
}

}  // namespace dataflow::freshness
