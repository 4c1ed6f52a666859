// An agent that has read its source and delivers to a scripted endpoint, for tests.
#pragma once

#include <boost/json.hpp>
#include <catch2/catch.hpp>

#include "agent/flow/dispatch.h"
#include "agent/flow/intake.h"
#include "agent/ledger/balance.h"
#include "tests/endpoint/profiles.h"
#include "tests/endpoint/scripted_endpoint.h"
#include "tests/flow/made_source.h"
#include "tests/hand_clock.h"
#include "tests/ledger_key.h"
#include "tests/planted_log.h"

namespace dataflow {

/// So many rows of persons: X1000, X1001 and so on.
inline std::vector<std::string> persons(int count, const std::string& surname = "Brackwenth") {
  std::vector<std::string> rows;
  for (int i = 0; i < count; ++i) {
    rows.push_back("X" + std::to_string(1000 + i) + "|" + surname + "|-");
  }
  return rows;
}

inline bool holds_child(const SeenRequest& request, const std::string& child) {
  return request.body.find("\"" + child + "\"") != std::string::npos;
}

/// An agent with a source of so many children, before a scripted endpoint.
class DeliveringAgent {
 public:
  DeliveringAgent(int children, ScriptedEndpoint::Script script,
                  Scripts scripts = Scripts::one_by_one)
      : source(small_content(persons(children))),
        server(folder_.path() / "tls", std::move(script), scripts),
        ledger(*ledger::Ledger::open(folder_.path() / "agent.db", "846", made_up_key())),
        mapping_(kSmallMapping) {
    delivery::EndpointOptions options{
        server.url(),
        "846",
        delivery::dfe_profile(),
        {server.url() + "/token", "client", Secret("hunter2"), "scope", {}},
        Secret("supplier-key"),
        {server.ca_file(), std::chrono::seconds(20)},
        {*signing::PrivateKey::generate(signing::Algorithm::ed25519), "council-846"},
        {},
        {}};
    endpoint_ = std::move(*delivery::Endpoint::open(std::move(options), clock));
    REQUIRE(take_in());
  }

  Result<ledger::RunFigures> take_in() {
    constexpr Allowance kAnybody{1'000'000, 100};
    const BrakeLimits brake{
        .changed = kAnybody, .flipped = kAnybody, .first_send = BrakeLimits::FirstSend::free};
    TRY_ASSIGN(const auto intake, flow::take_in({{source, mapping_.file(), mapping_.standard(),
                                                  no_rules_, corrections, clock, log, progress_},
                                                 ledger,
                                                 brake,
                                                 1,
                                                 {0, 0},
                                                 {},
                                                 WindowRoll::keep}));
    CHECK_FALSE(intake.held());
    return intake.figures;
  }

  flow::DispatchEnd dispatch() {
    auto end = try_dispatch();
    REQUIRE(end);
    return *end;
  }

  Result<flow::DispatchEnd> try_dispatch() {
    return flow::dispatch(
        {ledger, *endpoint_, mapping_.standard(), clock, log, progress_, limits, stop});
  }

  ledger::Balance balance() { return **ledger::balance_of(ledger); }

  MadeSource source;
  std::filesystem::path corrections;  // none
  PlantedLog log;
  flow::DispatchLimits limits{{0, 0}, 1, 0, {}};
  std::stop_token stop;
  HandClock clock;

 private:
  TemporaryFolder folder_;

 public:
  ScriptedEndpoint server;
  ledger::Ledger ledger;

 private:
  mapping::SmallMapping mapping_;
  std::vector<standard::Rule> no_rules_;
  NoProgress progress_;
  std::unique_ptr<delivery::Endpoint> endpoint_;
};

}  // namespace dataflow
