#include "connectors/synthetic/chronicle.h"

#include <algorithm>

#include "connectors/synthetic/paths.h"

namespace dataflow::synthetic {

namespace {

/// Whether today's window matters to everybody: it begins elsewhere, or it comes to hold another
/// 31 March, on which the mapping looks for case workers.
bool matters_to_all(const Window& before, const Window& now) {
  const auto last = now.end.civil();
  return before.start != now.start || std::chrono::month_day(last.month(), last.day()) ==
                                          std::chrono::March / std::chrono::day(31);
}

/// On other days only to the unborn, who are due on a certain day, and to young people who come of
/// the age of care leavers: nothing else is dated later than today.
bool matters_to(const Person& person, const Window& before) {
  return person.unborn() || person.birth->birthday(16) == before.end;
}

Event event_on(const World& world, std::string_view word) {
  Event event;
  event.day = world.day;
  event.date = world.today;
  event.event = word;
  return event;
}

Event mess_event(const World& world, const Account& account, const Strike& strike) {
  Event event = event_on(world, word::kMess);
  event.child = account.id();
  event.path = strike.path;
  event.id = strike.id;
  event.dial = strike.dial->name;
  event.expected = strike.expected;
  return event;
}

}  // namespace

Event& Chronicle::add(std::string_view word, const Account& account) {
  Event& event = events_.emplace_back(event_on(world_, word));
  event.child = account.id();
  return event;
}

void Chronicle::note(std::string_view word, const Account& account, bool visible,
                     const happen::Trace& trace) {
  Event& event = add(word, account);
  event.visible = visible;
  event.path = trace.path;
  event.id = trace.id;
  if (visible) ++shown_;
}

void Chronicle::note_new_strikes(const std::vector<Strike>& before, const Account& account) {
  for (const auto& strike : account.strikes) {
    if (std::find(before.begin(), before.end(), strike) != before.end()) continue;
    events_.push_back(mess_event(world_, account, strike));
  }
}

void Chronicle::roll_window(const Window& yesterdays) {
  const bool all = matters_to_all(yesterdays, window_);
  for (const auto& person : world_.people) {
    if (!all && !matters_to(person, yesterdays)) continue;
    const Account account = account_of(world_, person);
    if (sight_of(world_, account, yesterdays).document ==
        sight_of(world_, account, window_).document) {
      continue;
    }
    busy_.insert(person.key);
    add(word::kWindowRolled, account).visible = true;
  }
}

void Chronicle::change_row_ids() {
  const bool any = std::any_of(world_.people.begin(), world_.people.end(),
                               [](const Person& person) { return person.leaver.has_value(); });
  if (any) events_.emplace_back(event_on(world_, word::kRowIdsChanged)).visible = false;
}

bool Chronicle::change(std::size_t place, Person changed, std::string_view word,
                       const happen::Trace& trace, Must must) {
  if (busy(place)) return false;
  const Account before = account_of(world_, world_.people[place]);
  const Account after = account_of(world_, changed);
  const Sight was = sight_of(world_, before, window_);
  const Sight is = sight_of(world_, after, window_);
  if ((was.standing == Standing::held) != (is.standing == Standing::held)) return false;
  const bool visible = was.document != is.document;
  if (must == Must::show && !visible) return false;
  if (must == Must::not_show && visible) return false;
  busy_.insert(changed.key);
  world_.people[place] = std::move(changed);
  note(word, after, visible, trace);
  note_new_strikes(before.strikes, after);
  return true;
}

bool Chronicle::admit(Person newcomer) {
  busy_.insert(newcomer.key);
  std::vector<Person> newcomers;
  newcomers.push_back(std::move(newcomer));
  dataflow::synthetic::admit(world_, std::move(newcomers));
  const Account account = account_of(world_, world_.people.back());
  const bool visible = sight_of(world_, account, window_).standing == Standing::sent;
  note(word::kNewChild, account, visible, {path::kChild, {}});
  note_new_strikes({}, account);
  return visible;
}

void Chronicle::remove(std::size_t place, std::string_view word, const std::string& into) {
  const Account account = account_of(world_, world_.people[place]);
  const bool visible = sight_of(world_, account, window_).standing == Standing::sent;
  note(word, account, visible, {path::kChild, {}});
  events_.back().into = into;
  world_.people.erase(world_.people.begin() + static_cast<std::ptrdiff_t>(place));
}

bool Chronicle::free_and_sent(std::size_t place) const {
  if (busy(place)) return false;
  const Account account = account_of(world_, world_.people[place]);
  return sight_of(world_, account, window_).standing == Standing::sent;
}

std::vector<Event> mess_found(const World& world) {
  std::vector<Event> events;
  for (const auto& person : world.people) {
    const Account account = account_of(world, person);
    for (const auto& strike : account.strikes) {
      events.push_back(mess_event(world, account, strike));
    }
  }
  return events;
}

}  // namespace dataflow::synthetic
