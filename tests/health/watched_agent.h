// A WatchedAgent is a made ledger, with the settings and the clock by which its health is judged.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "agent/health/concern.h"
#include "agent/ledger/deliveries.h"
#include "agent/ledger/documents.h"
#include "agent/ledger/held_runs.h"
#include "agent/ledger/seals.h"
#include "agent/ledger/settlement.h"
#include "tests/hand_clock.h"
#include "tests/ledger_key.h"
#include "tests/shown_result.h"
#include "tests/temporary_folder.h"

namespace dataflow::health {

/// Runs are due every day at 06:30 in London, which is 05:30 UTC; it is midnight UTC on 1 June
/// 2026.
class WatchedAgent {
 public:
  TemporaryFolder folder;
  HandClock clock;
  settings::Settings settings;
  ledger::Ledger ledger = *ledger::Ledger::open(folder.path() / "agent.db", "846", made_up_key());

  WatchedAgent() {
    settings.rota = {*schedule::Schedule::parse("every day at 06:30"), std::chrono::seconds(0)};
    settings.disk = {0, 0};  // this machine's own disk is no matter
  }

  ledger::RunId begin_run() { return *ledger::begin_run(ledger, clock.today(), clock.now()); }

  /// Of persons who are all in scope; the first of them wait, or are held when they begin with "H".
  ledger::RunId settle_run(const std::vector<std::string>& children, std::int64_t considered,
                           const std::vector<ledger::ChildFinding>& findings = {},
                           const std::vector<ledger::TableRows>& tables = {}) {
    const auto run = begin_run();
    std::vector<ledger::Move> moves;
    for (const auto& child : children) moves.push_back(move_of(child));
    ledger::RunFigures figures;
    figures.considered = considered;
    REQUIRE(ledger::settle(ledger, run, {moves, figures, findings, {}, tables}, clock.now()));
    return run;
  }

  void fail_run(Remedy remedy = Remedy::stop) {
    const auto run = begin_run();
    REQUIRE(ledger::fail_run(ledger, run, {remedy, "cms", "It cannot be read.", ""}, clock.now()));
  }

  ledger::RunId hold_run() {
    const auto run = begin_run();
    REQUIRE(ledger::hold_run(ledger, run, {}, {{"leaving", "", 9, 5, "9 leave."}}, {}, {},
                             clock.now()));
    return run;
  }

  /// Sends everything that waits; the endpoint accepts it, or else there is no answer.
  void deliver(bool accepted = true) {
    const auto waiting = *ledger::next_waiting(ledger, 100);
    ledger::Attempt attempt;
    for (const auto& child : waiting) attempt.children.push_back({&child, child.digest, "", ""});
    const auto delivery = ledger::begin_delivery(ledger, attempt, clock.now());
    REQUIRE(delivery);
    const std::vector<std::string> receipts(waiting.size(), "receipt");
    REQUIRE((accepted ? ledger::accept_delivery(ledger, *delivery, receipts, {200}, clock.now())
                      : ledger::doubt_delivery(ledger, *delivery, {504}, clock.now())));
  }

  void seal() {
    const auto head = *ledger::unsealed_head(ledger);
    if (!head) return;
    REQUIRE(ledger::store_seal(ledger, {head->entry, head->hash, rfc3339(clock.now()), "k", "s"}));
  }

  [[nodiscard]] Health health() const {
    auto health = read_health(ledger, settings, clock.now());
    REQUIRE(health);
    return std::move(*health);
  }

  [[nodiscard]] std::vector<Concern> concerns() const {
    return judge(health(), settings.monitoring.alarms);
  }

  /// "warning schedule.missed", one word pair for each, parted by commas; empty when all is well.
  [[nodiscard]] std::string alarms() const {
    std::string names;
    for (const auto& concern : concerns()) {
      const auto& known = concern_names();
      CHECK(std::find(known.begin(), known.end(), concern.name) != known.end());
      CHECK_FALSE(concern.says.empty());
      CHECK_FALSE(concern.hint.empty());
      if (!names.empty()) names += ", ";
      names += std::string(name_of(concern.level)) + " " + concern.name;
    }
    return names;
  }

 private:
  ledger::Move move_of(const std::string& child) {
    if (child.starts_with('H')) {
      return {child, ledger::Move::To::held, 0, {}, Finding{"F01", Weight::hold, "upn", "No."}};
    }
    auto keeper = ledger::DocumentKeeper::open(ledger);
    const auto body = "{\"la_child_id\":\"" + child + rfc3339(clock.now()) + "\"}";
    const auto id =
        keeper->keep({ledger::DocumentKind::state, sha256(body), std::nullopt, "skeleton", body});
    REQUIRE(id);
    REQUIRE(keeper->finish());
    return {child, ledger::Move::To::waiting, *id, sha256(body), std::nullopt};
  }
};

}  // namespace dataflow::health
