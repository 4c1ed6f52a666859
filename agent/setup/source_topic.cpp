#include <algorithm>

#include <fmt/format.h>

#include "agent/mapping/check.h"
#include "agent/setup/topics.h"
#include "agent/standard/versions.h"
#include "connectors/registry.h"

namespace dataflow::setup {

namespace {

namespace fs = std::filesystem;
using connectors::Option;

constexpr char kOfSource[] = "source.";

/// What is left out has a good default; only what belongs to another answer is asked all the same.
Question::Asked asked(const Option& option) {
  const bool fine_tuning = option.type == Option::Type::whole_number ||
                           option.type == Option::Type::flag || option.type == Option::Type::day;
  return fine_tuning && !option.required && option.needs.empty() ? Question::Asked::in_files
                                                                 : Question::Asked::always;
}

Question question_of(const Option& option) {
  const bool secret = option.type == Option::Type::secret;
  return {kOfSource + option.name,
          option.help.substr(0, option.help.find_last_not_of('.') + 1),
          option.help,
          "",
          secret ? Question::Type::secret : Question::Type::text,
          option.required ? Question::Need::yes : Question::Need::no,
          asked(option)};
}

bool applies(const Option& option, const Answers& answers) {
  if (!option.needs.empty() && !answers.has(kOfSource + option.needs)) return false;
  return std::none_of(option.instead_of.begin(), option.instead_of.end(),
                      [&](const auto& other) { return answers.has(kOfSource + other); });
}

Question kind_question() {
  Question question{"source.kind", "The kind of source that the records are read from", "", ""};
  std::string kinds;
  for (const auto& kind : connectors::kinds()) {
    question.choices.push_back(kind.name);
    kinds += (kinds.empty() ? "" : ", ") + kind.name;
  }
  question.reason = "What the records are read from: " + kinds + ". docs/connectors.md.";
  return question;
}

std::vector<Question> source_questions(const Draft& draft) {
  std::vector<Question> questions = {kind_question()};
  const auto* kind = connectors::find_kind(draft.answers.text("source.kind"));
  if (kind == nullptr) return questions;
  for (const auto& option : kind->options) {
    if (applies(option, draft.answers)) questions.push_back(question_of(option));
  }
  return questions;
}

/// The first shipped mapping that finds in the source all that it reads; empty when none does.
std::string fitting_mapping(const Draft& draft) {
  Faults faults;
  const auto standard = standard::load_version(draft.ground.shipped / "standards",
                                               draft.answers.text("standard"), faults);
  if (!standard) return "";
  std::vector<fs::path> files;
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(draft.ground.shipped / "mappings", ignored)) {
    files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  for (const auto& file : files) {
    Faults unfitting;
    const auto mapping = mapping::MappingFile::read(file, *standard, unfitting);
    if (mapping && mapping::columns_read(*mapping, *standard, draft.offered, unfitting)) {
      return file.stem().string();
    }
  }
  return "";
}

Result<void> look(Draft& draft, const app::SourceOptions& options, const connectors::Kind& kind) {
  TRY_ASSIGN(const auto given, app::with_secrets(options));
  TRY_ASSIGN(const auto source, kind.open(given));
  TRY_ASSIGN(draft.offered, source->describe());
  return {};
}

void tell_of_source(Draft& draft, const Tell& tell) {
  std::size_t columns = 0;
  for (const auto& table : draft.offered) columns += table.columns.size();
  tell(
      fmt::format("The source answers: {} tables with {} columns.", draft.offered.size(), columns));
  draft.fitting = fitting_mapping(draft);
  if (!draft.fitting.empty()) {
    tell(fmt::format("The shipped mapping {} finds in it all that it reads.", draft.fitting));
  }
}

Trial try_source(Draft& draft, const Tell& tell) {
  draft.offered.clear();
  draft.fitting.clear();
  if (draft.ground.reach == Reach::offline) {
    return Trial::without("The source was not asked, because of --offline.");
  }
  Faults faults;
  const auto settings = drafted_settings(draft, faults);
  if (!settings) return Trial::failure(sentences(faults));
  const auto* kind = app::find_source_kind(*settings, faults);
  if (kind == nullptr) return Trial::failure(sentences(faults));
  const auto options = app::check_source_options(
      *settings, *kind, {draft.ground.shipped / "profiles", settings::PlainSecrets::refused},
      faults);
  if (!faults.empty()) return Trial::failure(sentences(faults));
  std::vector<settings::SecretReference> secrets;
  for (const auto& [name, reference] : options.secrets) secrets.push_back(reference);
  if (auto reason = secret_out_of_reach(secrets); !reason.empty()) {
    return Trial::without("The source was not asked: " + reason);
  }
  if (const auto seen = look(draft, options, *kind); !seen) {
    return Trial::failure(describe(seen.error()));
  }
  tell_of_source(draft, tell);
  return {};
}

}  // namespace

Topic source_topic() {
  return {"The source", Topic::Concern::source, source_questions, try_source};
}

}  // namespace dataflow::setup
