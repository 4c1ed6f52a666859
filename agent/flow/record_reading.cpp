#include "agent/flow/record_reading.h"

#include "agent/flow/source_reading.h"
#include "agent/mapping/explain.h"

namespace dataflow::flow {

namespace {

constexpr std::uint64_t kReportEvery = 100;

Result<mapping::Staging> stage(const ReadingParts& parts) {
  TRY_ASSIGN(const auto wishes,
             columns_to_read(parts.source, parts.mapping, parts.standard, parts.faults));
  if (!wishes) return misfit(parts.faults);
  return read_source(parts.source, *wishes, parts.mapping, parts.progress);
}

Result<std::unique_ptr<mapping::Records>> open_records(const ReadingParts& parts,
                                                       const mapping::Staging& staging) {
  return mapping::Records::open(parts.mapping, parts.standard, staging, parts.today);
}

}  // namespace

Result<mapping::CohortCount> read_records(const ReadingParts& parts, const OnRecord& on_record) {
  TRY_ASSIGN(const auto staging, stage(parts));
  TRY_ASSIGN(const auto records, open_records(parts, staging));
  const auto total = static_cast<std::uint64_t>(records->cohort().in_scope);
  Record record;
  for (std::uint64_t built = 1;; ++built) {
    TRY_ASSIGN(const bool more, records->next(record));
    if (!more) return records->cohort();
    TRY(on_record(record));
    if (built % kReportEvery == 0) parts.progress.report("children built", built, total);
  }
}

Result<mapping::ChildExplanation> explain_child(const ReadingParts& parts,
                                                const Question& question) {
  TRY_ASSIGN(const auto path, mapping::DocumentPath::read(question.path, parts.standard));
  TRY_ASSIGN(const auto staging, stage(parts));
  TRY_ASSIGN(const auto records, open_records(parts, staging));
  std::vector<mapping::PlacedRow> places;
  records->note_places(places);
  TRY_ASSIGN(const auto explainer,
             mapping::Explainer::open(parts.mapping, parts.standard, staging));
  Record record;
  while (true) {
    TRY_ASSIGN(const bool more, records->next(record));
    if (!more) return explainer->explain_absence(question.child);
    if (record.child == question.child) return explainer->explain(record, places, path);
  }
}

}  // namespace dataflow::flow
