// A Desk is a council with a source, a mapping and a ledger, but no endpoint.
#pragma once

#include <catch2/catch.hpp>

#include "agent/flow/intake.h"
#include "agent/flow/sending.h"
#include "agent/ledger/balance.h"
#include "agent/ledger/deliveries.h"
#include "agent/ledger/findings.h"
#include "tests/flow/made_source.h"
#include "tests/ledger_key.h"
#include "tests/planted_log.h"

namespace dataflow {

inline const Instant kNow{std::chrono::seconds(1780272000)};

/// A council with a source, a mapping and a ledger, but no endpoint: tests say what was accepted.
class Desk {
 public:
  explicit Desk(mapping::SmallSource content, const char* mapping = kSmallMapping)
      : source(std::move(content)),
        ledger(*ledger::Ledger::open(folder_.path() / "agent.db", "846", made_up_key())),
        mapping_(mapping) {}

  Result<ledger::RunFigures> run() {
    TRY_ASSIGN(const auto intake, take_in());
    CHECK_FALSE(intake.held());
    return intake.figures;
  }

  Result<flow::Intake> take_in() {
    return flow::take_in({{source, mapping_.file(), mapping_.standard(), rules_, corrections,
                           clock_, log, progress_, std::nullopt, ids_for, terms},
                          ledger,
                          limits,
                          purge_after_days,
                          disk,
                          retention,
                          window_roll});
  }

  /// From now on, on this day.
  void on(const char* day) { clock_ = RehearsalClock(*Day::parse(day)); }

  /// How many purges of children wait.
  std::size_t purges_waiting() {
    const auto waiting = *ledger::next_waiting(ledger, 1000);
    std::size_t purges = 0;
    for (const auto& child : waiting) {
      if (child.kind == ledger::DocumentKind::purge) ++purges;
    }
    return purges;
  }

  /// Somebody says so of the held run.
  Result<void> say(ledger::RunId run, ledger::Verdict::Says says, const std::string& by = "Ada") {
    return ledger::give_verdict(ledger, run, {says, by, "A made-up reason.", ""}, kNow);
  }
  Result<void> approve(ledger::RunId run, const std::string& by = "Ada") {
    return say(run, ledger::Verdict::Says::approve, by);
  }

  /// From now on, by this rule of the standard only.
  void judge_by(const std::string& number) { rules_ = {*mapping_.standard().rules().find(number)}; }

  /// What the ledger says now: "child rule weight: what", one to a line.
  std::string findings() {
    std::string lines;
    REQUIRE(ledger::each_finding(ledger, "", [&](const ledger::StandingFinding& standing) {
      const auto& finding = standing.finding;
      lines += standing.child + " " + finding.rule +
               (finding.weight == Weight::hold ? " hold: " : ": ") + finding.what + "\n";
    }));
    return lines;
  }

  /// Everything that waits gets a receipt; the changes that would have been sent, one to a line.
  std::string deliver_all() {
    std::string lines;
    const auto delivery = send_all(lines);
    if (!delivery) return lines;
    const auto count = static_cast<std::size_t>(std::count(lines.begin(), lines.end(), '\n'));
    REQUIRE(ledger::accept_delivery(ledger, *delivery, std::vector<std::string>(count, "r"),
                                    {.status = 200}, kNow));
    return lines;
  }

  /// Everything that waits is sent, and no answer comes.
  void lose_all() {
    std::string lines;
    const auto delivery = send_all(lines);
    if (delivery) REQUIRE(ledger::doubt_delivery(ledger, *delivery, {}, kNow));
  }

  ledger::Balance balance() { return **ledger::balance_of(ledger); }

  MadeSource source;
  std::filesystem::path corrections;  // none
  PlantedLog log;
  std::int64_t purge_after_days = 1;
  DiskLimits disk{0, 0};
  WindowRoll window_roll = WindowRoll::keep;
  std::optional<std::string> ids_for;
  SourceTerms terms;
  RetentionLimits retention{36'500, 36'500};  // the ledger's clock stands still, the real one runs
  BrakeLimits limits{.first_send = BrakeLimits::FirstSend::free};

 private:
  TemporaryFolder folder_;

 public:
  ledger::Ledger ledger;

 private:
  std::optional<ledger::DeliveryId> send_all(std::string& lines) {
    const auto waiting = *ledger::next_waiting(ledger, 1000);
    if (waiting.empty()) return std::nullopt;
    ledger::Attempt attempt;
    for (const auto& child : waiting) {
      const auto change = flow::change_of(mapping_.standard(), child);
      lines += change.body + "\n";
      attempt.children.push_back({&child, change.digest, child.skeleton,
                                  flow::known_once_accepted(mapping_.standard(), child)});
    }
    const auto delivery = ledger::begin_delivery(ledger, attempt, kNow);
    REQUIRE(delivery);
    return *delivery;
  }

  mapping::SmallMapping mapping_;
  std::vector<standard::Rule> rules_;
  RehearsalClock clock_{*Day::parse("2026-06-01")};
  NoProgress progress_;
};

}  // namespace dataflow
