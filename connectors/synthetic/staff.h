// The Staff of a made-up council: its teams and its workers, the same for the council's whole life.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "connectors/synthetic/person.h"
#include "connectors/synthetic/random.h"

namespace dataflow::synthetic {

struct Worker {
  std::string id;
  std::string staff_id;
  std::string name;
  std::string registration;  ///< Social Work England's number; empty for about one in twelve
  std::string job_title;
  std::size_t team = 0;
  bool agency = false;
  bool full_time = true;
  int caseload = 0;
};

struct Team {
  std::string id;
  std::string name;
  std::optional<std::size_t> parent;
};

struct Staff {
  std::vector<Team> teams;
  std::vector<Worker> workers;

  /// Enough for so many children: about one worker for fourteen of them, at least eight.
  [[nodiscard]] static Staff for_children(Random& random, std::size_t children);

  [[nodiscard]] WorkerPlace any(Random& random) const { return random.below(workers.size()); }

  /// The worker with that id, or null.
  [[nodiscard]] const Worker* find(const std::string& id) const;

  /// Somebody else.
  [[nodiscard]] WorkerPlace other_than(Random& random, WorkerPlace worker) const;
};

}  // namespace dataflow::synthetic
