#include "connectors/synthetic/diary.h"

#include <algorithm>

#include "connectors/synthetic/choices.h"
#include "connectors/synthetic/chronicle.h"
#include "connectors/synthetic/happenings.h"
#include "connectors/synthetic/merging.h"
#include "connectors/synthetic/newcomers.h"
#include "connectors/synthetic/paths.h"

namespace dataflow::synthetic {

namespace {

constexpr double kBusyCouncil = 200;
constexpr int kLeastShownPerThousand = 12;
constexpr int kMostShownPerThousand = 24;
constexpr std::size_t kChildrenPerUnseenChange = 300;
constexpr std::size_t kFew = 5;  // fewer than one in five people
constexpr std::size_t kTriesInDay = 80;
constexpr std::size_t kStride = 7919;  // prime: walks over everybody unless it divides their number

constexpr unsigned kNewChildWeight = 100;
constexpr unsigned kRemovedWeight = 5;
constexpr unsigned kMergedWeight = 8;

bool has_open_case(const Person& person) {
  return !person.episodes.empty() && person.episodes.back().open() && !person.leaver;
}
bool has_plan(const Person& person) {
  return std::any_of(person.episodes.begin(), person.episodes.end(), [](const Episode& episode) {
    return !episode.in_need_plans.empty() || !episode.protection_plans.empty();
  });
}

class Diary {
 public:
  Diary(World& world, const Window& yesterdays)
      : world_(world), random_(world.dice_of_today()), scene_(world.scene(random_)), book_(world) {
    book_.roll_window(yesterdays);
    book_.change_row_ids();
  }

  [[nodiscard]] std::vector<Event> write() && {
    have_one_of_each_sort();
    fill_the_day();
    change_unseen();
    return std::move(book_).events();
  }

 private:
  void have_one_of_each_sort() {
    const double likely = static_cast<double>(world_.settings.children) / kBusyCouncil;
    const auto today = [&] { return random_.chance(likely); };
    if (today()) receive_one_who_shows();
    if (today()) change_somebody();
    if (today()) must_happen(wanted::one_of_sort<Sort::closing>);
    if (today()) must_happen(wanted::one_of_sort<Sort::late>);
    if (today()) must_happen(wanted::one_of_sort<Sort::plan_removal>);
    if (today()) lose_child();
  }

  /// Small councils would one day have no plan left to remove, or no episode to close.
  void change_somebody() {
    if (few(has_open_case) && must_happen(wanted::opens_a_case)) return;
    if (few(has_plan) && must_happen(wanted::leads_to_a_plan)) return;
    must_happen(wanted::one_of_sort<Sort::change>);
  }

  [[nodiscard]] bool few(bool (*such)(const Person&)) const {
    const auto& people = world_.people;
    const auto count = std::count_if(people.begin(), people.end(), such);
    return static_cast<std::size_t>(count) < people.size() / kFew;
  }

  void fill_the_day() {
    const auto share = random_.between(kLeastShownPerThousand, kMostShownPerThousand);
    const std::size_t goal = world_.settings.children * static_cast<std::size_t>(share) / 1000;
    const auto choices = choices_of(wanted::seen);
    unsigned weight = 0;
    for (const auto& choice : choices) weight += choice.weight;
    for (std::size_t i = 0; i < 20 * goal && book_.shown() < goal; ++i) {
      const std::size_t at =
          random_.below(weight + kNewChildWeight + kRemovedWeight + kMergedWeight);
      if (at < weight) {
        happen(*draw<const Happening*>(random_, choices), Must::either, kTriesInDay);
      } else if (at < weight + kNewChildWeight) {
        receive_child();
      } else if (at < weight + kNewChildWeight + kRemovedWeight) {
        lose_child();
      } else {
        merge_children();
      }
    }
  }

  void change_unseen() {
    const auto choices = choices_of(wanted::one_of_sort<Sort::unseen>);
    for (std::size_t i = 0; i <= world_.settings.children / kChildrenPerUnseenChange; ++i) {
      happen(*draw<const Happening*>(random_, choices), Must::not_show, world_.people.size());
    }
  }

  /// One of the wanted happenings, to whomever it can happen to so that it shows.
  bool must_happen(Wanted which) {
    auto choices = choices_of(which);
    while (!choices.empty()) {
      const auto* happening = draw<const Happening*>(random_, choices);
      if (happen(*happening, Must::show, world_.people.size())) return true;
      std::erase_if(choices, [&](const Choice& choice) { return choice.value == happening; });
    }
    return false;
  }

  bool happen(const Happening& happening, Must must, std::size_t tries) {
    for (const std::size_t place : walk(tries)) {
      if (book_.busy(place) || !lives_for(world_.people[place], happening)) continue;
      Person trial = world_.people[place];
      const auto trace = happening.happen(scene_, trial);
      if (trace && book_.change(place, std::move(trial), happening.word, *trace, must)) return true;
    }
    return false;
  }

  bool receive_child() { return book_.admit(newcomer(world_, scene_)); }

  void receive_one_who_shows() {
    if (few(has_plan) && book_.admit(moved_here(world_, scene_))) return;
    for (std::size_t i = 0; i < kTriesInDay && !receive_child(); ++i) {
    }
  }

  void lose_child() {
    for (const std::size_t place : walk(world_.people.size())) {
      if (!book_.free_and_sent(place)) continue;
      book_.remove(place, word::kChildRemoved, {});
      return;
    }
  }

  void merge_children() {
    for (const std::size_t spare : walk(kTriesInDay)) {
      if (!book_.free_and_sent(spare)) continue;
      for (const std::size_t kept : walk(kTriesInDay)) {
        if (merge(kept, spare)) return;
      }
    }
  }

  bool merge(std::size_t kept, std::size_t spare) {
    auto record = merged(world_.people[kept], world_.people[spare]);
    if (!record) return false;
    const happen::Trace trace{path::kEpisodes, identifier("EP", record->episode)};
    if (!book_.change(kept, std::move(record->person), word::kEpisodeMoved, trace, Must::show)) {
      return false;
    }
    const auto into = account_of(world_, world_.people[kept]).id();
    book_.remove(spare, word::kChildMerged, into.value_or(""));
    return true;
  }

  /// The places of so many people, as if drawn, none twice.
  [[nodiscard]] std::vector<std::size_t> walk(std::size_t length) {
    const std::size_t count = world_.people.size();
    std::vector<std::size_t> places;
    if (count == 0) return places;
    const std::size_t stride = count % kStride == 0 ? 1 : kStride;
    const std::size_t first = random_.below(count);
    for (std::size_t i = 0; i < std::min(length, count); ++i) {
      places.push_back((first + i * stride) % count);
    }
    return places;
  }

  World& world_;
  Random random_;
  Scene scene_;
  Chronicle book_;
};

}  // namespace

std::vector<Event> live_a_day(World& world, const Window& yesterdays) {
  return Diary(world, yesterdays).write();
}

}  // namespace dataflow::synthetic
