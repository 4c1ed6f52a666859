#include "receiver/fault_file.h"

#include <fmt/format.h>

#include "agent/yaml/reader.h"
#include "receiver/scripted_answer.h"

namespace dataflow::receiver {

namespace {

constexpr std::int64_t kMostRequests = 1'000'000'000;
constexpr std::int64_t kMostDelay = 86'400'000;  // a day

std::size_t read_count(const yaml::Node& node, std::int64_t lowest) {
  return static_cast<std::size_t>(node.whole_number(lowest, kMostRequests));
}

void read_requests(const yaml::Node& node, Occasion& occasion) {
  if (!node.present()) return;
  node.only({"from", "to"});
  if (const auto from = node.member("from"); from.present()) occasion.from = read_count(from, 1);
  const auto to = node.member("to");
  if (!to.present()) return;
  occasion.to = read_count(to, 1);
  if (occasion.to < occasion.from) to.fault("'to' should not be smaller than 'from'.");
}

Occasion read_occasion(const yaml::Node& node) {
  Occasion occasion;
  read_requests(node.member("requests"), occasion);
  if (const auto times = node.member("times"); times.present()) {
    occasion.times = read_count(times, 1);
  }
  if (const auto token = node.member("token"); token.present() && token.flag()) {
    occasion.route = Route::token;
  }
  if (const auto holds = node.member("holds"); holds.present()) occasion.holds = holds.text();
  if (const auto more = node.member("more_children_than"); more.present()) {
    occasion.more_children_than = read_count(more, 0);
  }
  if (const auto empty = node.member("empty"); empty.present()) {
    occasion.crowd = empty.flag() ? Crowd::nobody : Crowd::somebody;
  }
  return occasion;
}

std::optional<Answer> read_answer(const yaml::Node& node, const Occasion& occasion) {
  if (!node.present()) return std::nullopt;
  Answer answer = read_scripted_answer(node);
  if (names_positions(answer) && occasion.holds.empty()) {
    node.member("body").fault("'{positions}' are those of the children that hold a text.",
                              "Add 'holds' to this fault.");
  }
  return answer;
}

Ending read_ending(const yaml::Node& cut, const yaml::Node& hang) {
  if (hang.present() && hang.flag()) {
    if (cut.present()) cut.fault("A connection that hangs is not cut.", "Keep one of the two.");
    return Ending::never;
  }
  if (!cut.present()) return Ending::answered;
  const std::string where = cut.one_of({"before_reading", "before_answer", "within_answer"});
  if (where == "before_reading") return Ending::cut_before_reading;
  return where == "before_answer" ? Ending::cut_before_answer : Ending::cut_within_answer;
}

WrongReceipts read_receipts(const yaml::Node& node) {
  if (!node.present()) return WrongReceipts::none;
  const std::string how = node.one_of({"too_few", "too_many", "unreadable", "empty"});
  if (how == "too_few") return WrongReceipts::too_few;
  if (how == "too_many") return WrongReceipts::too_many;
  return how == "unreadable" ? WrongReceipts::unreadable : WrongReceipts::empty;
}

/// What is asked of the children, and done to them, has no meaning for a token.
void check_token_fault(const yaml::Node& node, const ScriptedFault& fault) {
  if (fault.occasion.route != Route::token) return;
  for (const char* name :
       {"holds", "more_children_than", "empty", "receipts", "signature", "expire_tokens"}) {
    const auto member = node.member(name);
    if (member.present()) member.fault(fmt::format("'{}' does not go with 'token'.", name));
  }
}

/// Before the body is read nothing is known of it, and nothing can be answered or stored.
void check_head_fault(const yaml::Node& node, const ScriptedFault& fault) {
  if (!fault.is_of_head()) return;
  for (const char* name : {"holds", "more_children_than", "empty", "receipts", "signature",
                           "answer", "store", "delay_ms"}) {
    const auto member = node.member(name);
    if (!member.present()) continue;
    member.fault(fmt::format("'{}' comes too late for a fault before the body is read.", name),
                 "Leave it out, or write a fault of its own for it.");
  }
}

void check_together(const yaml::Node& node, const ScriptedFault& fault) {
  check_token_fault(node, fault);
  check_head_fault(node, fault);
  const auto receipts = node.member("receipts");
  if (receipts.present() && fault.answer) {
    receipts.fault("'receipts' spoils the real answer, and this fault has one of its own.",
                   "Keep 'answer' or 'receipts'.");
  }
  if (!fault.decides() && !fault.expires_tokens && fault.delay.count() == 0) {
    node.fault("This fault does nothing.",
               "Add 'answer', 'delay_ms', 'cut', 'hang', 'receipts', 'signature' or "
               "'expire_tokens'.");
  }
}

ScriptedFault read_fault(const yaml::Node& node) {
  node.only({"requests", "times", "token", "holds", "more_children_than", "empty", "store",
             "delay_ms", "answer", "cut", "hang", "receipts", "signature", "expire_tokens"});
  ScriptedFault fault;
  fault.line = node.line();
  fault.occasion = read_occasion(node);
  fault.answer = read_answer(node.member("answer"), fault.occasion);
  fault.ending = read_ending(node.member("cut"), node.member("hang"));
  fault.receipts = read_receipts(node.member("receipts"));
  if (const auto signature = node.member("signature"); signature.present()) {
    fault.signature = signature.one_of({"missing", "wrong"}) == "wrong" ? WrongSignature::wrong
                                                                        : WrongSignature::missing;
  }
  if (const auto delay = node.member("delay_ms"); delay.present()) {
    fault.delay = std::chrono::milliseconds(delay.whole_number(1, kMostDelay));
  }
  if (const auto tokens = node.member("expire_tokens"); tokens.present()) {
    fault.expires_tokens = tokens.flag();
  }
  const bool spoils_the_real = !fault.answer && (fault.receipts != WrongReceipts::none ||
                                                 fault.signature != WrongSignature::none ||
                                                 fault.ending == Ending::cut_within_answer);
  const auto store = node.member("store");
  const bool is_stored = store.present() && store.flag();
  if (spoils_the_real || is_stored) fault.handling = Handling::in_earnest;
  check_together(node, fault);
  return fault;
}

}  // namespace

std::optional<FaultScript> read_fault_script(const std::filesystem::path& file, Faults& faults) {
  const std::size_t before = faults.size();
  const auto root = yaml::Node::open(file, faults);
  root.only({"faults"});
  std::vector<ScriptedFault> script;
  for (const auto& node : root.required("faults", "what goes wrong, as a list").items()) {
    script.push_back(read_fault(node));
  }
  if (faults.size() == before) return FaultScript(std::move(script));
  sort_by_place(faults);
  return std::nullopt;
}

}  // namespace dataflow::receiver
