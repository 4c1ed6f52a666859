#include "agent/health/open_metrics.h"

#include <fmt/format.h>

#include "agent/health/metric_text.h"
#include "tests/health/watched_agent.h"

using namespace dataflow;
using namespace dataflow::health;
using std::chrono::hours;

namespace {

std::string scrape(const WatchedAgent& agent) {
  const auto health = agent.health();
  return open_metrics(health, judge(health, agent.settings.monitoring.alarms));
}

/// The lines that begin like that.
std::string lines_of(const std::string& text, const std::string& beginning) {
  std::string found;
  std::size_t from = 0;
  while (from < text.size()) {
    const auto to = text.find('\n', from);
    const auto line = text.substr(from, to - from);
    if (line.starts_with(beginning)) found += line + "\n";
    from = to + 1;
  }
  return found;
}

}  // namespace

TEST_CASE("metrics say what the ledger holds, in seconds and bytes") {
  WatchedAgent agent;
  agent.settle_run({"C1", "C2", "H1"}, 4,
                   {{"C1", {"V07", Weight::warn, "a", "A."}},
                    {"C2", {"V07", Weight::warn, "a", "A."}},
                    {"H1", {"F01", Weight::hold, "upn", "No."}}},
                   {{"ssd_person", 3, 4096, 1500}});
  agent.clock.turn(hours(1));
  agent.deliver();
  agent.settle_run({"C1"}, 4);
  agent.clock.turn(hours(2));
  const auto text = scrape(agent);
  CHECK(lines_of(text, "dataflow_runs_begun_total") == "dataflow_runs_begun_total 2\n");
  CHECK(lines_of(text, "dataflow_runs_kept{state=\"settled\"}") ==
        "dataflow_runs_kept{state=\"settled\"} 2\n");
  CHECK(lines_of(text, "dataflow_balance_persons{") ==
        "dataflow_balance_persons{place=\"accepted\"} 1\n"
        "dataflow_balance_persons{place=\"waiting\"} 1\n"
        "dataflow_balance_persons{place=\"held\"} 1\n"
        "dataflow_balance_persons{place=\"excluded\"} 0\n"
        "dataflow_balance_persons{place=\"remainder\"} 1\n");
  CHECK(lines_of(text, "dataflow_last_acceptance_age") ==
        "dataflow_last_acceptance_age_seconds 7200.000\n");
  CHECK(lines_of(text, "dataflow_waiting") ==
        "dataflow_waiting_children 1\ndataflow_waiting_oldest_age_seconds 7200.000\n");
  CHECK(lines_of(text, "dataflow_held_children{") == "dataflow_held_children{rule=\"F01\"} 1\n");
  CHECK(lines_of(text, "dataflow_deliveries_total{outcome=\"acc") ==
        "dataflow_deliveries_total{outcome=\"accepted\"} 1\n");
  CHECK(lines_of(text, "dataflow_concern{name=\"balance.remainder\"}") ==
        "dataflow_concern{name=\"balance.remainder\"} 2\n");
  CHECK(text.ends_with("\n# EOF\n"));
}

TEST_CASE("metrics count findings by rule and weight, and the cost of each table") {
  WatchedAgent agent;
  agent.settle_run({"C1", "C2", "H1"}, 3,
                   {{"C1", {"V07", Weight::warn, "a", "A."}},
                    {"C2", {"V07", Weight::warn, "a", "A."}},
                    {"H1", {"F01", Weight::hold, "upn", "No."}}},
                   {{"ssd_person", 3, 4096, 1500}, {"ssd_address", 2, 100, 7}});
  const auto text = scrape(agent);
  CHECK(lines_of(text, "dataflow_findings{") ==
        "dataflow_findings{rule=\"F01\",weight=\"hold\"} 1\n"
        "dataflow_findings{rule=\"V07\",weight=\"warn\"} 2\n");
  CHECK(lines_of(text, "dataflow_source_") ==
        "dataflow_source_rows{table=\"ssd_address\"} 2\n"
        "dataflow_source_rows{table=\"ssd_person\"} 3\n"
        "dataflow_source_bytes{table=\"ssd_address\"} 100\n"
        "dataflow_source_bytes{table=\"ssd_person\"} 4096\n"
        "dataflow_source_read_seconds{table=\"ssd_address\"} 0.007\n"
        "dataflow_source_read_seconds{table=\"ssd_person\"} 1.500\n");
  // No identifier of a child is anywhere.
  for (const char* child : {"C1", "C2", "H1"}) CHECK(text.find(child) == std::string::npos);
}

TEST_CASE("a family has never more than 200 labels, and nothing is left uncounted") {
  WatchedAgent agent;
  std::vector<ledger::TableRows> tables;
  for (int i = 0; i < 1000; ++i) tables.push_back({fmt::format("t{:04}", i), 1, 1, 1});
  agent.settle_run({}, 0, {}, tables);
  const auto text = scrape(agent);
  const auto lines = lines_of(text, "dataflow_source_rows{");
  CHECK(std::count(lines.begin(), lines.end(), '\n') == 200);
  CHECK(lines_of(text, "dataflow_source_rows{table=\"other\"}") ==
        "dataflow_source_rows{table=\"other\"} 801\n");
}

TEST_CASE("labels are written so that no reader can mistake them") {
  MetricText text;
  text.gauge("a", "Says \"so\".");
  text.sample(1, {{"table", "x\"y\\z\nw"}, {"b", "c"}});
  CHECK(
      std::move(text).finish() ==
      "# TYPE a gauge\n# HELP a Says \\\"so\\\".\na{table=\"x\\\"y\\\\z\\nw\",b=\"c\"} 1\n# EOF\n");
}
