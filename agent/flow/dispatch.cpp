#include "agent/flow/dispatch.h"

#include <algorithm>
#include <span>
#include <vector>

#include <fmt/format.h>

#include "agent/delivery/envelope.h"
#include "agent/ledger/disk_space.h"
#include "agent/standard/skeleton.h"

namespace dataflow::flow {

namespace {

using delivery::Answer;
using delivery::Verdict;
using ledger::Waiting;

using Group = std::span<const Waiting>;

constexpr char kRefusedRule[] = "endpoint";

class Dispatcher {
 public:
  explicit Dispatcher(const DispatchParts& parts)
      : parts_(parts), most_(parts.standard.most_children()) {}

  Result<DispatchEnd> run() {
    TRY(ledger::doubt_open_deliveries(parts_.ledger, parts_.clock.now()));
    TRY_ASSIGN(const auto waiting, ledger::count_waiting(parts_.ledger));
    while (!end_.error) {
      const auto done = static_cast<std::uint64_t>(end_.figures.accepted);
      parts_.progress.report("children accepted", done, static_cast<std::uint64_t>(waiting));
      TRY_ASSIGN(const auto group, ledger::next_waiting(parts_.ledger, most_));
      if (group.empty()) break;
      TRY(ledger::check_space_to_deliver(parts_.ledger, parts_.disk));
      TRY(send(group));
    }
    return end_;
  }

 private:
  /// Sends a group, in parts where the endpoint makes that necessary.
  Result<void> send(Group group) {
    TRY_ASSIGN(const Answer answer, deliver(group));
    switch (answer.verdict) {
      case Verdict::accepted:
        return {};
      case Verdict::refused_some:
        return set_aside(group, answer);
      case Verdict::too_many:
        return halve(group, answer);
      case Verdict::refused:
        if (answer.error.remedy == Remedy::set_aside) return isolate(group, answer);
        break;
      case Verdict::not_sent:
      case Verdict::unknown:
        break;
    }
    end_.error = answer.error;
    end_.retry_after = answer.retry_after;
    parts_.log.warning("dispatch.paused", describe(answer.error));
    return {};
  }

  Result<Answer> deliver(Group group) {
    std::vector<Change> changes;
    std::vector<const Change*> sealed;
    ledger::Attempt attempt;
    changes.reserve(group.size());
    for (const auto& waiting : group) {
      changes.push_back(change_of(parts_.standard, waiting));
      sealed.push_back(&changes.back());
      attempt.children.push_back(
          {&waiting, changes.back().digest,
           standard::merge_skeletons(parts_.standard, waiting.known, waiting.skeleton),
           known_once_accepted(parts_.standard, waiting)});
    }
    const Envelope envelope = delivery::seal(sealed, parts_.council, parts_.standard.id());
    TRY_ASSIGN(const auto signature, parts_.endpoint.sign(envelope));
    attempt.bytes = envelope.body.size();
    attempt.content_digest = envelope.content_digest;
    attempt.idempotency_key = envelope.idempotency_key;
    attempt.signature_input = signature.signature_input;
    attempt.signature = signature.signature;
    TRY_ASSIGN(const auto id, ledger::begin_delivery(parts_.ledger, attempt, parts_.clock.now()));
    ++end_.figures.requests;
    const Answer answer = parts_.endpoint.deliver(envelope, signature);
    TRY(note(id, answer));
    log(answer, group.size(), envelope.body.size());
    return answer;
  }

  Result<void> note(ledger::DeliveryId id, const Answer& answer) {
    const Instant now = parts_.clock.now();
    switch (answer.verdict) {
      case Verdict::accepted:
        TRY(ledger::accept_delivery(parts_.ledger, id, answer.receipts, answer.status,
                                    answer.request_id, now));
        end_.figures.accepted += static_cast<std::int64_t>(answer.receipts.size());
        return {};
      case Verdict::unknown:
        return ledger::doubt_delivery(parts_.ledger, id, answer.status, answer.request_id, now);
      default:
        return ledger::refuse_delivery(parts_.ledger, id, answer.status, answer.request_id, now);
    }
  }

  void log(const Answer& answer, std::size_t children, std::size_t bytes) {
    if (answer.verdict == Verdict::accepted) {
      parts_.log.info("delivery.accepted",
                      fmt::format("{} children in {} bytes; request {}.", children, bytes,
                                  answer.request_id.empty() ? "-" : answer.request_id));
    } else {
      parts_.log.warning("delivery.refused", fmt::format("{} children in {} bytes: {}", children,
                                                         bytes, describe(answer.error)));
    }
  }

  /// The endpoint named the bad ones: they are set aside, the next round sends the others.
  Result<void> set_aside(Group group, const Answer& answer) {
    for (const std::size_t position : answer.refused) TRY(set_aside(group[position], answer));
    return {};
  }

  Result<void> set_aside(const Waiting& waiting, const Answer& answer) {
    const Finding reason{
        kRefusedRule, Weight::hold, "",
        fmt::format("The endpoint refuses this child's document (status {}).", answer.status)};
    ++end_.figures.set_aside;
    parts_.log.warning("child.set_aside", reason.what);
    return ledger::set_aside(parts_.ledger, waiting.child, waiting.document, reason,
                             parts_.clock.now());
  }

  /// It did not name them: halves tell who they are. Where one half is taken, the bad child is in
  /// the other, which need not be tried as a whole.
  Result<void> isolate(Group group, const Answer& answer) {
    if (group.size() == 1) return set_aside(group.front(), answer);
    const Group first = group.first(group.size() / 2);
    const Group second = group.subspan(group.size() / 2);
    const auto set_aside_before = end_.figures.set_aside;
    TRY(send(first));
    if (end_.error) return {};
    const bool first_was_taken = end_.figures.set_aside == set_aside_before;
    if (first_was_taken && second.size() > 1) return isolate(second, answer);
    return send(second);
  }

  /// Fewer to a request, from now on.
  Result<void> halve(Group group, const Answer& answer) {
    if (group.size() == 1) return set_aside(group.front(), answer);
    most_ = std::max<std::size_t>(1, group.size() / 2);
    return {};
  }

  const DispatchParts& parts_;
  std::size_t most_;
  DispatchEnd end_;
};

}  // namespace

std::string known_once_accepted(const standard::Standard& standard, const Waiting& waiting) {
  if (waiting.spared.empty()) return waiting.skeleton;
  return standard::merge_skeletons(
      standard, waiting.skeleton,
      standard::common_skeleton(standard, waiting.known, waiting.spared));
}

Change change_of(const standard::Standard& standard, const Waiting& waiting) {
  Change change;
  change.body = waiting.body;
  change.digest = waiting.digest;
  if (waiting.kind == ledger::DocumentKind::purge || waiting.known.empty() ||
      waiting.known == waiting.skeleton) {
    return change;
  }
  if (auto purging = standard::with_purges(standard, waiting.body, waiting.known, waiting.spared)) {
    change.body = std::move(*purging);
    change.digest = sha256(change.body);
  }
  return change;
}

Result<DispatchEnd> dispatch(const DispatchParts& parts) {
  return Dispatcher(parts).run();
}

}  // namespace dataflow::flow
