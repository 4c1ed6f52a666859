// A Council is a made-up local authority whose children's records live from day to day.
//
// It depends on its settings alone: the same settings give the same bytes on every machine, and day
// N is the same whether it is reached in one call or in several. No person in it exists.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "agent/core/progress.h"
#include "connectors/synthetic/event.h"
#include "connectors/synthetic/settings.h"
#include "connectors/synthetic/sight.h"
#include "connectors/synthetic/table.h"
#include "connectors/synthetic/window.h"

namespace dataflow::synthetic {

struct World;

/// For one thread at a time.
class Council {
 public:
  /// Day 1 with its backlog, whatever day the settings name. `progress` is told of the children
  /// made and is not kept.
  explicit Council(const Settings& settings);
  Council(const Settings& settings, Progress& progress);
  ~Council();
  Council(const Council&) = delete;
  Council& operator=(const Council&) = delete;
  Council(Council&&) noexcept;
  Council& operator=(Council&&) noexcept;

  [[nodiscard]] int day() const;
  [[nodiscard]] Day date() const;
  [[nodiscard]] Window window() const;

  /// What happened today. On day 1 only what the dials have struck in the backlog.
  [[nodiscard]] const std::vector<Event>& events() const { return events_; }

  /// Lives one day more and gives its events.
  std::vector<Event> advance();

  /// Lives on to that day and gives the events of all days from the present one to that one, both
  /// included; only the present one's when that day is past.
  std::vector<Event> advance_to(int day);

  /// Today's rows of the Standard Safeguarding Dataset: the tables that feed the DfE's payload with
  /// all the columns that System C's edition has, and three that do not: contacts, visits and
  /// teams. Rows are in the order in which people came.
  [[nodiscard]] std::vector<Table> tables() const;
  [[nodiscard]] std::vector<Table> tables(Progress& progress) const;

  /// What the DfE should see of everybody today, in the same order.
  struct Expectation {
    std::optional<std::string> child;  ///< the person id as it stands in the source
    Sight sight;
  };
  [[nodiscard]] std::vector<Expectation> expectations() const;

 private:
  std::unique_ptr<World> world_;
  std::vector<Event> events_;
};

}  // namespace dataflow::synthetic
