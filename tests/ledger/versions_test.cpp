#include "agent/ledger/versions.h"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include "agent/ledger/balance.h"
#include "agent/ledger/deliveries.h"
#include "agent/ledger/held_runs.h"
#include "agent/ledger/recovery.h"
#include "agent/ledger/source_tables.h"
#include "agent/ledger/verification.h"
#include "agent/signing/key.h"
#include "tests/ledger/dice.h"
#include "tests/ledger/volatile_disk.h"
#include "tests/ledger_key.h"
#include "tests/shown_result.h"
#include "tests/temporary_folder.h"

using namespace dataflow;
using namespace dataflow::ledger;

namespace {

namespace fs = std::filesystem;

const Instant kJune5{std::chrono::seconds(1780600000)};
const fs::path kWritten = fs::path(DATAFLOW_LEDGERS);

/// A ledger that an older program wrote, in a folder of its own.
class Older {
 public:
  explicit Older(int version) : version_(version) {
    fs::copy_file(kWritten / fmt::format("{}.db", version), file());
  }
  [[nodiscard]] fs::path file() const { return folder_.path() / "agent.db"; }
  [[nodiscard]] Result<Ledger> open() const { return Ledger::open(file(), "846", made_up_key()); }
  [[nodiscard]] Result<Ledger> open_to_read() const {
    return Ledger::open_to_read(file(), made_up_key());
  }
  [[nodiscard]] std::string bytes() const { return TemporaryFolder::bytes_of(file()); }
  [[nodiscard]] fs::path beside(const char* name) const { return folder_.path() / name; }

  /// The trail from its beginning, with every seal held against the key of its time.
  [[nodiscard]] Verification verified(const Ledger& ledger) const {
    const auto key = signing::PublicKey::read(kWritten / fmt::format("{}.pub", version_));
    REQUIRE(key);
    const auto found = verify(ledger, {[&](const Seal& seal, const std::string& text) {
                                         return key->verifies(text, seal.signature);
                                       },
                                       {}});
    REQUIRE(found);
    return *found;
  }

 private:
  int version_;
  TemporaryFolder folder_;
};

int version_in(const Ledger& ledger) {
  return version_of(ledger.database())->number;
}

/// What README.md beside the files says that they hold.
void check_content(const Older& older, const Ledger& ledger) {
  const auto waiting = next_waiting(ledger, 10);
  REQUIRE(waiting);
  REQUIRE(waiting->size() == 3);
  CHECK((*waiting)[0].body == "{\"la_child_id\":\"X1\",\"day\":3}");
  CHECK((*waiting)[0].in_doubt);
  const auto balance = *balance_of(ledger);
  REQUIRE(balance);
  CHECK(balance->held == 1);
  CHECK(balance->remainder() == 0);
  CHECK((*standing_hold(ledger))->alarms.at(0).says == "9 children leave.");
  CHECK(tables_before(ledger)->at(0) == TableRows{"person", 5});
  const auto verified = older.verified(ledger);
  CHECK_FALSE(verified.broken);
  CHECK(verified.receipts == 3);
  CHECK(verified.seals == 2);
  CHECK(verified.unsealed == 0);
}

/// What every version can do once it is up to date.
void check_use(const Ledger& ledger) {
  const auto run = begin_run(ledger, *Day::parse("2026-06-05"), kJune5);
  REQUIRE(run);
  REQUIRE(fail_run(ledger, *run, {Remedy::wait, "cms.db", "It is locked.", ""}, kJune5));
  CHECK((*newest_run(ledger, Which::any))->state == "waiting");
  REQUIRE(record_event(ledger, kViewed, "X1", "explain", kJune5));
}

std::string tables_of(const Ledger& ledger) {
  auto select = ledger.database().prepare(
      "SELECT m.name, c.name, c.type, c.\"notnull\", c.dflt_value, c.pk FROM sqlite_schema AS m, "
      "pragma_table_info(m.name) AS c WHERE m.type = 'table' ORDER BY 1, c.cid");
  std::string text;
  REQUIRE(sqlite::each_row(*select, [&] {
    for (int i = 0; i < 6; ++i) text += std::string(select->text(i)) + " ";
    text += "\n";
  }));
  return text;
}

}  // namespace

TEST_CASE("a ledger of every version is brought up to date with all that it holds") {
  for (int version = kOldestVersion; version <= kVersion; ++version) {
    CAPTURE(version);
    const Older older(version);
    for (int again = 0; again < 2; ++again) {
      const auto ledger = older.open();
      REQUIRE(ledger);
      CHECK(version_in(*ledger) == kVersion);
      check_content(older, *ledger);
    }
    check_use(*older.open());
    CHECK_FALSE(older.verified(*older.open_to_read()).broken);
  }
}

TEST_CASE("an older ledger that is brought up to date has the tables of a new one") {
  const TemporaryFolder folder;
  const auto made = Ledger::open(folder.path() / "agent.db", "846", made_up_key());
  for (int version = kOldestVersion; version <= kVersion; ++version) {
    CAPTURE(version);
    CHECK(tables_of(*Older(version).open()) == tables_of(*made));
  }
}

TEST_CASE("an older ledger can be read and verified as it is, and not a byte of it changes") {
  for (int version = kOldestVersion; version <= kVersion; ++version) {
    CAPTURE(version);
    const Older older(version);
    const auto before = older.bytes();
    {
      const auto ledger = older.open_to_read();
      REQUIRE(ledger);
      check_content(older, *ledger);
      CHECK(ledger->database().name() == older.file().string());
      CHECK_FALSE(record_event(*ledger, kViewed, "", "nothing", kJune5));
    }
    CHECK(older.bytes() == before);
  }
}

TEST_CASE("a copy of an older ledger stays of its version, and can be restored") {
  const Older older(5);
  const auto copy = older.beside("copy.db");
  REQUIRE(Ledger::open_to_copy(older.file(), made_up_key())->copy_to(copy, made_up_key()));
  CHECK(version_in(*Ledger::open_to_copy(copy, made_up_key())) == 5);
  const auto restored = older.beside("restored.db");
  REQUIRE(restore_ledger(restored, copy, "846", made_up_key()));
  const auto ledger = Ledger::open(restored, "846", made_up_key());
  REQUIRE(ledger);
  check_content(older, *ledger);
  check_use(*ledger);
}

TEST_CASE("an older ledger of another council is refused, and stays of its version") {
  const Older older(5);
  CHECK_FALSE(Ledger::open(older.file(), "847", made_up_key()));
  CHECK(version_in(*Ledger::open_to_copy(older.file(), made_up_key())) == 5);
}

TEST_CASE("a power cut while a ledger is brought up to date leaves the old one or the new one") {
  const unsigned seed = seed_of_this_run();
  INFO("DATAFLOW_SEED=" << seed);
  std::mt19937 random(seed);
  int old_ones = 0;
  bool cut = true;
  for (int operations = 1; cut; ++operations) {
    CAPTURE(operations);
    const Older older(5);
    VolatileDisk disk;
    disk.die_after(operations);
    const bool opened = older.open().has_value();
    cut = disk.dead();  // perhaps only when it was closed
    CHECK((opened || cut));
    disk.reboot(random);
    disk.live_on();
    {
      const auto left = Ledger::open_to_copy(older.file(), made_up_key());
      REQUIRE(left);
      const int version = version_in(*left);
      if (version == 5) ++old_ones;
      if (opened) CHECK(version == kVersion);
    }
    const auto ledger = older.open();
    REQUIRE(ledger);
    check_content(older, *ledger);
  }
  CHECK(old_ones > 2);  // or the cuts came too late to show anything
}

TEST_CASE("a newer ledger that only added something can be read, and is not written") {
  const Older older(kVersion);
  // As a program of the next version would leave it.
  REQUIRE(older.open()->database().run(fmt::format(
      "ALTER TABLE run ADD COLUMN mood TEXT NOT NULL DEFAULT ''; CREATE TABLE weather (day TEXT); "
      "INSERT OR REPLACE INTO about (name, value) VALUES ('readable_from', '{}'); "
      "PRAGMA user_version={}",
      kVersion, kVersion + 1)));
  const auto written = older.open();
  REQUIRE_FALSE(written);
  CHECK(written.error().what ==
        fmt::format("This ledger has version {}, and this program writes version {}.", kVersion + 1,
                    kVersion));
  const auto ledger = older.open_to_read();
  REQUIRE(ledger);
  check_content(older, *ledger);
}

TEST_CASE("a newer ledger that changed something, and one that is too old, are refused") {
  const Older older(kVersion);
  const auto set = [&](int version, int readable_from) {
    const auto database =
        sqlite::Database::open_encrypted(older.file(), sqlite::Mode::read_write, made_up_key());
    REQUIRE(database->run(
        fmt::format("INSERT OR REPLACE INTO about (name, value) VALUES ('readable_from', '{}'); "
                    "PRAGMA user_version={}",
                    readable_from, version)));
  };
  set(kVersion + 2, kVersion + 1);
  CHECK(older.open_to_read().error().what ==
        fmt::format("This ledger has version {}, and this program reads version {}.", kVersion + 2,
                    kVersion));
  CHECK_FALSE(older.open());
  set(4, 4);
  CHECK(older.open_to_read().error().hint ==
        "Bring it up to date by a version of the program in between.");
  CHECK_FALSE(older.open());
}
