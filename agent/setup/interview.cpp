#include "agent/setup/interview.h"

#include <algorithm>
#include <set>

namespace dataflow::setup {

namespace {

enum class Sound { yes, no };  ///< whether all answers of a topic were taken

/// The first question of the topic that was not asked yet; earlier answers may add questions.
std::optional<Question> next_question(const Topic& topic, const Draft& draft,
                                      const std::set<std::string>& asked) {
  for (auto& question : topic.questions(draft)) {
    if (asked.count(question.name) == 0) return std::move(question);
  }
  return std::nullopt;
}

/// Asks until the answer will do, or is not asked for again.
Result<Sound> ask(const Question& question, Draft& draft, Asker& asker) {
  while (true) {
    TRY_ASSIGN(auto answer, asker.ask(question, draft));
    if (!answer) {
      draft.answers.leave_out(question.name);
      return question.need == Question::Need::yes ? Sound::no : Sound::yes;
    }
    const auto reasons = wrong_with(question, *answer, draft);
    if (reasons.empty()) {
      draft.answers.set(question.name, std::move(*answer));
      return Sound::yes;
    }
    if (asker.refuse(question, reasons) == Asker::Again::no) return Sound::no;
  }
}

Result<Sound> ask_all(const Topic& topic, Draft& draft, Asker& asker) {
  auto sound = Sound::yes;
  std::set<std::string> asked;
  while (const auto question = next_question(topic, draft, asked)) {
    asked.insert(question->name);
    TRY_ASSIGN(const auto taken, ask(*question, draft, asker));
    if (taken == Sound::no) sound = Sound::no;
  }
  return sound;
}

/// An answer that was given before, to a question that is not asked after the later answers.
void drop_unasked(const Topic& topic, Draft& draft) {
  std::set<std::string> asked;
  for (const auto& question : topic.questions(draft)) asked.insert(question.name);
  if (asked.empty()) return;
  const auto prefix = asked.begin()->substr(0, asked.begin()->find('.') + 1);
  if (prefix.empty()) return;
  const Answers before = draft.answers;
  for (const auto& [name, answer] : before.all()) {
    if (name.starts_with(prefix) && asked.count(name) == 0) draft.answers.leave_out(name);
  }
}

Result<Asker::Next> try_out(const Topic& topic, Draft& draft, Asker& asker) {
  const auto trial = topic.trial(draft, [&](const std::string& line) { asker.tell(line); });
  if (trial.outcome == Trial::Outcome::well) return Asker::Next::keep;
  if (trial.outcome == Trial::Outcome::failed) {
    TRY_ASSIGN(const auto next, asker.decide(topic, trial));
    if (next == Asker::Next::keep) draft.untested.push_back(trial.says);
    return next;
  }
  asker.tell(trial.says);
  draft.untested.push_back(trial.says);
  return Asker::Next::keep;
}

Error given_up() {
  return {Remedy::stop, "init", "It was given up; nothing was written.", ""};
}

Result<void> go_through(const Topic& topic, Draft& draft, Asker& asker) {
  while (true) {
    TRY_ASSIGN(const auto sound, ask_all(topic, draft, asker));
    drop_unasked(topic, draft);
    if (sound == Sound::no) return {};
    TRY_ASSIGN(const auto next, try_out(topic, draft, asker));
    if (next == Asker::Next::give_up) return given_up();
    if (next == Asker::Next::keep) return {};
  }
}

}  // namespace

Result<void> interview(Draft& draft, Asker& asker) {
  const auto& topics = all_topics();
  for (std::size_t at = 0; at < topics.size(); ++at) {
    if (topics[at].questions(draft).empty()) continue;
    asker.begin(topics[at], at + 1, topics.size());
    TRY(go_through(topics[at], draft, asker));
  }
  return {};
}

}  // namespace dataflow::setup
