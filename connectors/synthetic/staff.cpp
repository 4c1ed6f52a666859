#include "connectors/synthetic/staff.h"

#include <algorithm>
#include <array>

#include "connectors/synthetic/names.h"

namespace dataflow::synthetic {

namespace {

constexpr std::size_t kChildrenPerWorker = 14;
constexpr std::size_t kFewestWorkers = 8;
constexpr std::size_t kWorkersPerTeam = 9;

constexpr std::array<std::string_view, 4> kServices = {
    "Assessment Team", "Safeguarding Team", "Children Looked After Team", "Leaving Care Team"};
constexpr std::array<CodeShare, 4> kTitles = {{{"Social Worker", 60},
                                               {"Senior Social Worker", 20},
                                               {"Team Manager", 10},
                                               {"Family Support Worker", 10}}};

Team make_team(std::size_t place) {
  std::string name(kServices[place % kServices.size()]);
  if (place >= kServices.size()) name += " " + std::to_string(place / kServices.size() + 1);
  const bool top = place < kServices.size();
  return {identifier("TM", static_cast<Key>(place + 1)), std::move(name),
          top ? std::nullopt : std::optional<std::size_t>(place % kServices.size())};
}

Worker make_worker(Random& random, std::size_t place, std::size_t teams) {
  Worker worker;
  worker.id = identifier("PR", static_cast<Key>(place + 1));
  worker.staff_id = identifier("ST", static_cast<Key>(place + 1));
  worker.name = forename(random) + " ";
  worker.name += surname(random);
  const auto number = static_cast<Key>(place * 11 + 7);
  if (!random.chance(0.08)) worker.registration = identifier("SW", number);
  worker.job_title = draw_code(random, kTitles);
  worker.team = random.below(teams);
  worker.agency = random.chance(0.16);
  worker.full_time = random.chance(0.8);
  worker.caseload = random.between(8, 26);
  return worker;
}

}  // namespace

Staff Staff::for_children(Random& random, std::size_t children) {
  Staff staff;
  const std::size_t workers = std::max(kFewestWorkers, children / kChildrenPerWorker);
  const std::size_t teams = std::max(kServices.size(), workers / kWorkersPerTeam);
  for (std::size_t i = 0; i < teams; ++i) staff.teams.push_back(make_team(i));
  for (std::size_t i = 0; i < workers; ++i) staff.workers.push_back(make_worker(random, i, teams));
  return staff;
}

const Worker* Staff::find(const std::string& id) const {
  // Ids are given in order, in figures of the same length until millions are exceeded.
  const auto at = std::lower_bound(
      workers.begin(), workers.end(), id,
      [](const Worker& worker, const std::string& wanted) { return worker.id < wanted; });
  return at != workers.end() && at->id == id ? &*at : nullptr;
}

WorkerPlace Staff::other_than(Random& random, WorkerPlace worker) const {
  const WorkerPlace other = random.below(workers.size() - 1);
  return other < worker ? other : other + 1;
}

}  // namespace dataflow::synthetic
