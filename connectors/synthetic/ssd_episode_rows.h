// The SSD's rows about one episode: referral, assessments, enquiries, plans, care and workers.
#pragma once

#include <string>

#include "connectors/synthetic/ssd_rows.h"

namespace dataflow::synthetic {

/// A person on the way into rows.
struct PersonRecord {
  const Person& person;
  std::string id;
  const Recording& recording;
  PersonRows& rows;

  [[nodiscard]] const std::string& worker(WorkerPlace place) const {
    return recording.staff.workers[place].id;
  }
  [[nodiscard]] const std::string& team(std::size_t place) const {
    return recording.staff.teams[place].id;
  }
  [[nodiscard]] const std::string& team_of(WorkerPlace place) const {
    return team(recording.staff.workers[place].team);
  }
};

/// Adds the rows of that episode, which is one of the person's.
void add_episode(const PersonRecord& record, const Episode& episode);

}  // namespace dataflow::synthetic
