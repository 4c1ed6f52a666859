#include "agent/flow/explaining.h"

#include <span>

#include "agent/explain/explain.h"
#include "agent/flow/judging.h"
#include "agent/freshness/reading.h"
#include "agent/mapping/recognise.h"

namespace dataflow::flow {

namespace {

/// Adds the findings of corrections and rules to the record, whose document stays for the
/// explanation.
Result<void> judge_one(const BuildParts& parts, const corrections::Corrections& corrections,
                       const mapping::Records& source, Record& record, std::int64_t place) {
  Record corrected = record;
  corrections.apply(corrected);
  TRY(judge({parts.mapping, parts.standard, parts.rules, source, parts.clock.today()},
            std::span(&corrected, 1), place));
  record.findings = std::move(corrected.findings);
  return {};
}

/// What a correction puts in a value's place, in the explanation of that value.
void show_corrections(const corrections::Corrections& corrections,
                      mapping::ChildExplanation& explanation) {
  const auto found = corrections.today().find(explanation.child);
  if (found == corrections.today().end()) return;
  for (const auto& correction : found->second) {
    for (auto& value : explanation.values) {
      const bool is_it = value.path == correction.path || value.keyed_path == correction.path;
      if (!is_it || correction.action == corrections::Action::hold) continue;
      value.value = correction.json;
      value.absent = correction.json.empty() ? "A local correction leaves it out." : "";
      for (const auto& finding : explanation.findings) {
        if (finding.path == correction.path && finding.path != value.path) {
          value.findings.push_back(finding);
        }
      }
    }
  }
}

}  // namespace

Result<mapping::ChildExplanation> explain_child(const BuildParts& given, const Question& question,
                                                Faults& faults) {
  TRY_ASSIGN(const auto path, mapping::DocumentPath::read(question.path, given.standard));
  TRY_ASSIGN(const auto corrections, read_corrections(given, faults));
  TRY_ASSIGN(const auto staging,
             freshness::look_at_source({given.source, given.mapping, given.standard, given.terms,
                                        given.clock, given.progress},
                                       faults));
  TRY_ASSIGN(const auto recognised, mapping::recognise(given.mapping, given.standard, staging,
                                                       given.clock.today(), given.variant));
  const BuildParts parts = given.with(*recognised.mapping);
  TRY_ASSIGN(const auto records,
             mapping::Records::open(parts.mapping, parts.standard, staging, parts.clock.today()));
  std::vector<mapping::PlacedRow> places;
  records->note_places(places);
  TRY_ASSIGN(const auto explainer,
             mapping::Explainer::open(parts.mapping, parts.standard, staging, records->words()));
  Record record;
  for (std::int64_t place = 1;; ++place) {
    TRY_ASSIGN(const bool more, records->next(record));
    if (!more) {
      TRY_ASSIGN(auto absence, explainer->explain_absence(question.child));
      absence.mapping = &parts.mapping;
      return absence;
    }
    if (record.child != question.child) continue;
    TRY(judge_one(parts, corrections, *records, record, place));
    TRY_ASSIGN(auto explanation, explainer->explain(record, places, path));
    show_corrections(corrections, explanation);
    explanation.mapping = &parts.mapping;
    return explanation;
  }
}

}  // namespace dataflow::flow
