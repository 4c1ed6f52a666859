// Isolation finds the children because of whom the endpoint refuses an envelope, by halves.
#pragma once

#include <deque>
#include <optional>
#include <vector>

#include "agent/ledger/deliveries.h"

namespace dataflow::flow {

/// Some children of an envelope that was refused without saying because of whom.
struct Piece {
  std::vector<ledger::Waiting> children;
  /// Its other half. One of the two holds a bad child: when this piece is taken, it is that one,
  /// and need not be tried as a whole.
  std::vector<ledger::Waiting> other_half;
  int refused_with = 0;  ///< the status by which a larger piece was refused; 0: there was none
};

/// The pieces that are still to be sent. One bad child of a hundred is found in 14 requests. Nobody
/// is found bad who was not refused alone.
class Isolation {
 public:
  /// Nothing is left to be sent.
  [[nodiscard]] bool empty() const { return pieces_.empty(); }

  [[nodiscard]] Piece take();

  /// The piece was taken, every child of it.
  void taken(Piece piece);

  /// The piece was refused with that status. Gives the child, when it stood alone.
  [[nodiscard]] std::optional<ledger::Waiting> refused(Piece piece, int status);

  /// The piece is dealt with otherwise; its other half still has to go.
  void leave(Piece piece);

 private:
  void halve(std::vector<ledger::Waiting> children, int status);

  std::deque<Piece> pieces_;
};

}  // namespace dataflow::flow
