#include "agent/flow/dispatch.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "agent/delivery/lanes.h"
#include "agent/flow/isolation.h"
#include "agent/flow/pace.h"
#include "agent/flow/sending.h"
#include "agent/ledger/disk_space.h"
#include "agent/ledger/largest_request.h"

namespace dataflow::flow {

namespace {

using delivery::Access;
using delivery::Answer;
using delivery::Verdict;
using ledger::DeliveryId;
using ledger::Waiting;
using std::chrono::milliseconds;

constexpr char kRefusedRule[] = "endpoint";
constexpr int kForbidden = 403;
constexpr milliseconds kGlance = std::chrono::seconds(1);  // between two looks at the stop token

/// So many children refused with nobody accepted in between are not bad records any more.
constexpr int kMostRefusedInARow = 20;

class Dispatcher {
 public:
  explicit Dispatcher(const DispatchParts& parts)
      : parts_(parts), pace_(parts.limits.requests_a_minute) {}

  Result<DispatchEnd> run() {
    TRY(ledger::doubt_open_deliveries(parts_.ledger, parts_.clock.now()));
    TRY_ASSIGN(waiting_, ledger::count_waiting(parts_.ledger));
    TRY_ASSIGN(const auto remembered, ledger::largest_request(parts_.ledger, parts_.clock.now()));
    most_ = std::min(
        {parts_.standard.most_children(), parts_.endpoint.profile().most_children, remembered});
    do {
      TRY(begin_what_may_go());
      if (const auto arrival = next()) TRY(arrived(*arrival));
      show_progress();
    } while (!under_way_.empty() || (!nothing_left_ && may_begin()));
    return end_;
  }

 private:
  // ----- what goes

  [[nodiscard]] bool may_begin() const { return !end_.error && !parts_.stop.stop_requested(); }

  /// One at first: until the endpoint has shown that it is alive, no more is at stake.
  [[nodiscard]] std::size_t width() const { return alive_ ? parts_.limits.in_flight : 1; }

  Result<void> begin_what_may_go() {
    nothing_left_ = false;
    while (may_begin() && under_way_.size() < width()) {
      if (pace_.wait(parts_.clock.now()) > milliseconds(0)) return look_for_more();
      if (closed_now()) return {};
      TRY_ASSIGN(Piece piece, next_piece());
      nothing_left_ = piece.children.empty();
      if (nothing_left_) return {};
      TRY(begin(std::move(piece)));
    }
    return {};
  }

  /// So that nobody waits for the pace when nothing is left.
  Result<void> look_for_more() {
    if (!under_way_.empty() || !isolation_.empty()) return {};
    TRY_ASSIGN(const auto waiting, ledger::count_waiting(parts_.ledger));
    nothing_left_ = waiting == 0;
    return {};
  }

  bool closed_now() {
    const auto opens_in = parts_.limits.hours.opens_in(parts_.clock.time_of_day());
    if (!opens_in) return false;
    pause({Remedy::wait, "endpoint.hours", "Nothing is delivered at this hour.", ""}, *opens_in);
    return true;
  }

  /// A fresh envelope waits until every search has ended: its children could be in both.
  Result<Piece> next_piece() {
    if (!isolation_.empty()) return isolation_.take();
    const bool searching = std::any_of(under_way_.begin(), under_way_.end(), [](const auto& entry) {
      return entry.second.refused_with != 0;
    });
    if (searching) return Piece{};
    TRY_ASSIGN(auto children, ledger::next_waiting(parts_.ledger, most_));
    return Piece{std::move(children), {}, 0};
  }

  Result<void> begin(Piece piece) {
    TRY(ledger::check_space_to_deliver(parts_.ledger, parts_.limits.disk));
    TRY(open_lanes());
    TRY_ASSIGN(auto sending, sending_of(piece.children, parts_.endpoint, parts_.standard));
    const Instant now = parts_.clock.now();
    TRY_ASSIGN(const DeliveryId id, ledger::begin_delivery(parts_.ledger, sending.attempt, now));
    pace_.went(now);
    ++end_.figures.requests;
    under_way_.emplace(id, std::move(piece));
    lanes_->send({id, std::move(sending.envelope), std::move(sending.signature)});
    return {};
  }

  Result<void> open_lanes() {
    if (lanes_) return {};
    TRY_ASSIGN(lanes_, delivery::Lanes::open(parts_.endpoint, parts_.limits.in_flight));
    return {};
  }

  // ----- what comes back

  std::optional<delivery::Arrival> next() {
    const auto wait = pace_.wait(parts_.clock.now());
    if (under_way_.empty()) {
      if (may_begin() && !nothing_left_) parts_.clock.sleep_for(std::min(wait, kGlance));
      return std::nullopt;
    }
    const bool more_may_go = may_begin() && !nothing_left_ && under_way_.size() < width();
    return lanes_->next(more_may_go ? std::clamp(wait, milliseconds(1), kGlance) : kGlance);
  }

  Result<void> arrived(const delivery::Arrival& arrival) {
    Piece piece = std::move(under_way_.extract(arrival.number).mapped());
    nothing_left_ = false;  // what comes of the answer may be sent again
    const Answer& answer = arrival.answer;
    log(answer, piece.children.size());
    TRY(note(arrival.number, answer));
    switch (answer.verdict) {
      case Verdict::accepted:
        return accepted(std::move(piece));
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
    pause(answer.error, answer.retry_after);
    return {};
  }

  /// What the endpoint said is in the ledger before anything follows from it.
  Result<void> note(DeliveryId id, const Answer& answer) {
    const Instant now = parts_.clock.now();
    const ledger::Reply reply{answer.status, answer.request_id, answer.signature.content_digest,
                              answer.signature.signature_input, answer.signature.signature};
    switch (answer.verdict) {
      case Verdict::accepted:
        return ledger::accept_delivery(parts_.ledger, id, answer.receipts, reply, now);
      case Verdict::unknown:
        return ledger::doubt_delivery(parts_.ledger, id, reply, now);
      default:
        return ledger::refuse_delivery(parts_.ledger, id, reply, now);
    }
  }

  Result<void> accepted(Piece piece) {
    alive_ = true;
    refused_in_a_row_ = 0;
    end_.figures.accepted += static_cast<std::int64_t>(piece.children.size());
    const int status = piece.refused_with;
    if (const auto bad = isolation_.taken(std::move(piece))) return set_aside(*bad, status);
    return {};
  }

  /// The endpoint named the bad ones: they are set aside, the next envelope takes the others.
  Result<void> refused_some(Piece piece, const Answer& answer) {
    alive_ = true;
    for (const std::size_t position : answer.refused) {
      TRY(set_aside(piece.children[position], answer.status));
    }
    isolation_.leave(std::move(piece));
    return {};
  }

  /// It did not name them: halves tell who they are.
  Result<void> refused(Piece piece, int status) {
    alive_ = true;
    if (const auto bad = isolation_.refused(std::move(piece), status)) {
      return set_aside(*bad, status);
    }
    return {};
  }

  /// A 403 can mean that access was withdrawn, or that a filter on the way dislikes what one record
  /// says. A request that holds nobody tells which. It is asked again before anybody is set aside.
  Result<void> forbidden(Piece piece, const Answer& answer) {
    if (piece.refused_with != kForbidden || piece.children.size() == 1) {
      TRY(open_probe());
      const Access access = probe_->probe();
      if (access != Access::open) {
        Error error = answer.error;
        if (access == Access::unsure) error.remedy = Remedy::wait;
        pause(error, answer.retry_after);
        return {};
      }
    }
    return refused(std::move(piece), kForbidden);
  }

  /// Fewer to a request, from now on.
  Result<void> too_many(Piece piece, int status) {
    alive_ = true;
    if (piece.children.size() == 1) {
      TRY(set_aside(piece.children.front(), status));
    } else {
      most_ = std::min(most_, piece.children.size() / 2);
      TRY(ledger::remember_largest_request(parts_.ledger, most_, parts_.clock.now()));
    }
    isolation_.leave(std::move(piece));
    return {};
  }

  Result<void> set_aside(const Waiting& waiting, int status) {
    const char* reason = status == kForbidden
                             ? "A filter before the endpoint refuses this child's document (status "
                               "{}): a text or an identifier in it looks like an attack."
                             : "The endpoint refuses this child's document (status {}).";
    const Finding finding{kRefusedRule, Weight::hold, "",
                          fmt::format(fmt::runtime(reason), status)};
    ++end_.figures.set_aside;
    parts_.log.warning("child.set_aside", finding.what);
    TRY(ledger::set_aside(parts_.ledger, waiting.child, waiting.document, finding,
                          parts_.clock.now()));
    if (++refused_in_a_row_ == kMostRefusedInARow) {
      pause({Remedy::stop, parts_.endpoint.target(),
             fmt::format("The endpoint refused {} children one after another.", kMostRefusedInARow),
             "See what they have in common. 'replay --refused' sends them again."});
    }
    return {};
  }

  Result<void> open_probe() {
    if (probe_) return {};
    TRY_ASSIGN(auto line, delivery::Line::open(parts_.endpoint));
    probe_.emplace(std::move(line));
    return {};
  }

  /// Nothing more is begun. What needs a person outweighs what time may mend.
  void pause(const Error& error, std::optional<std::chrono::seconds> retry_after = std::nullopt) {
    const bool worse =
        !end_.error || (end_.error->remedy == Remedy::wait && error.remedy == Remedy::stop);
    if (worse) {
      end_.error = error;
      parts_.log.write(error.remedy == Remedy::stop ? Severity::error : Severity::warning,
                       error.remedy == Remedy::stop ? "dispatch.stopped" : "dispatch.paused",
                       describe(error));
    }
    if (retry_after)
      end_.retry_after = std::max(*retry_after, end_.retry_after.value_or(*retry_after));
  }

  void log(const Answer& answer, std::size_t children) {
    if (answer.verdict == Verdict::accepted) {
      parts_.log.info("delivery.accepted",
                      fmt::format("{} children; request {}.", children,
                                  answer.request_id.empty() ? "-" : answer.request_id));
    } else {
      parts_.log.warning("delivery.refused",
                         fmt::format("{} children: {}", children, describe(answer.error)));
    }
  }

  void show_progress() {
    parts_.progress.report("children accepted", static_cast<std::uint64_t>(end_.figures.accepted),
                           static_cast<std::uint64_t>(waiting_));
  }

  const DispatchParts& parts_;
  Pace pace_;
  std::size_t most_ = 1;
  std::int64_t waiting_ = 0;  ///< children, at the beginning
  bool alive_ = false;        ///< the endpoint has answered as an endpoint does
  bool nothing_left_ = false;
  int refused_in_a_row_ = 0;
  Isolation isolation_;
  std::map<DeliveryId, Piece> under_way_;
  std::optional<delivery::Line> probe_;
  DispatchEnd end_;
  std::unique_ptr<delivery::Lanes> lanes_;  // the last, so that it ends before what it sends
};

}  // namespace

Result<DispatchEnd> dispatch(const DispatchParts& parts) {
  return Dispatcher(parts).run();
}

}  // namespace dataflow::flow
