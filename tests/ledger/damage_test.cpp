// What happens to a ledger whose files are damaged, deleted, read by strangers or swapped.
#include "agent/ledger/mark.h"
#include "agent/ledger/recovery.h"
#include "tests/ledger/dice.h"
#include "tests/ledger/ledger_model.h"
#include "tests/temporary_folder.h"

using namespace dataflow;
using namespace dataflow::ledger;

namespace {

const std::string kFiles[] = {"agent.db", "agent.db-wal", "agent.db-shm", "agent.db.mark"};

/// A ledger that was killed: its files as they lay on the disk, with all that it may say.
class KilledLedger {
 public:
  explicit KilledLedger(std::mt19937& random) : story_(random) {
    auto ledger = Ledger::open(folder_.path() / "agent.db", "846", made_up_key());
    REQUIRE(ledger);
    for (int i = 0; i < 40; ++i) {
      REQUIRE(story_.step(*ledger));
      note(*ledger);
    }
    REQUIRE(ledger->database().run("PRAGMA wal_checkpoint(TRUNCATE)"));
    story_.never_sync();
    for (int i = 0; i < 25; ++i) {
      REQUIRE(story_.step(*ledger));
      note(*ledger);
    }
    for (const auto& file : kFiles)
      content_[file] = TemporaryFolder::bytes_of(folder_.path() / file);
    REQUIRE(content_["agent.db-wal"].size() > 100'000);
  }

  [[nodiscard]] const std::map<std::string, std::string>& content() const { return content_; }

  /// Every state since the newest delivery began: to have lost less than a delivery is harmless,
  /// because the next run finds out again what the source says, and sends again what is in doubt.
  [[nodiscard]] bool allows(const std::string& text) const {
    return std::find(allowed_.begin(), allowed_.end(), text) != allowed_.end();
  }

 private:
  void note(const Ledger& ledger) {
    const auto mark = *mark_of(folder_.path() / "agent.db");
    if (mark && mark->entry != marked_) {
      marked_ = mark->entry;
      allowed_.clear();
    }
    allowed_.push_back(*text_of(ledger));
  }

  TemporaryFolder folder_;
  LedgerStory story_;
  std::map<std::string, std::string> content_;
  std::vector<std::string> allowed_;
  std::int64_t marked_ = 0;
};

enum class Outcome { stopped, right, wrong };

/// Opens the files and reads everything, as the agent would over some runs.
Outcome outcome_of(const std::map<std::string, std::string>& content, const KilledLedger& killed) {
  const TemporaryFolder folder;
  for (const auto& [file, bytes] : content) folder.write(file, bytes);
  const auto stopped = [](const Error& error) {
    return error.remedy == Remedy::stop && !error.what.empty() ? Outcome::stopped : Outcome::wrong;
  };
  const auto ledger = Ledger::open(folder.path() / "agent.db", "846", made_up_key());
  if (!ledger) return stopped(ledger.error());
  const auto waiting = next_waiting(*ledger, 100);
  if (!waiting) return stopped(waiting.error());
  const auto wrong = wrong_with(*ledger);
  if (!wrong) return stopped(wrong.error());
  const auto text = text_of(*ledger);
  if (!text) return stopped(text.error());
  return wrong->empty() && killed.allows(*text) ? Outcome::right : Outcome::wrong;
}

std::size_t below(std::size_t bound, std::mt19937& random) {
  return std::uniform_int_distribution<std::size_t>(0, bound - 1)(random);
}

void flip(std::string& bytes, std::mt19937& random) {
  auto& byte = bytes[below(bytes.size(), random)];
  byte = static_cast<char>(byte ^ static_cast<char>(1 << below(8, random)));
}

}  // namespace

TEST_CASE("files that were flipped, cut or deleted end in a right state or a clear stop, always") {
  const unsigned seed = seed_of_this_run();
  INFO("DATAFLOW_SEED=" << seed);
  std::mt19937 random(seed);
  constexpr int kLedgers = 4;
  constexpr int kTrials = 40;
  for (int made = 0; made < kLedgers; ++made) {
    const KilledLedger killed(random);
    REQUIRE(outcome_of(killed.content(), killed) == Outcome::right);
    for (const auto& file : kFiles) {
      CAPTURE(file);
      auto deleted = killed.content();
      deleted.erase(file);
      CHECK(outcome_of(deleted, killed) != Outcome::wrong);
      for (int trial = 0; trial < kTrials; ++trial) {
        auto flipped = killed.content();
        flip(flipped[file], random);
        CHECK(outcome_of(flipped, killed) != Outcome::wrong);
        auto cut = killed.content();
        cut[file].resize(below(cut[file].size(), random));
        CHECK(outcome_of(cut, killed) != Outcome::wrong);
      }
    }
    auto all_gone = killed.content();
    for (const auto& file : {"agent.db", "agent.db-wal", "agent.db-shm"}) all_gone.erase(file);
    CHECK(outcome_of(all_gone, killed) == Outcome::stopped);
  }
}

TEST_CASE("a ledger put back from an older day is found out by its mark") {
  std::mt19937 random(1);
  const TemporaryFolder folder;
  const auto file = folder.path() / "agent.db";
  std::string older;
  {
    const auto ledger = Ledger::open(file, "846", made_up_key());
    LedgerStory story(random);
    for (int i = 0; i < 20; ++i) REQUIRE(story.step(*ledger));
    REQUIRE(ledger->copy_to(folder.path() / "copy.db", made_up_key()));
    for (int i = 0; i < 20; ++i) REQUIRE(story.step(*ledger));
  }
  std::filesystem::rename(folder.path() / "copy.db", file);
  const auto opened = Ledger::open(file, "846", made_up_key());
  REQUIRE_FALSE(opened);
  CHECK(opened.error().what ==
        "The ledger is older than its mark: it has lost what it knew of the last deliveries.");
}

TEST_CASE(
    "a recovery that ends half way leaves a ledger that is missed, not one that is forgotten") {
  std::mt19937 random(1);
  const TemporaryFolder folder;
  const auto file = folder.path() / "agent.db";
  {
    const auto ledger = Ledger::open(file, "846", made_up_key());
    LedgerStory story(random);
    while (!*mark_of(file)) REQUIRE(story.step(*ledger));
  }
  CHECK_FALSE(put_in_place(folder.path() / "not there", file, Instant()));
  const auto opened = Ledger::open(file, "846", made_up_key());
  REQUIRE_FALSE(opened);
  CHECK(opened.error().what == "The ledger is gone; its mark is still there.");
}

TEST_CASE("no file of a ledger holds a readable word of a document, a child or a finding") {
  const TemporaryFolder folder;
  const auto ledger = Ledger::open(folder.path() / "agent.db", "846", made_up_key());
  REQUIRE(ledger);
  const std::string body = R"({"la_child_id":"Zebedee-1","surname":"Quagmire"})";
  auto keeper = DocumentKeeper::open(*ledger);
  const auto id =
      keeper->keep({DocumentKind::state, sha256(body), std::nullopt, "Zebedee-1", body});
  REQUIRE(keeper->finish());
  const auto run = begin_run(*ledger, *Day::parse("2026-06-01"), Instant());
  const std::vector<ChildFinding> findings = {
      {"Zebedee-1", {"F01", Weight::warn, "Quagmire", "What Quagmire says."}}};
  const std::vector<Move> moves = {
      {"Zebedee-1", Move::To::waiting, *id, sha256(body), std::nullopt}};
  REQUIRE(settle(*ledger, *run, {moves, {}, findings, {}, {}}, Instant()));
  const auto search = [&] {
    for (const auto& file : folder.files()) {
      const auto bytes = TemporaryFolder::bytes_of(folder.path() / file);
      CAPTURE(file);
      for (const auto* word : {"Zebedee", "Quagmire", "surname", "CREATE TABLE"}) {
        CHECK(bytes.find(word) == std::string::npos);
      }
    }
  };
  search();
  REQUIRE(ledger->database().run("PRAGMA wal_checkpoint(TRUNCATE)"));
  search();
  REQUIRE(ledger->copy_to(folder.path() / "copy.db", made_up_key('o')));
  search();
  CHECK((*next_waiting(*ledger, 1))[0].body == body);
  CHECK((*next_waiting(*Ledger::open_to_read(folder.path() / "copy.db", made_up_key('o')), 1))[0]
            .body == body);
}

TEST_CASE("a wrong key is told apart from a file that is no ledger, and changes nothing") {
  const TemporaryFolder folder;
  const auto file = folder.path() / "agent.db";
  REQUIRE(Ledger::open(file, "846", made_up_key()));
  const auto before = TemporaryFolder::bytes_of(file);
  const auto wrong = Ledger::open(file, "846", made_up_key('w'));
  REQUIRE_FALSE(wrong);
  CHECK(wrong.error().what == "The key does not open this file.");
  CHECK(TemporaryFolder::bytes_of(file) == before);
  const auto other = folder.write("text.db", "not a ledger at all");
  const auto refused = Ledger::open(other, "846", made_up_key());
  REQUIRE_FALSE(refused);
  CHECK(refused.error().what == "This file is not a ledger, or its first page is damaged.");
  CHECK(TemporaryFolder::bytes_of(other) == "not a ledger at all");
}

TEST_CASE("a page that was moved to another place does not open") {
  const TemporaryFolder folder;
  const auto file = folder.path() / "agent.db";
  {
    const auto ledger = Ledger::open(file, "846", made_up_key());
    std::mt19937 random(1);
    LedgerStory story(random);
    for (int i = 0; i < 20; ++i) REQUIRE(story.step(*ledger));
  }
  auto bytes = TemporaryFolder::bytes_of(file);
  constexpr std::size_t kPage = 16384;
  std::swap_ranges(bytes.begin() + 2 * kPage, bytes.begin() + 3 * kPage, bytes.begin() + 3 * kPage);
  folder.write("agent.db", bytes);
  const auto ledger = Ledger::open(file, "846", made_up_key());
  REQUIRE_FALSE(ledger);
  CHECK(ledger.error().what == "The ledger is damaged.");
}
