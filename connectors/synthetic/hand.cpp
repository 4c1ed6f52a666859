#include "connectors/synthetic/hand.h"

#include "connectors/synthetic/random.h"
#include "connectors/synthetic/readings.h"

namespace dataflow::synthetic {

Hand::Hand(PersonRows& rows, const Person& person, const Mess& mess, std::uint64_t seed,
           Day still_sent_from)
    : rows_(rows),
      person_(person),
      mess_(mess),
      seed_(seed),
      still_sent_from_(still_sent_from),
      id_(person_identifier(person.key)),
      to_be_held_(holds(person.key)) {}

void Hand::turn(const Dial& dial) {
  if (mess_.rate(dial) <= 0) return;
  if (to_be_held_ && (dial.expected != Expected::held || !strikes_.empty())) return;
  dial_ = &dial;
  dial.strike(*this);
}

bool Hand::falls(const Dial& dial, std::string_view id) const {
  const std::uint64_t coin = scatter(seed_ ^ number_of(dial.name), number_of(id));
  return fraction(coin) < mess_.rate(dial);
}

bool Hand::falls_on(std::string_view id) const {
  return falls(*dial_, id);
}

bool Hand::holds(Key person) const {
  const std::string id = person_identifier(person);
  for (const auto& dial : dials()) {
    if (dial.expected == Expected::held && falls(dial, id)) return true;
  }
  return false;
}

std::size_t Hand::way(std::string_view id, std::size_t count) const {
  return scatter(number_of(dial_->name) + seed_, number_of(id)) % count;
}

std::optional<std::string>* Hand::take(TableId table, std::size_t row, std::size_t column,
                                       Cells cells) {
  auto& cell = rows_[table][row][column];
  if (!cell && cells == Cells::filled) return nullptr;
  if (!taken_.emplace(table, row, column).second) return nullptr;
  return &cell;
}

bool Hand::still_sent(const Row& row, std::size_t end) const {
  const auto day = day_in(row[end]);
  return !day || *day >= still_sent_from_;
}

void Hand::note(std::string_view path, std::string id) {
  note(path, std::move(id), dial_->expected);
}

void Hand::note(std::string_view path, std::string id, Expected expected) {
  strikes_.push_back({dial_, expected, path, std::move(id)});
}

std::vector<Strike> spoil(PersonRows& rows, const Person& person, const Mess& mess,
                          std::uint64_t seed, Day still_sent_from) {
  if (mess.none()) return {};
  Hand hand(rows, person, mess, seed, still_sent_from);
  for (const auto& dial : dials()) hand.turn(dial);
  return std::move(hand).strikes();
}

}  // namespace dataflow::synthetic
