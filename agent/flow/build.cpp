#include "agent/flow/build.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "agent/flow/held_fields.h"
#include "agent/flow/judging.h"
#include "agent/freshness/fingerprint.h"
#include "agent/freshness/reading.h"
#include "agent/standard/derived_ids.h"
#include "agent/standard/skeleton.h"

namespace dataflow::flow {

namespace {

constexpr std::uint64_t kChildrenBetweenReports = 100;
constexpr std::string_view kNoIdentifier = "8500";

Result<std::vector<Record>> all_of(mapping::Records& records, Progress& progress) {
  std::vector<Record> all;
  const auto total = static_cast<std::uint64_t>(records.cohort().in_scope);
  all.reserve(static_cast<std::size_t>(total));
  Record record;
  while (true) {
    TRY_ASSIGN(const bool more, records.next(record));
    if (!more) return all;
    all.push_back(std::move(record));
    if (all.size() % kChildrenBetweenReports == 0)
      progress.report("children built", all.size(), total);
  }
}

/// What each step of a build took, for the log.
class StepTimes {
 public:
  explicit StepTimes(const Clock& clock) : clock_(clock), begun_(clock.now()) {}

  /// Milliseconds since the last call, or since the beginning.
  std::int64_t lap() {
    const Instant now = clock_.now();
    return (now - std::exchange(begun_, now)).count();
  }

 private:
  const Clock& clock_;
  Instant begun_;
};

void log_file(Log& log, const SourceFile& file) {
  log.info("source.file", fmt::format("{}: {} bytes, sha-256 {}, written {}, {} rows.", file.name,
                                      file.bytes, file.digest.hex(), file.written, file.rows));
}

/// Puts the local corrections in their places. One for a child who is not in the cohort has none.
void correct(const corrections::Corrections& corrections, Build& build) {
  const auto standing = corrections.findings();
  build.council.insert(build.council.end(), standing.begin(), standing.end());
  std::size_t met = 0;
  for (auto& record : build.records) {
    met += corrections.today().count(record.child);
    corrections.apply(record);
  }
  const std::size_t unmet = corrections.today().size() - std::min(met, corrections.today().size());
  if (unmet == 0) return;
  build.council.push_back(
      {corrections::kNoPlaceRule, Weight::warn, "",
       fmt::format("Local corrections name {} identifier{} that no child of the cohort has.", unmet,
                   unmet == 1 ? "" : "s")});
}

Result<void> judge_all(const BuildParts& parts, const mapping::Records& source, Build& build) {
  parts.progress.report("rules judged", 0, parts.rules.size());
  TRY_ASSIGN(auto judged,
             judge({parts.mapping, parts.standard, parts.rules, source, parts.clock.today()},
                   build.records, 1));
  build.council.insert(build.council.end(), judged.council.begin(), judged.council.end());
  build.not_judged = std::move(judged.not_judged);
  return {};
}

/// Teams and the like are for whoever has a finding.
Result<void> note_groups(const mapping::Records& source, Build& build) {
  return source.each_group(
      [&](std::int64_t place, const std::string& name, std::string_view value) {
        const auto& record = build.records[static_cast<std::size_t>(place - 1)];
        if (!record.findings.empty())
          build.groups.push_back({record.child, name, std::string(value)});
        return Result<void>();
      });
}

/// Persons without an identifier have no record that a finding could belong to, and nobody but the
/// count knows of them. So the rule speaks of them all together.
void note_persons_without_id(const std::vector<standard::Rule>& rules, Build& build) {
  const auto count = build.cohort.without_id;
  const auto rule = std::find_if(rules.begin(), rules.end(), [](const standard::Rule& one) {
    return one.number == kNoIdentifier;
  });
  if (count == 0 || rule == rules.end()) return;
  build.council.push_back({rule->number, rule->weight, "",
                           fmt::format("{} of the cohort {} no identifier and cannot be sent.",
                                       count == 1 ? "1 person" : fmt::format("{} persons", count),
                                       count == 1 ? "has" : "have")});
}

/// Last of all: findings and rows of the source speak of the identifiers that the source has.
void derive_ids(const BuildParts& parts, Record& record) {
  if (!parts.ids_for || record.document.empty()) return;
  record.document = standard::with_derived_ids(parts.standard, record.document, *parts.ids_for);
  record.skeleton = standard::skeleton_of(parts.standard, record.document);
  record.digest = sha256(record.document);
}

/// Builds everybody once more with the window as it began at first. Nothing of that is sent; it
/// tells what has left the window from what has left the source.
Result<void> find_past(const BuildParts& parts, const mapping::Staging& staging, Build& build) {
  if (!parts.since || *parts.since >= build.window_start) return {};
  TRY_ASSIGN(auto earlier, mapping::Records::open(parts.mapping, parts.standard, staging,
                                                  parts.clock.today(), parts.since));
  auto next = build.records.begin();
  Record record;
  while (true) {
    TRY_ASSIGN(const bool more, earlier->next(record));
    if (!more) return {};
    derive_ids(parts, record);
    while (next != build.records.end() && next->child < record.child) ++next;
    if (next == build.records.end() || next->child != record.child) {
      build.past.push_back(std::move(record.child));
    } else if (record.held()) {
      next->spared =
          std::string(standard::kEverything);  // what is wrong with old items deletes none of them
    } else if (next->skeleton != record.skeleton) {
      next->spared = std::move(record.skeleton);
    }
  }
}

Result<freshness::Reading> read_source(const BuildParts& parts, Faults& faults) {
  std::string mark_before;
  if (parts.ledger != nullptr) {
    TRY_ASSIGN(mark_before, ledger::mark_before(*parts.ledger));
  }
  return freshness::read_source(
      {parts.source, parts.mapping, parts.standard, parts.terms, parts.clock, parts.progress},
      mark_before, faults);
}

/// What changed in the source since the last settled run, and whom that holds.
Result<void> compare_with_memory(const BuildParts& parts, const Provenance& provenance,
                                 Build& build) {
  if (parts.ledger == nullptr) return {};
  TRY_ASSIGN(const auto memory, ledger::source_memory(*parts.ledger));
  const auto changes = freshness::changes(build.seen, memory, parts.mapping, parts.clock.today());
  for (auto finding : changes.findings) {
    finding.source = provenance.columns_of(finding.place);
    build.council.push_back(std::move(finding));
  }
  build.seen = freshness::to_remember(std::move(build.seen), changes);
  return hold_fields(changes.replaced, *parts.ledger, parts.standard, provenance, build.records);
}

}  // namespace

Result<corrections::Corrections> read_corrections(const BuildParts& parts, Faults& faults) {
  const std::size_t before = faults.size();
  auto corrections = corrections::Corrections::read(parts.corrections, parts.standard,
                                                    parts.mapping, parts.clock.today(), faults);
  if (faults.size() == before) return corrections;
  sort_by_place(faults);
  return Error{Remedy::stop, faults.front().file, describe(faults.front()),
               "Mend the file of corrections: nothing was read or sent."};
}

Result<Build> build(const BuildParts& parts) {
  StepTimes times(parts.clock);
  Faults faults;
  const auto corrections = read_corrections(parts, faults);
  for (const auto& fault : faults) parts.log.error("corrections.fault", describe(fault));
  if (!corrections) return corrections.error();
  auto read = read_source(parts, faults);
  for (const auto& fault : faults) parts.log.error("mapping.fault", describe(fault));
  if (!read) return read.error();
  const auto& staging = read->staging;
  const auto reading = times.lap();
  TRY_ASSIGN(auto records,
             mapping::Records::open(parts.mapping, parts.standard, staging, parts.clock.today()));
  mapping::CodeCounts codes;
  records->count_codes(codes);
  Build build;
  build.rows = staging.rows();
  build.tables = std::move(read->tables);
  build.mark = std::move(read->mark);
  build.files = staging.files();
  for (const auto& file : build.files) log_file(parts.log, file);
  build.council = staging.findings();
  build.cohort = records->cohort();
  build.window_start = records->window().start;
  TRY_ASSIGN(build.records, all_of(*records, parts.progress));
  const auto building = times.lap();
  correct(*corrections, build);
  if (!parts.rules.empty()) TRY(judge_all(parts, *records, build));
  note_persons_without_id(parts.rules, build);
  TRY_ASSIGN(const auto provenance,
             Provenance::open(parts.mapping, parts.standard, staging.database()));
  for (auto& record : build.records) complete(parts.standard, provenance, record);
  for (auto& record : build.records) derive_ids(parts, record);
  build.seen = freshness::seen_of(std::move(read->offered), codes);
  TRY(compare_with_memory(parts, provenance, build));
  TRY(note_groups(*records, build));
  records.reset();
  TRY(find_past(parts, staging, build));
  parts.log.info("build.done", fmt::format("{} rows read in {} ms, {} records built in {} ms, {} "
                                           "rules judged in {} ms.",
                                           build.rows, reading, build.records.size(), building,
                                           parts.rules.size(), times.lap()));
  return build;
}

}  // namespace dataflow::flow
