#include "connectors/synthetic/choices.h"

namespace dataflow::synthetic {

std::vector<Choice> choices_of(Wanted wanted) {
  std::vector<Choice> choices;
  for (const auto& happening : happenings()) {
    if (wanted(happening)) choices.push_back({&happening, happening.weight});
  }
  return choices;
}

namespace wanted {

bool seen(const Happening& happening) {
  return happening.sort != Sort::unseen;
}

bool leads_to_a_plan(const Happening& happening) {
  return happening.word == "plan_started" || happening.word == "assessment_authorised";
}

bool opens_a_case(const Happening& happening) {
  return happening.word == "new_episode" || happening.word == "episode_reopened";
}

}  // namespace wanted

bool lives_for(const Person& person, const Happening& happening) {
  const bool removal = happening.sort == Sort::plan_removal || happening.sort == Sort::removal;
  return removal || !person.death;
}

}  // namespace dataflow::synthetic
