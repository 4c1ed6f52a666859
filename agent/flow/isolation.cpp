#include "agent/flow/isolation.h"

#include <iterator>

namespace dataflow::flow {

using ledger::Waiting;

Piece Isolation::take() {
  Piece piece = std::move(pieces_.front());
  pieces_.pop_front();
  return piece;
}

void Isolation::taken(Piece piece) {
  if (piece.other_half.size() == 1) {
    leave(std::move(piece));
  } else {
    halve(std::move(piece.other_half), piece.refused_with);
  }
}

std::optional<Waiting> Isolation::refused(Piece piece, int status) {
  std::optional<Waiting> alone;
  if (piece.children.size() == 1) {
    alone = std::move(piece.children.front());
  } else {
    halve(std::move(piece.children), status);
  }
  leave(std::move(piece));
  return alone;
}

void Isolation::leave(Piece piece) {
  if (!piece.other_half.empty())
    pieces_.push_back({std::move(piece.other_half), {}, piece.refused_with});
}

void Isolation::halve(std::vector<Waiting> children, int status) {
  if (children.empty()) return;
  const auto middle = children.begin() + static_cast<std::ptrdiff_t>(children.size() / 2);
  std::vector<Waiting> second(std::make_move_iterator(middle),
                              std::make_move_iterator(children.end()));
  children.erase(middle, children.end());
  pieces_.push_back({std::move(children), std::move(second), status});
}

}  // namespace dataflow::flow
