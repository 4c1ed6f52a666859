// The Chronicle of one day: it writes each happening into the world and into the list of events,
// with what it means for the DfE.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/synthetic/event.h"
#include "connectors/synthetic/happenings.h"
#include "connectors/synthetic/world.h"

namespace dataflow::synthetic {

/// Whether a happening is wanted only if it shows in the child's DfE document, or only if not.
enum class Must { show, not_show, either };

/// At most one thing happens to a person in a day, so that no two can cancel each other out.
class Chronicle {
 public:
  /// The world must have been turned to the day already.
  explicit Chronicle(World& world) : world_(world), window_(world.window()) {}

  /// Notes everybody whom today's window alone brings in, changes or leaves out. Nothing else
  /// happens to them today.
  void roll_window(const Window& yesterdays);

  /// Notes that a table's row ids are new, if it has rows.
  void change_row_ids();

  /// Puts the changed person in the place of the one there and gives true; or leaves all as it was
  /// and gives false, when somebody is busy, when it does not do as it must, or when it would have
  /// the person held, or held no more (nobody could say then what the DfE holds).
  bool change(std::size_t place, Person changed, std::string_view word, const happen::Trace& trace,
              Must must);

  /// Takes a new child in; true if that shows.
  bool admit(Person newcomer);

  /// Takes a person out; `into` is the person id of whoever takes the record over, or empty.
  void remove(std::size_t place, std::string_view word, const std::string& into);

  /// Whether the person's document is sent today and nothing has happened to the person yet.
  [[nodiscard]] bool free_and_sent(std::size_t place) const;
  [[nodiscard]] bool busy(std::size_t place) const {
    return busy_.contains(world_.people[place].key);
  }

  /// How many children's documents today's events have changed, the window aside.
  [[nodiscard]] std::size_t shown() const { return shown_; }
  [[nodiscard]] std::vector<Event> events() && { return std::move(events_); }

 private:
  Event& add(std::string_view word, const Account& account);
  void note(std::string_view word, const Account& account, bool visible,
            const happen::Trace& trace);
  void note_new_strikes(const std::vector<Strike>& before, const Account& account);

  World& world_;
  Window window_;
  std::set<Key> busy_;
  std::vector<Event> events_;
  std::size_t shown_ = 0;
};

/// Events for everything that the dials have struck in the world: those of day 1.
[[nodiscard]] std::vector<Event> mess_found(const World& world);

}  // namespace dataflow::synthetic
