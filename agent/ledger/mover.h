// The Mover carries out moves of children, one by one, within the transaction of a settlement.
#pragma once

#include <string>

#include "agent/ledger/settlement.h"

namespace dataflow::ledger {

class Mover {
 public:
  /// Compiles the statements. Absences are counted for the day of `run`.
  [[nodiscard]] static Result<Mover> open(const sqlite::Database& database, RunId run, Instant now);

  [[nodiscard]] Result<void> carry_out(const Move& move);

 private:
  Mover() = default;
  [[nodiscard]] Result<void> wait(const Move& move, std::int64_t purge);
  [[nodiscard]] Result<void> hold(const Move& move);

  sqlite::Statement wait_;
  sqlite::Statement rest_;
  sqlite::Statement hold_;
  sqlite::Statement miss_;
  sqlite::Statement see_;
  sqlite::Statement retire_;
  sqlite::Statement forget_;
  RunId run_ = 0;
  std::string now_;
};

}  // namespace dataflow::ledger
