#include "agent/flow/consequences.h"

#include <algorithm>

#include <fmt/format.h>

#include "agent/ledger/largest_request.h"

namespace dataflow::flow {

namespace {

constexpr char kRefusedRule[] = "endpoint";
constexpr int kForbidden = 403;

/// So many children refused with nobody accepted in between are not bad records any more.
constexpr std::size_t kMostRefusedInARow = 20;

}  // namespace

using delivery::Access;
using delivery::Answer;
using delivery::Verdict;
using ledger::Waiting;

void Course::pause(const Error& error, Log& log, std::optional<std::chrono::seconds> retry_after) {
  const bool worse =
      !end.error || (end.error->remedy == Remedy::wait && error.remedy == Remedy::stop);
  if (worse) {
    end.error = error;
    log.write(error.remedy == Remedy::stop ? Severity::error : Severity::warning,
              error.remedy == Remedy::stop ? events::kDispatchStopped : events::kDispatchPaused,
              describe(error));
  }
  if (retry_after) end.retry_after = std::max(*retry_after, end.retry_after.value_or(*retry_after));
}

Result<void> Consequences::follow(Piece piece, const Answer& answer) {
  switch (answer.verdict) {
    case Verdict::accepted:
      accepted(std::move(piece));
      return {};
    case Verdict::refused_some:
      return refused_some(std::move(piece), answer);
    case Verdict::refused:
      return refused(std::move(piece), answer.status);
    case Verdict::forbidden:
      return forbidden(std::move(piece), answer);
    case Verdict::too_many:
      return too_many(std::move(piece), answer.status);
    case Verdict::not_taken:
    case Verdict::unknown:
      break;
  }
  course_.pause(answer.error, parts_.log, answer.retry_after);
  return {};
}

void Consequences::accepted(Piece piece) {
  refused_in_a_row_ = 0;
  course_.end.figures.accepted += static_cast<std::int64_t>(piece.children.size());
  course_.isolation.taken(std::move(piece));
}

/// The endpoint named the bad ones: they are set aside, the next envelope takes the others. Where
/// it tells good from bad, those of one envelope count as one, however many they are.
Result<void> Consequences::refused_some(Piece piece, const Answer& answer) {
  for (const std::size_t position : answer.refused) {
    TRY(set_aside(piece.children[position], answer.status));
  }
  const bool all = answer.refused.size() == piece.children.size();
  count_refused(all ? answer.refused.size() : 1);
  course_.isolation.leave(std::move(piece));
  return {};
}

/// It did not name them: halves tell who they are.
Result<void> Consequences::refused(Piece piece, int status) {
  if (const auto bad = course_.isolation.refused(std::move(piece), status)) {
    TRY(set_aside(*bad, status));
    count_refused(1);
  }
  return {};
}

/// A 403 can mean that access was withdrawn, or that a filter on the way dislikes what one record
/// says. A request that holds nobody tells which. It is asked again before anybody is set aside.
Result<void> Consequences::forbidden(Piece piece, const Answer& answer) {
  if (piece.refused_with != kForbidden || piece.children.size() == 1) {
    TRY_ASSIGN(const Access access, probe());
    if (access != Access::open) {
      Error error = answer.error;
      if (access == Access::unsure) error.remedy = Remedy::wait;
      course_.pause(error, parts_.log, answer.retry_after);
      return {};
    }
  }
  return refused(std::move(piece), kForbidden);
}

/// Fewer to a request, from now on.
Result<void> Consequences::too_many(Piece piece, int status) {
  if (piece.children.size() == 1) {
    TRY(set_aside(piece.children.front(), status));
    count_refused(1);
  } else {
    course_.most = std::min(course_.most, piece.children.size() / 2);
    TRY(ledger::remember_largest_request(parts_.ledger, course_.most, parts_.clock.now()));
  }
  course_.isolation.leave(std::move(piece));
  return {};
}

Result<void> Consequences::set_aside(const Waiting& waiting, int status) {
  const char* reason = status == kForbidden
                           ? "A filter before the endpoint refuses this child's document (status "
                             "{}): a text or an identifier in it looks like an attack."
                           : "The endpoint refuses this child's document (status {}).";
  const Finding finding{kRefusedRule, Weight::hold, "", fmt::format(fmt::runtime(reason), status)};
  ++course_.end.figures.set_aside;
  parts_.log.warning(events::kChildSetAside, finding.what);
  return ledger::set_aside(parts_.ledger, waiting.child, waiting.document, finding,
                           parts_.clock.now());
}

void Consequences::count_refused(std::size_t children) {
  const bool before = refused_in_a_row_ >= kMostRefusedInARow;
  refused_in_a_row_ += children;
  if (before || refused_in_a_row_ < kMostRefusedInARow) return;
  course_.pause({Remedy::stop, parts_.endpoint.target(),
                 "The endpoint refused one child after another and took nobody in between.",
                 "See what they have in common. 'replay --refused' sends them again."},
                parts_.log);
}

Result<Access> Consequences::probe() {
  if (!line_) {
    TRY_ASSIGN(auto line, delivery::Line::open(parts_.endpoint));
    line_.emplace(std::move(line));
  }
  return line_->probe();
}

}  // namespace dataflow::flow
