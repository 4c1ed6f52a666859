#include "agent/flow/dispatch.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "agent/delivery/lanes.h"
#include "agent/flow/consequences.h"
#include "agent/flow/pace.h"
#include "agent/flow/sending.h"
#include "agent/ledger/disk_space.h"
#include "agent/ledger/largest_request.h"

namespace dataflow::flow {

namespace {

using delivery::Answer;
using delivery::Verdict;
using ledger::DeliveryId;
using std::chrono::milliseconds;

constexpr milliseconds kGlance = std::chrono::seconds(1);  // between two looks at the stop token

class Dispatcher {
 public:
  explicit Dispatcher(const DispatchParts& parts)
      : parts_(parts), pace_(parts.limits.requests_a_minute) {}

  Result<DispatchEnd> run() {
    TRY(ledger::doubt_open_deliveries(parts_.ledger, parts_.clock.now()));
    TRY_ASSIGN(waiting_, ledger::count_waiting(parts_.ledger));
    TRY_ASSIGN(const auto remembered, ledger::largest_request(parts_.ledger, parts_.clock.now()));
    course_.most = std::min(
        {parts_.standard.most_children(), parts_.endpoint.profile().most_children, remembered});
    do {
      TRY(begin_what_may_go());
      if (const auto arrival = next()) TRY(arrived(*arrival));
      show_progress();
    } while (!under_way_.empty() || (!nothing_left_ && may_begin()));
    return course_.end;
  }

 private:
  // ----- what goes

  [[nodiscard]] bool may_begin() const {
    return !course_.end.error && !parts_.stop.stop_requested();
  }

  /// One at first: until the endpoint has shown that it is alive, no more is at stake. An answer
  /// that shows something else pauses the dispatch.
  [[nodiscard]] std::size_t width() const { return answered_ ? parts_.limits.in_flight : 1; }

  Result<void> begin_what_may_go() {
    nothing_left_ = false;
    while (may_begin() && under_way_.size() < width()) {
      if (pace_.wait(parts_.clock.now()) > milliseconds(0)) return look_for_more();
      if (const auto opens_in = parts_.limits.hours.opens_in(parts_.clock.time_of_day())) {
        return stay_closed(*opens_in);
      }
      TRY_ASSIGN(Piece piece, next_piece());
      nothing_left_ = piece.children.empty();
      if (nothing_left_) return {};
      TRY(begin(std::move(piece)));
    }
    return {};
  }

  /// So that nobody waits for the pace when nothing is left.
  Result<void> look_for_more() {
    if (!under_way_.empty() || !course_.isolation.empty()) return {};
    TRY_ASSIGN(const auto waiting, ledger::count_waiting(parts_.ledger));
    nothing_left_ = waiting == 0;
    return {};
  }

  /// It is no pause when nothing is left to deliver, which only shows when all answers have come.
  Result<void> stay_closed(std::chrono::minutes opens_in) {
    nothing_left_ = !under_way_.empty();
    if (nothing_left_) return {};
    TRY(look_for_more());
    if (nothing_left_) return {};
    course_.pause({Remedy::wait, "endpoint.hours", "Nothing is delivered at this hour.", ""},
                  parts_.log, opens_in);
    return {};
  }

  /// A fresh envelope waits until every search has ended: its children could be in both.
  Result<Piece> next_piece() {
    while (!course_.isolation.empty()) {
      Piece piece = course_.isolation.take();
      TRY_ASSIGN(piece.children, ledger::still_waiting(parts_.ledger, std::move(piece.children)));
      if (!piece.children.empty()) return piece;
      course_.isolation.leave(std::move(piece));
    }
    const bool searching = std::any_of(under_way_.begin(), under_way_.end(), [](const auto& entry) {
      return entry.second.refused_with != 0;
    });
    if (searching) return Piece{};
    TRY_ASSIGN(auto children, ledger::next_waiting(parts_.ledger, course_.most));
    return Piece{std::move(children), {}, 0};
  }

  Result<void> begin(Piece piece) {
    TRY(ledger::check_space_to_deliver(parts_.ledger, parts_.limits.disk));
    TRY(open_lanes());
    TRY_ASSIGN(auto sending, sending_of(piece.children, parts_.endpoint, parts_.standard));
    const Instant now = parts_.clock.now();
    TRY_ASSIGN(const DeliveryId id, ledger::begin_delivery(parts_.ledger, sending.attempt, now));
    pace_.went(now);
    ++course_.end.figures.requests;
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
    answered_ = true;
    const Answer& answer = arrival.answer;
    log(answer, piece.children.size());
    TRY(note(arrival.number, answer));
    return consequences_.follow(std::move(piece), answer);
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

  void log(const Answer& answer, std::size_t children) {
    if (answer.verdict == Verdict::accepted) {
      parts_.log.info(events::kDeliveryAccepted,
                      fmt::format("{} children; request {}.", children,
                                  answer.request_id.empty() ? "-" : answer.request_id));
    } else {
      parts_.log.warning(events::kDeliveryRefused,
                         fmt::format("{} children: {}", children, describe(answer.error)));
    }
  }

  void show_progress() {
    parts_.progress.report("children accepted",
                           static_cast<std::uint64_t>(course_.end.figures.accepted),
                           static_cast<std::uint64_t>(waiting_));
  }

  const DispatchParts& parts_;
  Pace pace_;
  std::int64_t waiting_ = 0;  ///< children, at the beginning
  bool nothing_left_ = false;
  bool answered_ = false;  ///< one envelope, at least
  std::map<DeliveryId, Piece> under_way_;
  Course course_;
  Consequences consequences_{parts_, course_};
  std::unique_ptr<delivery::Lanes> lanes_;  // the last, so that it ends before what it sends
};

}  // namespace

Result<DispatchEnd> dispatch(const DispatchParts& parts) {
  return Dispatcher(parts).run();
}

}  // namespace dataflow::flow
