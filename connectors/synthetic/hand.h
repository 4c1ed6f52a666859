// The Hand turns one dial after another over one person's rows, and notes what it spoils.
#pragma once

#include <set>
#include <tuple>

#include "connectors/synthetic/dials.h"

namespace dataflow::synthetic {

class Hand {
 public:
  Hand(PersonRows& rows, const Person& person, const Mess& mess, std::uint64_t seed,
       Day still_sent_from);

  void turn(const Dial& dial);

  [[nodiscard]] std::vector<Strike> strikes() && { return std::move(strikes_); }

  // For the dials:

  [[nodiscard]] PersonRows& rows() { return rows_; }
  [[nodiscard]] const Person& person() const { return person_; }
  [[nodiscard]] Row& person_row() { return rows_[TableId::person].front(); }

  /// Whether the present dial strikes what has that identifier.
  [[nodiscard]] bool falls_on(std::string_view id) const;

  /// Whether it strikes the person.
  [[nodiscard]] bool falls_on_person() const { return falls_on(id_); }

  /// Whether somebody with that key is to be held, by whichever dial.
  [[nodiscard]] bool holds(Key person) const;

  /// One of `count` ways to spoil, the same each day.
  [[nodiscard]] std::size_t way(std::string_view id, std::size_t count) const;

  /// The cell, if it holds a value or `empty_too`, and no dial has spoilt it before; else null.
  /// Counts as spoilt from then on.
  enum class Cells { filled, empty_too };
  [[nodiscard]] std::optional<std::string>* take(TableId table, std::size_t row, std::size_t column,
                                                 Cells cells = Cells::filled);

  /// Whether a span in these cells is open or ended late enough to be sent still.
  [[nodiscard]] bool still_sent(const Row& row, std::size_t end) const;
  [[nodiscard]] Day still_sent_from() const { return still_sent_from_; }

  void note(std::string_view path, std::string id = {});
  void note(std::string_view path, std::string id, Expected expected);

 private:
  [[nodiscard]] bool falls(const Dial& dial, std::string_view id) const;

  PersonRows& rows_;
  const Person& person_;
  const Mess& mess_;
  std::uint64_t seed_;
  Day still_sent_from_;
  std::string id_;
  bool to_be_held_;
  const Dial* dial_ = nullptr;
  std::set<std::tuple<TableId, std::size_t, std::size_t>> taken_;
  std::vector<Strike> strikes_;
};

}  // namespace dataflow::synthetic
