#include "agent/freshness/reading.h"

#include <catch2/catch.hpp>

#include "tests/flow/made_source.h"
#include "tests/freshness/changing_source.h"
#include "tests/hand_clock.h"
#include "tests/shown_result.h"

namespace dataflow::freshness {

namespace {

/// A source with the small mapping, and the terms on which it is read. It is 1 June 2026.
class Site {
 public:
  explicit Site(mapping::SmallSource content) : source(std::move(content)) { add_loads(); }

  /// One that says in the table `loads` when it was refreshed.
  explicit Site(ReadyTerms ready) : Site(small_content({"X1|Ann|-"})) {
    terms.ready = std::move(ready);
  }

  Result<Reading> read(const std::string& mark_before = "") {
    Faults faults;
    return read_source({source, mapping_.file(), mapping_.standard(), terms, clock, progress_},
                       mark_before, faults);
  }

  /// Why the source is waited for; empty when it was read.
  std::string waits(const std::string& mark_before = "") {
    const auto reading = read(mark_before);
    if (reading) return "";
    CHECK(reading.error().remedy == Remedy::wait);
    return reading.error().what;
  }

  ChangingSource source;
  SourceTerms terms;
  HandClock clock;

 private:
  void add_loads() {
    source.content["loads"] = {"finished|state", "2026-05-31 05:00:00|done",
                               "2026-06-01 05:00:00|done"};
  }

  mapping::SmallMapping mapping_{kSmallMapping};
  NoProgress progress_;
};

void truncate(ChangingSource& source) {
  source.content["person"].resize(1);
}

}  // namespace

TEST_CASE("a source of one moment is read once, with what each table cost") {
  Site site(small_content({"X1|Ann|-", "X2|Bo|-"}, {"E1|X1|2026-01-01"}));
  const auto reading = site.read();
  REQUIRE(reading);
  CHECK(site.source.reads == 1);
  REQUIRE(reading->tables.size() == 3);
  CHECK(reading->tables[1].table == "person");
  CHECK(reading->tables[1].rows == 2);
  CHECK(reading->tables[1].bytes == 9);  // X1, Ann, X2, Bo
}

TEST_CASE("the time that a table takes is measured, the pace included") {
  Site site(small_content({"X1|Ann|-", "X2|Bo|-", "X3|Cy|-", "X4|Di|-"}));
  site.terms.load.rows_per_second = 2;
  const auto reading = site.read();
  REQUIRE(reading);
  CHECK(reading->tables[1].milliseconds == 2000);
  CHECK(reading->tables[0].milliseconds == 0);
}

TEST_CASE("a source of several moments is read twice and believed when both reads are equal") {
  Site site(small_content({"X1|Ann|-", "X2|Bo|-"}));
  site.source.when = connectors::Moment::several;
  const auto reading = site.read();
  REQUIRE(reading);
  CHECK(site.source.reads == 2);
  CHECK(reading->staging.rows() == 2);
  CHECK(reading->tables[1].rows == 2);
  CHECK(reading->tables[1].bytes == 18);  // of both reads
}

TEST_CASE("the order in which a source gives its rows does not make two reads differ") {
  Site site(small_content({"X1|Ann|-", "X2|Bo|-"}));
  site.terms.reads = Reads::twice;
  site.source.after_read = [](ChangingSource& source) {
    std::swap(source.content["person"][1], source.content["person"][2]);
  };
  CHECK(site.waits().empty());
}

TEST_CASE("a source that is emptied and filled while it is read is waited for") {
  Site site(small_content({"X1|Ann|-", "X2|Bo|-"}));
  site.terms.reads = Reads::twice;
  SECTION("rows go") {
    site.source.after_read = truncate;
    CHECK(site.waits() ==
          "The table person had 2 rows when it was read, and 0 when it was read "
          "again.");
  }
  SECTION("rows come") {
    site.source.after_read = [](ChangingSource& source) {
      source.content["person"].push_back("X3|Cy|-");
    };
    CHECK(site.waits() ==
          "The table person had 2 rows when it was read, and 3 when it was read "
          "again.");
  }
  SECTION("a value changes") {
    site.source.after_read = [](ChangingSource& source) {
      source.content["person"][1] = "X1|Anne|-";
    };
    CHECK(site.waits() == "The table person changed between two reads.");
  }
  SECTION("a value moves from one column to the next") {
    site.source.content["person"][1] = "X1|Ann|Y";
    site.source.after_read = [](ChangingSource& source) {
      source.content["person"][1] = "X1|AnnY|-";
    };
    CHECK(site.waits() == "The table person changed between two reads.");
  }
  SECTION("one of two equal rows goes and another comes twice") {
    site.source.content["person"] = {"id|name|adult", "X1|Ann|-", "X1|Ann|-", "X2|Bo|-"};
    site.source.after_read = [](ChangingSource& source) {
      source.content["person"] = {"id|name|adult", "X1|Ann|-", "X2|Bo|-", "X2|Bo|-"};
    };
    CHECK(site.waits() == "The table person changed between two reads.");
  }
}

TEST_CASE("what the settings say of the number of reads goes before what the source needs") {
  Site site(small_content({"X1|Ann|-"}));
  site.source.when = connectors::Moment::several;
  site.terms.reads = Reads::once;
  CHECK(site.waits().empty());
  CHECK(site.source.reads == 1);
}

TEST_CASE("a source is ready once its refresh of today is complete") {
  Site site(ReadyTerms{"loads", "max(CASE WHEN state = 'done' THEN finished END)"});
  const auto reading = site.read();
  REQUIRE(reading);
  CHECK(reading->mark == "2026-06-01 05:00:00");
  site.source.content["loads"][2] = "2026-06-01 05:00:00|running";
  site.source.read_tables.clear();
  CHECK(site.waits() == "The source was last refreshed on 2026-05-31, and not today.");
  CHECK(site.source.read_tables == std::vector<std::string>{"loads "});  // and nothing else
  site.source.content["loads"].resize(1);
  CHECK(site.waits() == "The table loads does not say that a refresh is complete.");
}

TEST_CASE("a mark may be a column, in any case and as days are written here") {
  Site site(ReadyTerms{"LOADS", "Finished"});
  CHECK(site.waits().empty());
  site.source.content["loads"] = {"finished|state", "01/06/2026 05:00|done"};
  CHECK(site.waits().empty());
  site.source.content["loads"] = {"finished|state", "31/05/2026|done"};
  CHECK(site.waits() == "The source was last refreshed on 2026-05-31, and not today.");
  site.terms.ready->refreshed = "day(finished)";
  CHECK(site.waits() == "The source was last refreshed on 2026-05-31, and not today.");
}

TEST_CASE("a source that has to be newer is read once after each refresh") {
  Site site(ReadyTerms{"loads", "finished", ReadyTerms::Fresh::newer});
  CHECK(site.waits("").empty());
  CHECK(site.waits("2026-05-31 05:00:00").empty());
  const char* none = "The source has not been refreshed since the last run that took effect.";
  CHECK(site.waits("2026-06-01 05:00:00") == none);
  CHECK(site.waits("2026-06-02 05:00:00") == none);  // an older copy was put in its place
  site.source.content["loads"] = {"finished|state", "10|done", "9|done"};
  site.terms.ready->refreshed = "max(CAST(finished AS INTEGER))";
  CHECK(site.waits("9").empty());
  CHECK(site.waits("10") == none);
}

TEST_CASE("a refresh that ends while the source is read makes the run wait") {
  Site site(ReadyTerms{"loads", "finished"});
  site.source.after_read = [](ChangingSource& source) {
    if (source.reads == 2) source.content["loads"].push_back("2026-06-01 08:59:59|done");
  };
  CHECK(site.waits() == "The source was refreshed while it was being read.");
}

TEST_CASE("a mark that cannot be asked is for a person, with the nearest name") {
  const auto stops = [](ReadyTerms ready) {
    Site site(std::move(ready));
    const auto reading = site.read();
    REQUIRE_FALSE(reading);
    CHECK(reading.error().remedy == Remedy::stop);
    return reading.error().what + " " + reading.error().hint;
  };
  CHECK(stops({"load", "finished"}).find("no table 'load'") != std::string::npos);
  CHECK(stops({"loads", "finishd"}).find("finished") != std::string::npos);
  CHECK(stops({"loads", "state"}).find("not a day") != std::string::npos);
  CHECK(stops({"loads", "1; DROP TABLE loads"}).find("cannot be asked") != std::string::npos);
  CHECK(stops({"loads", "load_extension('x')"}).find("cannot be asked") != std::string::npos);
}

TEST_CASE("who only looks at a source sees it whether it is ready or not, but within its hours") {
  using namespace std::chrono_literals;
  ChangingSource source(small_content({"X1|Ann|-"}));
  source.when = connectors::Moment::several;
  const mapping::SmallMapping mapping(kSmallMapping);
  HandClock clock;
  NoProgress progress;
  Faults faults;
  SourceTerms terms{ReadyTerms{"nowhere", "x"}, Reads::twice, {}};
  const ReadingParts parts{source, mapping.file(), mapping.standard(), terms, clock, progress};
  REQUIRE(look_at_source(parts, faults));
  CHECK(source.reads == 1);
  terms.load.hours = {22h, 6h};
  CHECK_FALSE(look_at_source(parts, faults));
}

}  // namespace dataflow::freshness
