#include "agent/freshness/check_up.h"

#include <catch2/catch.hpp>

#include "tests/flow/made_source.h"
#include "tests/freshness/changing_source.h"
#include "tests/hand_clock.h"

namespace dataflow::freshness {

namespace {

/// A source that also says something of itself.
class TalkingSource final : public connectors::Connector {
 public:
  explicit TalkingSource(mapping::SmallSource content) : inner(std::move(content)) {}

  Result<std::vector<TableShape>> describe() override { return inner.describe(); }
  Result<void> read(std::span<const TableShape> wishes, RowSink& sink) override {
    for (const auto& wish : wishes) {
      TRY(sink.begin_table(wish));
      const auto& lines = inner.content.at(wish.table);
      for (std::size_t i = 1; i < lines.size(); ++i) {
        const std::vector<Cell> cells(wish.columns.size(), Cell("PLANTED"));
        TRY(sink.row(cells));
        clock->turn(std::chrono::milliseconds(2));
        ++rows;
      }
    }
    return {};
  }
  Result<connectors::Examination> examine(std::span<const TableShape> wishes) override {
    asked_about = wishes.size();
    return connectors::Examination{
        {{"rights", connectors::Remark::Weight::warning, "This account could write."}},
        "mysql",
        {}};
  }

  ChangingSource inner;
  HandClock* clock = nullptr;
  std::size_t asked_about = 0;
  std::int64_t rows = 0;
};

/// A check-up of a source with the small mapping.
class Surgery {
 public:
  explicit Surgery(mapping::SmallSource content) : source(std::move(content)) {
    source.clock = &clock;
  }

  /// "outcome name: says" of each step, one to a line.
  std::string run() {
    std::string lines;
    check = check_up({source, mapping_.file(), mapping_.standard(), terms, clock, progress_},
                     rows_before, [&](const SourceStep& step) {
                       constexpr const char* kWords[] = {"pass", "warn", "FAIL", "-"};
                       lines += std::string(kWords[static_cast<int>(step.outcome)]) + " " +
                                step.name + ": " + step.says + "\n";
                     });
    return lines;
  }

  TalkingSource source;
  HandClock clock;
  SourceTerms terms;
  std::vector<ledger::TableRows> rows_before;
  SourceCheck check;

 private:
  mapping::SmallMapping mapping_{kSmallMapping};
  NoProgress progress_;
};

}  // namespace

TEST_CASE("a source that is well shows what it offers, what is read of it, and how fast") {
  Surgery surgery(small_content({"X1|Ann|-", "X2|Bo|-"}, {"E1|X1|2026-01-01"}));
  CHECK(surgery.run() ==
        "pass tables: The source offers 3 tables with 8 columns, as it said within 0 ms.\n"
        "pass mapping: The mapping reads 8 columns of 3 tables, and all are there.\n"
        "warn rights: This account could write.\n"
        "pass moment: The tables are read one after another, so they are read twice, and believed "
        "when both reads are equal.\n"
        "pass episode: 1 row in 2 ms (500 a second), which are all\n"
        "pass person: 2 rows in 4 ms (500 a second), which are all\n"
        "warn plan: The table is empty.\n"
        "pass cost: 3 rows in about 0.0 s for one read of all tables.\n");
  CHECK(surgery.check.well);
  CHECK(surgery.check.dialect == "mysql");
  CHECK(surgery.source.asked_about == 3);
}

TEST_CASE("a column that is missing is named with the nearest that is there, and nothing is read") {
  auto content = small_content({"X1|Ann|-"});
  content["person"][0] = "id|nmae|adult";
  Surgery surgery(std::move(content));
  const auto lines = surgery.run();
  CHECK(lines.find("FAIL mapping: ") != std::string::npos);
  CHECK(lines.find("nmae") != std::string::npos);
  CHECK_FALSE(surgery.check.well);
  CHECK(surgery.source.rows == 0);
}

TEST_CASE("of a big table only the first rows are read, and the last run says how many there are") {
  auto content = small_content({}, {"E1|X1|2026-01-01"}, {"P1|E1"});
  for (int i = 0; i < 12'000; ++i) content["person"].push_back("X|Ann|-");
  Surgery surgery(std::move(content));
  auto lines = surgery.run();
  CHECK(lines.find("pass person: 10000 rows in 20000 ms (500 a second)\n") != std::string::npos);
  CHECK(lines.find("besides 1 table of which only the first rows were read.") != std::string::npos);
  CHECK(surgery.source.rows == 10'002);
  surgery.rows_before = {{"person", 1'000'000}};
  lines = surgery.run();
  CHECK(lines.find("pass cost: 1000002 rows in about 2000.0 s for one read of all tables.\n") !=
        std::string::npos);
}

TEST_CASE("outside its hours a source is asked what it offers, and no row of it is read") {
  Surgery surgery(small_content({"X1|Ann|-"}));
  surgery.terms.load.hours = {std::chrono::hours(22), std::chrono::hours(6)};
  CHECK(surgery.run().find("- samples: The source may be read from 22:00 until 06:00 only.") !=
        std::string::npos);
  CHECK(surgery.check.well);
  CHECK(surgery.source.rows == 0);
}

TEST_CASE("no step shows a value of a record") {
  Surgery surgery(small_content({"X1|Ann|-"}));
  CHECK(surgery.run().find("PLANTED") == std::string::npos);
}

}  // namespace dataflow::freshness
