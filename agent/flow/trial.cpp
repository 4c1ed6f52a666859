#include "agent/flow/trial.h"

#include <algorithm>
#include <set>
#include <tuple>

#include <boost/json.hpp>

#include "agent/standard/conformance.h"
#include "agent/standard/place.h"

namespace dataflow::flow {

bool RefusalCount::add(const Record& record) {
  std::set<std::tuple<std::string, std::string, std::string>> reasons;
  for (const auto& finding : record.findings) {
    if (finding.weight != Weight::hold) continue;
    reasons.emplace(finding.rule, standard::standard_path(finding.path), finding.what);
  }
  if (!record.held()) {
    const auto document = boost::json::parse(record.document);
    for (const auto& breach : standard::breaches(standard_, document)) {
      reasons.emplace("contract", standard::standard_path(breach.path), breach.what);
    }
  }
  for (const auto& [rule, path, sentence] : reasons) add({rule, path, sentence, 1});
  return !reasons.empty();
}

void RefusalCount::add_nameless(std::int64_t persons) {
  if (persons == 0) return;
  const std::string key = standard_.document().key_member()->name;
  add({"F01", key, "The person has no identifier.", persons});
}

void RefusalCount::add(Refusal refusal) {
  const auto same = [&](const Refusal& other) {
    return std::tie(other.rule, other.path, other.sentence) ==
           std::tie(refusal.rule, refusal.path, refusal.sentence);
  };
  const auto known = std::find_if(refusals_.begin(), refusals_.end(), same);
  if (known == refusals_.end()) {
    refusals_.push_back(std::move(refusal));
  } else {
    known->children += refusal.children;
  }
}

std::vector<Refusal> RefusalCount::refusals() const {
  auto sorted = refusals_;
  std::sort(sorted.begin(), sorted.end(), [](const Refusal& a, const Refusal& b) {
    return std::tie(b.children, a.rule, a.path, a.sentence) <
           std::tie(a.children, b.rule, b.path, b.sentence);
  });
  return sorted;
}

Trial trial_of(const Build& build, const standard::Standard& standard) {
  Trial trial;
  RefusalCount count(standard);
  for (const auto& record : build.records) {
    if (count.add(record)) ++trial.refused;
  }
  count.add_nameless(build.cohort.without_id);
  trial.in_scope = build.cohort.in_scope;
  trial.refused += build.cohort.without_id;
  trial.refusals = count.refusals();
  return trial;
}

}  // namespace dataflow::flow
