#include "agent/setup/terminal.h"

#include <fmt/format.h>

#include "agent/core/ascii.h"
#include "agent/core/presence.h"
#include "agent/setup/agent_yaml.h"

namespace dataflow::setup {

namespace {

constexpr char kLeaveOut[] = "-";

Error ended() {
  return {Remedy::stop, "init",
          "The answers ended before everything was asked; nothing was written.",
          "Begin again, or write the answers into a file: --answers FILE."};
}

/// "{credential: NAME}" says where a secret is kept; anything else is the secret.
bool is_reference(const std::string& text) {
  return text.starts_with('{') && text.ends_with('}') && text.find(':') != std::string::npos;
}

Answer typed_secret(const Question& question, std::string text) {
  if (is_reference(text)) return {std::move(text)};
  return {"{file: " + yaml_scalar(secret_file(question.name)) + "}", Secret(std::move(text))};
}

/// A secret that needs no typing: the one before, or one that is in its file already.
std::optional<Answer> secret_at_hand(const Question& question, const Draft& draft) {
  if (const auto* before = draft.answers.find(question.name)) return *before;
  const auto file = secret_file(question.name);
  if (is_missing(placed_path(draft, file))) return std::nullopt;
  return Answer{"{file: " + yaml_scalar(file) + "}"};
}

}  // namespace

void Terminal::begin(const Topic& topic, std::size_t number, std::size_t of) {
  out_ << fmt::format("\n{} of {}. {}\n", number, of, topic.title);
}

Result<std::string> Terminal::line() {
  out_ << std::flush;
  std::string text;
  if (!std::getline(in_, text)) return ended();
  return std::string(ascii::trimmed(text));
}

Result<std::optional<Answer>> Terminal::ask(const Question& question, const Draft& draft) {
  const auto before = draft.answers.text(question.name);
  if (question.asked == Question::Asked::in_files) {
    return before.empty() ? std::optional<Answer>() : std::optional(Answer{before});
  }
  out_ << "\n" << question.words << "\n";
  if (question.reason != question.words + ".") out_ << "  " << question.reason << "\n";
  if (question.type == Question::Type::secret) return ask_secret(question, draft);
  return ask_text(question, before.empty() ? question.fallback : before);
}

Result<std::optional<Answer>> Terminal::ask_text(const Question& question,
                                                 const std::string& usual) {
  const bool may_go = question.need == Question::Need::no;
  while (true) {
    std::string shown = usual;
    if (usual.empty() && may_go) shown = "leave out";
    if (!usual.empty() && may_go) shown += fmt::format("; {} leaves it out", kLeaveOut);
    out_ << question.name << (shown.empty() ? ": " : fmt::format(" [{}]: ", shown));
    TRY_ASSIGN(auto text, line());
    if (may_go && (text == kLeaveOut || (text.empty() && usual.empty()))) {
      return std::optional<Answer>();
    }
    if (!text.empty()) return std::optional(Answer{std::move(text)});
    if (!usual.empty()) return std::optional(Answer{usual});
    out_ << "  This is needed.\n";
  }
}

Result<std::optional<Answer>> Terminal::ask_secret(const Question& question, const Draft& draft) {
  const auto at_hand = secret_at_hand(question, draft);
  const bool may_go = question.need == Question::Need::no;
  out_ << "  Type or paste it: it is not shown, and is kept in " << secret_file(question.name)
       << ".\n  Or say where it is kept: {credential: NAME}, {env: NAME} or {file: PATH}.\n";
  while (true) {
    const char* usual = at_hand ? " [the one that is there]: " : may_go ? " [leave out]: " : ": ";
    auto text = read_unseen_(in_, out_, question.name + usual);
    out_ << "\n";
    if (!text) return ended();
    Secret seen(std::string(ascii::trimmed(*text)));
    *text = std::string();
    if (!seen.empty()) return std::optional<Answer>(typed_secret(question, seen.reveal()));
    if (at_hand) return at_hand;
    if (may_go) return std::optional<Answer>();
    out_ << "  This is needed.\n";
  }
}

Asker::Again Terminal::refuse(const Question& /*question*/,
                              const std::vector<std::string>& reasons) {
  for (const auto& reason : reasons) out_ << "  " << reason << "\n";
  return Again::yes;
}

Result<Asker::Next> Terminal::decide(const Topic& topic, const Trial& trial) {
  out_ << fmt::format("  {}\n", trial.says);
  while (true) {
    out_ << fmt::format("{}: answer again, keep the answers and go on, or stop? [again] ",
                        topic.title);
    TRY_ASSIGN(const auto text, line());
    const auto word = ascii::lowered(text);
    if (word.empty() || word == "again" || word == "a") return Next::ask_again;
    if (word == "keep" || word == "k") return Next::keep;
    if (word == "stop" || word == "s") return Next::give_up;
    out_ << "  Type again, keep or stop.\n";
  }
}

void Terminal::tell(const std::string& line) {
  out_ << "  " << line << std::endl;
}

Result<bool> Terminal::confirm(const std::string& words) {
  while (true) {
    out_ << words << " [Y/n] ";
    TRY_ASSIGN(const auto text, line());
    const auto word = ascii::lowered(text);
    if (word.empty() || word == "y" || word == "yes") return true;
    if (word == "n" || word == "no") return false;
  }
}

}  // namespace dataflow::setup
