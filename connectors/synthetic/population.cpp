#include "connectors/synthetic/population.h"

#include "connectors/synthetic/backlog.h"
#include "connectors/synthetic/outsiders.h"

namespace dataflow::synthetic {

namespace {

constexpr std::size_t kChildrenPerOutsider = 10;
constexpr std::size_t kChildrenBetweenReports = 100;

/// Counts people as they come, and stops at the last child wanted.
class Arrivals {
 public:
  Arrivals(const World& world, Progress& progress) : world_(world), progress_(progress) {}

  [[nodiscard]] bool full() const { return children_ == world_.settings.children; }
  [[nodiscard]] bool lacks_outsiders() const {
    return outsiders_ < children_ / kChildrenPerOutsider;
  }

  void take(Person person) {
    const bool inside = in_cohort_today(world_, person);
    if (inside && full()) return;
    ++(inside ? children_ : outsiders_);
    people_.push_back(std::move(person));
    if (inside && children_ % kChildrenBetweenReports == 0) {
      progress_.report("children made", children_, world_.settings.children);
    }
  }

  [[nodiscard]] std::vector<Person> people() && { return std::move(people_); }

 private:
  const World& world_;
  Progress& progress_;
  std::vector<Person> people_;
  std::size_t children_ = 0;
  std::size_t outsiders_ = 0;
};

}  // namespace

void populate(World& world, Progress& progress) {
  Random random = world.dice_of_today();
  world.staff = Staff::for_children(random, world.settings.children);
  Scene scene = world.scene(random);
  const Window window = world.window();
  Arrivals arrivals(world, progress);
  while (!arrivals.full()) {
    for (auto& child : household_with_history(scene, window)) arrivals.take(std::move(child));
    while (arrivals.lacks_outsiders()) arrivals.take(outsider(scene, window));
  }
  admit(world, std::move(arrivals).people());
}

}  // namespace dataflow::synthetic
