#include "agent/ledger/ledger.h"

#include <fstream>
#include <limits>

#include <catch2/catch.hpp>

#include "agent/ledger/audit.h"
#include "agent/ledger/balance.h"
#include "agent/ledger/child_states.h"
#include "agent/ledger/deliveries.h"
#include "agent/ledger/largest_request.h"
#include "agent/ledger/settlement.h"
#include "tests/ledger_key.h"
#include "tests/temporary_folder.h"

using namespace dataflow;
using namespace dataflow::ledger;

namespace {

const Instant kNow{std::chrono::seconds(1780272000)};

/// A ledger and the few steps that every test takes.
class Book {
 public:
  Book() : ledger_(*Ledger::open(folder_.path() / "agent.db", "846", made_up_key())) {}

  [[nodiscard]] const Ledger& ledger() const { return ledger_; }
  [[nodiscard]] std::filesystem::path file() const { return folder_.path() / "agent.db"; }

  Move document(const std::string& child, const std::string& body, const std::string& keys = "") {
    return kept(child, Move::To::waiting, DocumentKind::state, body, keys.empty() ? body : keys);
  }
  Move purge(const std::string& child) {
    return kept(child, Move::To::purging, DocumentKind::purge, "purge " + child, "");
  }
  static Move held(const std::string& child) {
    return {child, Move::To::held, 0, {}, Finding{"F01", Weight::hold, "la_child_id", "No."}};
  }

  void settle(const std::vector<Move>& moves, RunFigures figures = {}) {
    const auto run = begin_run(ledger_, *Day::parse("2026-06-01"), kNow);
    REQUIRE(run);
    REQUIRE(ledger::settle(ledger_, *run, {moves, figures, {}, {}, {}}, kNow));
  }

  std::vector<Waiting> waiting() { return *next_waiting(ledger_, 100); }

  /// Begins a delivery of everything that waits.
  DeliveryId begin() {
    kept_alive_ = waiting();
    Attempt attempt;
    for (const auto& child : kept_alive_) {
      attempt.children.push_back(
          {&child, sha256(child.body), child.known + "+" + child.skeleton, child.skeleton});
    }
    const auto delivery = begin_delivery(ledger_, attempt, kNow);
    REQUIRE(delivery);
    return *delivery;
  }

  void accept(DeliveryId delivery, std::size_t count) {
    REQUIRE(accept_delivery(ledger_, delivery, std::vector<std::string>(count, "receipt"),
                            {200, "r"}, kNow));
  }

  std::string states() {
    auto cursor = ChildStates::open(ledger_);
    std::string lines;
    while (*cursor->next()) {
      const auto& state = cursor->current();
      lines += state.child;
      if (state.in_scope) lines += " in";
      if (state.accepted) lines += " accepted";
      if (state.waiting) lines += state.waiting_purge ? " purging" : " waiting";
      if (state.in_doubt) lines += " doubt";
      if (state.held) lines += " held";
      lines += "\n";
    }
    return lines;
  }

  std::int64_t count(const std::string& table) {
    auto select = ledger_.database().prepare("SELECT count(*) FROM " + table);
    REQUIRE(select->step() == sqlite::Step::row);
    return select->integer(0);
  }

 private:
  Move kept(const std::string& child, Move::To to, DocumentKind kind, const std::string& body,
            const std::string& keys) {
    auto keeper = DocumentKeeper::open(ledger_);
    const auto id = keeper->keep({kind, sha256(body), std::nullopt, keys, body});
    REQUIRE(id);
    REQUIRE(keeper->finish());
    return {child, to, *id, sha256(body), std::nullopt};
  }

  TemporaryFolder folder_;
  Ledger ledger_;
  std::vector<Waiting> kept_alive_;
};

}  // namespace

TEST_CASE("an event of the audit trail is kept with its moment, its child and its detail") {
  const TemporaryFolder folder;
  const auto ledger = Ledger::open(folder.path() / "agent.db", "846", made_up_key()).value();
  const Instant now{std::chrono::milliseconds(1780000000123)};
  REQUIRE(record_event(ledger, kViewed, "X1", "explain", now));
  REQUIRE(record_event(ledger, kViewed, "", "preview of all documents", now));
  auto select =
      ledger.database().prepare("SELECT at, event, child, detail FROM audit ORDER BY id").value();
  REQUIRE(select.step() == sqlite::Step::row);
  CHECK(select.text(0) == "2026-05-28T20:26:40.123Z");
  CHECK(select.text(1) == "viewed");
  CHECK(select.text(2) == "X1");
  CHECK(select.text(3) == "explain");
  REQUIRE(select.step() == sqlite::Step::row);
  CHECK(select.text(2).empty());
  CHECK(select.step() == sqlite::Step::done);
}

TEST_CASE("a backup of a ledger in use is whole, closed to others, and overwrites no file") {
  Book book;
  book.settle({book.document("X1", "a"), book.document("X2", "b")});
  const auto copy = book.file().parent_path() / "copy.db";
  auto writing =
      sqlite::Database::open_encrypted(book.file(), sqlite::Mode::read_write, made_up_key());
  REQUIRE(writing);
  REQUIRE(writing->run("BEGIN IMMEDIATE; DELETE FROM child"));  // under way, never committed
  REQUIRE(book.ledger().copy_to(copy, made_up_key()));
  REQUIRE(writing->run("ROLLBACK"));
  const auto copied = Ledger::open_to_read(copy, made_up_key());
  REQUIRE(copied);
  CHECK(*count_waiting(*copied) == 2);
  CHECK((std::filesystem::status(copy).permissions() & std::filesystem::perms::group_all) ==
        std::filesystem::perms::none);
  const auto again = book.ledger().copy_to(copy, made_up_key());
  REQUIRE_FALSE(again);
  CHECK(again.error().what == "This file exists already and is not overwritten.");
}

TEST_CASE("a backup that cannot be written leaves no file behind") {
  Book book;
  book.settle({book.document("X1", "a")});
  CHECK_FALSE(
      book.ledger().copy_to(book.file().parent_path() / "nowhere" / "copy.db", made_up_key()));
}

TEST_CASE("what counts as accepted moves only with a receipt") {
  Book book;
  book.settle({book.document("X1", "a")});
  CHECK(book.states() == "X1 in waiting\n");
  const auto delivery = book.begin();
  CHECK(book.states() == "X1 in waiting doubt\n");
  book.accept(delivery, 1);
  CHECK(book.states() == "X1 in accepted\n");
  CHECK(book.waiting().empty());
}

TEST_CASE("a newer state that arrives while the older is under way keeps waiting") {
  Book book;
  book.settle({book.document("X1", "a")});
  const auto delivery = book.begin();
  book.settle({book.document("X1", "b")});
  book.accept(delivery, 1);
  CHECK(book.states() == "X1 in accepted waiting\n");
  REQUIRE(book.waiting().size() == 1);
  CHECK(book.waiting()[0].body == "b");
  CHECK(book.waiting()[0].known == "a");
}

TEST_CASE("there is never more than one waiting row for a child") {
  Book book;
  for (int i = 0; i < 20; ++i) book.settle({book.document("X1", std::to_string(i))});
  CHECK(book.waiting().size() == 1);
  CHECK(book.waiting()[0].body == "19");
  CHECK(book.count("document") == 1);
}

TEST_CASE("after a delivery without an answer everything sent may be at the endpoint") {
  Book book;
  book.settle({book.document("X1", "a")});
  const auto delivery = book.begin();
  REQUIRE(doubt_delivery(book.ledger(), delivery, {}, kNow));
  CHECK(book.states() == "X1 in waiting doubt\n");
  CHECK(book.waiting()[0].known == "+a");
}

TEST_CASE("after a refusal the endpoint holds what it held before") {
  Book book;
  book.settle({book.document("X1", "a")});
  book.accept(book.begin(), 1);
  book.settle({book.document("X1", "b")});
  REQUIRE(refuse_delivery(book.ledger(), book.begin(), {.status = 400}, kNow));
  CHECK(book.states() == "X1 in accepted waiting\n");
  CHECK(book.waiting()[0].known == "a");
}

TEST_CASE("a refusal after an unanswered delivery leaves that one in doubt") {
  Book book;
  book.settle({book.document("X1", "a")});
  REQUIRE(doubt_delivery(book.ledger(), book.begin(), {}, kNow));
  REQUIRE(refuse_delivery(book.ledger(), book.begin(), {.status = 400}, kNow));
  CHECK(book.states() == "X1 in waiting doubt\n");
  CHECK(book.waiting()[0].known == "+a");
}

TEST_CASE("nobody is given out while a delivery with them is open") {
  Book book;
  book.settle({book.document("X1", "a"), book.document("X2", "a")});
  const auto delivery = book.begin();
  book.settle({book.document("X1", "b"), book.document("X3", "a")});
  REQUIRE(book.waiting().size() == 1);
  CHECK(book.waiting()[0].child == "X3");
  book.accept(delivery, 2);
  REQUIRE(book.waiting().size() == 2);
  CHECK(book.waiting()[0].child == "X1");
  CHECK(book.waiting()[0].body == "b");
}

TEST_CASE("whoever was read to be sent no longer waits once an intake has replaced the document") {
  Book book;
  book.settle({book.document("X1", "a"), book.document("X2", "a")});
  const auto read = book.waiting();
  book.settle({book.document("X1", "b")});
  const auto still = *still_waiting(book.ledger(), read);
  REQUIRE(still.size() == 1);
  CHECK(still[0].child == "X2");
}

TEST_CASE("the largest request is remembered for a week, and the newest counts") {
  Book book;
  const auto remembered = [&](std::chrono::hours later) {
    return *largest_request(book.ledger(), kNow + later);
  };
  CHECK(remembered(std::chrono::hours(0)) == std::numeric_limits<std::size_t>::max());
  REQUIRE(remember_largest_request(book.ledger(), 50, kNow));
  REQUIRE(remember_largest_request(book.ledger(), 25, kNow));
  CHECK(remembered(std::chrono::hours(1)) == 25);
  CHECK(remembered(std::chrono::hours(24 * 7 + 1)) == std::numeric_limits<std::size_t>::max());
}

TEST_CASE("deliveries that a crash left open become doubtful") {
  Book book;
  book.settle({book.document("X1", "a")});
  static_cast<void>(book.begin());
  REQUIRE(doubt_open_deliveries(book.ledger(), kNow));
  CHECK(book.count("delivery WHERE outcome = 'unknown'") == 1);
  CHECK(book.states() == "X1 in waiting doubt\n");
}

TEST_CASE("a purge goes first, and its receipt takes the child out of the ledger") {
  Book book;
  book.settle({book.document("X1", "a"), book.document("X2", "a")});
  book.accept(book.begin(), 2);
  book.settle({book.document("X1", "b"), book.purge("X2")});
  CHECK(book.states() == "X1 in accepted waiting\nX2 accepted purging\n");
  REQUIRE(book.waiting().size() == 2);
  CHECK(book.waiting()[0].child == "X2");
  book.accept(book.begin(), 2);
  CHECK(book.states() == "X1 in accepted\n");
  CHECK(book.count("document") == 1);
}

TEST_CASE("a child who returns while the purge is under way is sent again") {
  Book book;
  book.settle({book.document("X1", "a")});
  book.accept(book.begin(), 1);
  book.settle({book.purge("X1")});
  const auto delivery = book.begin();
  book.settle({book.document("X1", "a")});
  book.accept(delivery, 1);
  CHECK(book.states() == "X1 in waiting\n");
  CHECK(book.waiting()[0].known.empty());
}

TEST_CASE("a child set aside by the endpoint waits no more and stays accounted for") {
  Book book;
  RunFigures figures;
  figures.considered = 2;
  figures.in_scope = 2;
  book.settle({book.document("X1", "a"), book.document("X2", "a")}, figures);
  const auto waiting = book.waiting();
  REQUIRE(refuse_delivery(book.ledger(), book.begin(), {.status = 400}, kNow));
  REQUIRE(set_aside(book.ledger(), "X1", waiting[0].document,
                    {"endpoint", Weight::hold, "", "The endpoint refused it."}, kNow));
  book.accept(book.begin(), 1);
  CHECK(book.states() == "X1 in held\nX2 in accepted\n");
  const auto balance = balance_of(book.ledger());
  REQUIRE(balance);
  CHECK((*balance)->held == 1);
  CHECK((*balance)->remainder() == 0);
  CHECK(count_holds(book.ledger())->at(0).reason == "The endpoint refused it.");
}

TEST_CASE("the balance names a child that nobody accounts for") {
  Book book;
  RunFigures figures;
  figures.considered = 10;
  figures.in_scope = 4;
  figures.without_id = 1;
  figures.exclusions = {{"age", "Too old.", 4}, {"activity", "None.", 2}};
  book.settle({book.document("X1", "a"), book.document("X2", "a"), Book::held("X3")}, figures);
  auto balance = *balance_of(book.ledger());
  CHECK(balance->waiting == 2);
  CHECK(balance->held == 2);
  CHECK(balance->excluded_total() == 6);
  CHECK(balance->remainder() == 0);
  REQUIRE(book.ledger().database().run("DELETE FROM child WHERE la_child_id = 'X2'"));
  CHECK((*balance_of(book.ledger()))->remainder() == 1);
}

TEST_CASE("a settlement is one transaction: all of a run or nothing") {
  Book book;
  book.settle({book.document("X1", "a")});
  const auto run = begin_run(book.ledger(), *Day::parse("2026-06-02"), kNow);
  Move broken = Book::held("X3");
  broken.to = Move::To::held;
  const auto good = book.document("X2", "b");
  REQUIRE(book.ledger().database().run(
      "CREATE TRIGGER no BEFORE INSERT ON child WHEN new.la_child_id = 'X3' BEGIN SELECT "
      "RAISE(ABORT, 'disk'); END"));
  CHECK_FALSE(settle(book.ledger(), *run, {{good, broken}, {}, {}, {}, {}}, kNow));
  CHECK(book.states() == "X1 in waiting\n");
}

TEST_CASE("the ledger file is closed to other accounts, and so is its WAL") {
  Book book;
  book.settle({book.document("X1", "a")});
  namespace fs = std::filesystem;
  for (const char* end : {"", "-wal", "-shm"}) {
    const auto mode = fs::status(book.file().string() + end).permissions();
    CHECK((mode & (fs::perms::group_all | fs::perms::others_all)) == fs::perms::none);
  }
}

TEST_CASE("a ledger belongs to one council") {
  Book book;
  const auto other = Ledger::open(book.file(), "330", made_up_key());
  REQUIRE_FALSE(other);
  CHECK(other.error().what == "This ledger belongs to council 846, and the settings say 330.");
}

TEST_CASE("a file that is no ledger, or one of another version, is refused") {
  const TemporaryFolder folder;
  std::ofstream(folder.path() / "text.db") << "this is not a database at all, not at all";
  CHECK_FALSE(Ledger::open(folder.path() / "text.db", "846", made_up_key()));
  {
    const auto other = sqlite::Database::open(folder.path() / "other.db", sqlite::Mode::create);
    REQUIRE(other->run("CREATE TABLE cms (x)"));
  }
  CHECK_FALSE(Ledger::open(folder.path() / "other.db", "846", made_up_key()));
  {
    const auto ledger = Ledger::open(folder.path() / "new.db", "846", made_up_key());
    REQUIRE(ledger->database().run("PRAGMA user_version=99"));
  }
  const auto newer = Ledger::open(folder.path() / "new.db", "846", made_up_key());
  REQUIRE_FALSE(newer);
  CHECK(newer.error().what.find("version 99") != std::string::npos);
}

TEST_CASE("the newest run is told with its figures, and an interrupted one as failed") {
  Book book;
  RunFigures figures;
  figures.considered = 7;
  figures.fresh = 3;
  figures.exclusions = {{"age", "Too old.", 4}};
  book.settle({}, figures);
  const auto interrupted = begin_run(book.ledger(), *Day::parse("2026-06-02"), kNow);
  REQUIRE(interrupted);
  const auto next = begin_run(book.ledger(), *Day::parse("2026-06-02"), kNow);
  REQUIRE(fail_run(book.ledger(), *next, {Remedy::wait, "cms.db", "It is locked.", ""}, kNow));
  CHECK(book.count("run WHERE state = 'failed'") == 2);
  CHECK((*newest_run(book.ledger(), Which::any))->error == "cms.db: It is locked.");
  const auto settled = *newest_run(book.ledger(), Which::settled);
  CHECK(settled->figures.considered == 7);
  CHECK(settled->figures.fresh == 3);
  CHECK(settled->figures.exclusions.at(0).persons == 4);
}
