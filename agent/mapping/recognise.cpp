#include "agent/mapping/recognise.h"

#include <algorithm>

#include <fmt/format.h>

#include "agent/mapping/block_sql.h"
#include "agent/mapping/functions.h"
#include "agent/sqlite/read_guard.h"

namespace dataflow::mapping {

namespace {

/// The one value that a SELECT gives; nothing when it is NULL.
Result<std::optional<std::string>> ask(const sqlite::Database& database, const std::string& sql) {
  const sqlite::ReadGuard guard(database, kAuthor);
  TRY_ASSIGN(auto statement, database.prepare(sql));
  if (statement.step() == sqlite::Step::failed) return statement.error();
  if (statement.is_null(0)) return std::optional<std::string>();
  return std::optional(std::string(statement.text(0)));
}

struct Answers {
  std::vector<const Variant*> fitting;
  std::vector<const Variant*> contradicted;
};

Result<Answers> ask_probes(const MappingFile& mapping, const sqlite::Database& database) {
  Answers answers;
  for (const auto& variant : mapping.variants) {
    TRY_ASSIGN(const auto answer, ask(database, truth_of(variant.when)));
    if (answer) (*answer == "1" ? answers.fitting : answers.contradicted).push_back(&variant);
  }
  return answers;
}

std::string names_of(const std::vector<const Variant*>& variants) {
  std::vector<std::string> names;
  names.reserve(variants.size());
  for (const auto* variant : variants) names.push_back(variant->name);
  return fmt::format("{}", fmt::join(names, " and of "));
}

Finding told(const char* rule, std::string what) {
  return {rule, Weight::warn, "", std::move(what)};
}

/// The settings decide, and are told what the rows say.
void take_wanted(const MappingFile& mapping, const std::string& wanted, const Answers& answers,
                 Recognised& recognised) {
  const Variant* variant = find_variant(mapping, wanted);
  recognised.mapping = variant == nullptr ? &mapping : &variant->mapping;
  std::vector<const Variant*> others;
  for (const auto* fitting : answers.fitting) {
    if (fitting != variant) others.push_back(fitting);
  }
  const bool contradicted = std::find(answers.contradicted.begin(), answers.contradicted.end(),
                                      variant) != answers.contradicted.end();
  if (!others.empty()) {
    recognised.findings.push_back(
        told(kVariantDoubted, fmt::format("The settings name the variant {}, but the rows look "
                                          "like those of {}: fields may be read wrongly.",
                                          wanted, names_of(others))));
  } else if (contradicted) {
    recognised.findings.push_back(
        told(kVariantDoubted, fmt::format("The settings name the variant {}, but the rows do not "
                                          "look like it: fields may be read wrongly.",
                                          wanted)));
  }
}

Result<void> take_found(const MappingFile& mapping, const Answers& answers,
                        Recognised& recognised) {
  recognised.mapping = &mapping;
  if (answers.fitting.empty()) return {};
  if (answers.fitting.size() > 1) {
    return Error{Remedy::stop, mapping.file,
                 fmt::format("The rows look like those of the variants {}, and only one can be "
                             "right.",
                             names_of(answers.fitting)),
                 "Name the right one in the settings, as in 'variant: " +
                     answers.fitting.front()->name + "'."};
  }
  const Variant& variant = *answers.fitting.front();
  recognised.mapping = &variant.mapping;
  recognised.findings.push_back(
      told(kVariantFound,
           fmt::format("The source is read as the variant {}: {}", variant.name, variant.says)));
  return {};
}

Result<void> note_version(const VersionQuery& query, const sqlite::Database& database,
                          Recognised& recognised) {
  TRY_ASSIGN(const auto text, ask(database, probe(query.from, query.value)));
  if (!text) return {};
  recognised.version = SourceVersion::parse(*text);
  if (!recognised.version) {
    recognised.findings.push_back(
        told(kVersionUnread, "What the source gives for its version is no version."));
    return {};
  }
  const std::string version = recognised.version->text();
  recognised.findings.push_back(
      told(kVersionRead, fmt::format("The source says that it is of version {}.", version)));
  if (*recognised.version > SourceVersion::parse(query.known)) {
    recognised.findings.push_back(
        told(kVersionNewer,
             fmt::format("The source is of version {}, and the mapping knows versions up to {}: "
                         "see whether columns or codes have changed.",
                         version, query.known)));
  }
  return {};
}

}  // namespace

Result<Recognised> recognise(const MappingFile& mapping, const standard::Standard& standard,
                             const Staging& staging, Day today, const std::string& wanted) {
  const auto& database = staging.database();
  const CodeWords words = words_on(mapping.codes, today);
  const FunctionContext context{&standard, &words, today,
                                standard::Window::at(today, mapping.window)};
  TRY(register_functions(database, context));
  Recognised recognised;
  TRY_ASSIGN(const auto answers, ask_probes(mapping, database));
  if (wanted.empty()) {
    TRY(take_found(mapping, answers, recognised));
  } else {
    take_wanted(mapping, wanted, answers, recognised);
  }
  if (mapping.version) TRY(note_version(*mapping.version, database, recognised));
  return recognised;
}

}  // namespace dataflow::mapping
