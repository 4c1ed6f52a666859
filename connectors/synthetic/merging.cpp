#include "connectors/synthetic/merging.h"

#include <algorithm>

namespace dataflow::synthetic {

namespace {

bool apart(const Episode& a, const Episode& b) {
  return (a.closure && *a.closure < b.referral) || (b.closure && *b.closure < a.referral);
}

bool may_be_spare(const Person& spare) {
  if (spare.episodes.size() != 1 || spare.leaver || spare.adoption || spare.death) return false;
  const auto& episode = spare.episodes.front();
  return !episode.open() && episode.care.empty();
}

}  // namespace

std::optional<Merged> merged(const Person& kept, const Person& spare) {
  if (kept.key == spare.key || kept.unborn() || kept.mother || kept.death || !may_be_spare(spare)) {
    return std::nullopt;
  }
  const auto& moved = spare.episodes.front();
  if (moved.referral < *kept.birth || !kept.under(18, *moved.closure)) return std::nullopt;
  const bool fits = std::all_of(kept.episodes.begin(), kept.episodes.end(),
                                [&](const Episode& other) { return apart(moved, other); });
  if (!fits) return std::nullopt;
  Merged result{kept, moved.key};
  auto& episodes = result.person.episodes;
  const auto at = std::find_if(episodes.begin(), episodes.end(), [&](const Episode& other) {
    return other.referral > moved.referral;
  });
  episodes.insert(at, moved);
  return result;
}

}  // namespace dataflow::synthetic
