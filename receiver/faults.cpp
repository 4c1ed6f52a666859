#include "receiver/faults.h"

#include <boost/json.hpp>
#include <fmt/format.h>

#include "agent/core/canonical_json.h"
#include "receiver/scripted_answer.h"

namespace dataflow::receiver {

namespace {

/// The canonical JSON of each child; nothing when the body is no array.
std::optional<std::vector<std::string>> children_in(std::string_view body) {
  boost::system::error_code problem;
  const auto document = boost::json::parse({body.data(), body.size()}, problem);
  const auto* array = problem ? nullptr : document.if_array();
  if (array == nullptr) return std::nullopt;
  std::vector<std::string> children;
  for (const auto& child : *array) children.push_back(canonical_json(child));
  return children;
}

/// What a script may ask about a body; read only when it is asked.
class SentBody {
 public:
  explicit SentBody(std::string_view body) : body_(body) {}

  const std::optional<std::vector<std::string>>& children() {
    if (!is_read_) children_ = children_in(body_);
    is_read_ = true;
    return children_;
  }

  /// The places of the children that hold the text, such as "[0] [7]".
  std::string positions(std::string_view text) {
    std::string places;
    if (!children()) return places;
    for (std::size_t i = 0; i < children()->size(); ++i) {
      if (children()->at(i).find(text) == std::string::npos) continue;
      places += fmt::format("{}[{}]", places.empty() ? "" : " ", i);
    }
    return places;
  }

 private:
  std::string_view body_;
  bool is_read_ = false;
  std::optional<std::vector<std::string>> children_;
};

/// Whether a request is meant, as far as that can be told without its body.
bool may_be_meant(const Occasion& occasion, std::size_t played, Route route, std::size_t number) {
  return occasion.route == route && number >= occasion.from && number <= occasion.to &&
         played < occasion.times;
}

bool is_meant(const Occasion& occasion, SentBody& body) {
  if (!occasion.asks_for_body()) return true;
  if (!body.children()) return false;
  const std::size_t count = body.children()->size();
  if (occasion.crowd == Crowd::nobody && count > 0) return false;
  if (occasion.crowd == Crowd::somebody && count == 0) return false;
  if (occasion.more_children_than && count <= *occasion.more_children_than) return false;
  return occasion.holds.empty() || !body.positions(occasion.holds).empty();
}

}  // namespace

bool Occasion::asks_for_body() const {
  return !holds.empty() || more_children_than || crowd != Crowd::any;
}

bool ScriptedFault::is_of_head() const {
  return ending == Ending::cut_before_reading || expires_tokens;
}

bool ScriptedFault::decides() const {
  return answer || ending != Ending::answered || receipts != WrongReceipts::none ||
         signature != WrongSignature::none;
}

FaultScript::FaultScript(std::vector<ScriptedFault> faults) {
  for (auto& fault : faults) entries_.push_back({std::move(fault), 0});
}

std::size_t FaultScript::count(Route route) {
  if (route == Route::unknown) return 0;
  return ++(route == Route::token ? token_requests_ : children_requests_);
}

Mishap FaultScript::play_head(Route route, std::size_t number) {
  Mishap mishap;
  for (auto& [fault, played] : entries_) {
    if (!fault.is_of_head() || !may_be_meant(fault.occasion, played, route, number)) continue;
    if (mishap.ending != Ending::answered) continue;
    ++played;
    mishap.lines.push_back(fault.line);
    mishap.ending = fault.ending;
    mishap.expires_tokens = mishap.expires_tokens || fault.expires_tokens;
  }
  return mishap;
}

Mishap FaultScript::play(Route route, std::size_t number, std::string_view bytes, Instant now) {
  Mishap mishap;
  SentBody body(bytes);
  bool is_decided = false;
  for (auto& [fault, played] : entries_) {
    if (fault.is_of_head() || !may_be_meant(fault.occasion, played, route, number)) continue;
    if ((is_decided && fault.decides()) || !is_meant(fault.occasion, body)) continue;
    ++played;
    mishap.lines.push_back(fault.line);
    mishap.delay += fault.delay;
    if (!fault.decides()) continue;
    is_decided = true;
    mishap.handling = fault.handling;
    mishap.ending = fault.ending;
    mishap.receipts = fault.receipts;
    mishap.signature = fault.signature;
    if (!fault.answer) continue;
    const bool asks = names_positions(*fault.answer);
    mishap.answer = filled(*fault.answer, asks ? body.positions(fault.occasion.holds) : "", now);
  }
  return mishap;
}

}  // namespace dataflow::receiver
