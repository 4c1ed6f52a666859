// What the power cut leaves on the disk: an arbitrary part of what was not synced.
#include <iostream>

#include "tests/ledger/dice.h"
#include "tests/ledger/ledger_model.h"
#include "tests/ledger/volatile_disk.h"
#include "tests/temporary_folder.h"

using namespace dataflow;
using namespace dataflow::ledger;

namespace {

/// A ledger with two connections, as intake and dispatch have them, on a disk that loses power.
class CrashingLedger {
 public:
  explicit CrashingLedger(std::mt19937& random) : random_(random), story_(random) {
    REQUIRE(reopen());
  }

  /// Some steps, then a power cut within one of them or after the last.
  void work_until_the_power_fails() {
    disk_.die_after(1 + story_.below(60));
    const int steps = 1 + story_.below(6);
    bool interrupted = false;
    for (int i = 0; i < steps && !interrupted; ++i) {
      const auto done = story_.step(*connections_[static_cast<std::size_t>(story_.below(2))]);
      if (!done) INFO(describe(done.error()));
      if (!done) REQUIRE(disk_.dead());
      interrupted = !done.has_value();
    }
    disk_.die();
    recover(interrupted);
  }

 private:
  void recover(bool interrupted) {
    reboot();
    if (story_.below(4) == 0) disk_.die_after(story_.below(30));  // once more, while it recovers
    if (auto opened = reopen(); !opened) {
      INFO(describe(opened.error()));
      REQUIRE(disk_.dead());
      reboot();
      opened = reopen();
      if (!opened) FAIL(describe(opened.error()));
    }
    if (disk_.dead()) {
      reboot();
      REQUIRE(reopen());
    }
    disk_.live_on();
    check(interrupted);
  }

  void reboot() {
    for (auto& connection : connections_) connection.reset();
    disk_.reboot(random_);
    story_.forget_delivery();
  }

  Result<void> reopen() {
    for (auto& connection : connections_) {
      TRY_ASSIGN(auto ledger, Ledger::open(folder_.path() / "agent.db", "846", made_up_key()));
      connection.emplace(std::move(ledger));
    }
    return doubt_open_deliveries(*connections_[0], Instant{std::chrono::seconds(1780272000)});
  }

  void check(bool interrupted) {
    const auto wrong = wrong_with(*connections_[0]);
    if (!wrong) FAIL(describe(wrong.error()));
    REQUIRE(wrong->empty());
    const auto text = text_of(*connections_[1]);
    REQUIRE(text);
    if (interrupted && *text == story_.next().text()) story_.settle_for_next();
    REQUIRE(*text == story_.model().text());
    if (story_.below(20) == 0) check_copy();
  }

  /// A backup reads pages that nothing else reads.
  void check_copy() {
    const auto file = folder_.path() / "copy.db";
    const auto copied = connections_[0]->copy_to(file, made_up_key());
    if (!copied) FAIL(describe(copied.error()));
    {
      const auto copy = Ledger::open_to_read(file, made_up_key());
      REQUIRE(copy);
      REQUIRE(wrong_with(*copy)->empty());
      REQUIRE(*text_of(*copy) == story_.model().text());
    }
    disk_.forget(file.string());
  }

  std::mt19937& random_;
  TemporaryFolder folder_;
  VolatileDisk disk_;
  LedgerStory story_;
  std::optional<Ledger> connections_[2];
};

}  // namespace

TEST_CASE("whatever part of the last writes a power cut leaves, what was committed stands",
          "[long]") {
  const unsigned crashes = number_from("DATAFLOW_CRASHES", 2'000);
  const unsigned seed = seed_of_this_run();
  constexpr unsigned kCrashesOfOneLedger = 20;
  INFO("DATAFLOW_SEED=" << seed);
  std::mt19937 random(seed);
  for (unsigned done = 0; done < crashes;) {
    CrashingLedger ledger(random);
    for (unsigned i = 0; i < kCrashesOfOneLedger && done < crashes; ++i, ++done) {
      CAPTURE(done);
      if (done % 10'000 == 0) std::cerr << done << " of " << crashes << " power cuts\n";
      ledger.work_until_the_power_fails();
    }
  }
}

TEST_CASE(
    "a full disk at any write stops the step clearly, and nothing is lost once it has space") {
  const unsigned seed = seed_of_this_run();
  INFO("DATAFLOW_SEED=" << seed);
  bool filled = true;
  int stops = 0;
  for (int writes = 0; filled; ++writes) {
    CAPTURE(writes);
    std::mt19937 random(seed);
    const TemporaryFolder folder;
    VolatileDisk disk;
    LedgerStory story(random);
    const auto file = folder.path() / "agent.db";
    disk.fill_after(writes);
    auto ledger = Ledger::open(file, "846", made_up_key());
    if (!ledger) {
      ++stops;
      CHECK(ledger.error().remedy == Remedy::stop);
      CHECK(folder.files().empty());  // no ledger, rather than half of one
      disk.free_space();
      ledger = Ledger::open(file, "846", made_up_key());
      REQUIRE(ledger);
    }
    for (int i = 0; i < 15; ++i) {
      const auto done = story.step(*ledger);
      if (!done) {
        ++stops;
        INFO(describe(done.error()));
        CHECK(done.error().remedy == Remedy::stop);
        CHECK(done.error().hint == "The disk is full: free some space, then run again.");
        filled = disk.full();
        disk.free_space();
      }
      const auto text = text_of(*ledger);
      REQUIRE(text);
      REQUIRE(*text == story.model().text());
    }
    const auto wrong = wrong_with(*ledger);
    REQUIRE(wrong);
    CHECK(wrong->empty());
    filled = disk.full() || stops > 0;
    stops = 0;
    REQUIRE(writes < 2000);
  }
}
