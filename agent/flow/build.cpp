#include "agent/flow/build.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "agent/core/stopping.h"
#include "agent/flow/changed_source.h"
#include "agent/flow/derive_ids.h"
#include "agent/flow/judging.h"
#include "agent/flow/past_window.h"
#include "agent/freshness/fingerprint.h"
#include "agent/freshness/reading.h"
#include "agent/mapping/recognise.h"

namespace dataflow::flow {

namespace {

constexpr std::uint64_t kChildrenBetweenReports = 100;
constexpr std::string_view kNoIdentifier = "8500";

Result<std::vector<Record>> all_of(mapping::Records& records, const BuildParts& parts) {
  std::vector<Record> all;
  const auto total = static_cast<std::uint64_t>(records.cohort().in_scope);
  all.reserve(static_cast<std::size_t>(total));
  Record record;
  while (true) {
    TRY_ASSIGN(const bool more, records.next(record));
    if (!more) return all;
    all.push_back(std::move(record));
    if (all.size() % kChildrenBetweenReports != 0) continue;
    TRY(check_stop(parts.stop));
    parts.progress.report("children built", all.size(), total);
  }
}

/// What each step of a build took, for the log.
class StepTimes {
 public:
  explicit StepTimes(const Clock& clock) : clock_(clock), begun_(clock.now()) {}

  void read() { reading_ = lap(); }
  void built() { building_ = lap(); }

  /// The rest of the time was for the rules.
  [[nodiscard]] std::string summary(const Build& build, std::size_t rules) {
    return fmt::format(
        "{} rows read in {} ms, {} records built in {} ms, {} rules judged in {} ms.", build.rows,
        reading_, build.records.size(), building_, rules, lap());
  }

 private:
  /// Milliseconds since the last call, or since the beginning.
  std::int64_t lap() {
    const Instant now = clock_.now();
    return (now - std::exchange(begun_, now)).count();
  }

  const Clock& clock_;
  Instant begun_;
  std::int64_t reading_ = 0;
  std::int64_t building_ = 0;
};

void log_file(Log& log, const SourceFile& file) {
  log.info(events::kSourceFile,
           fmt::format("{}: {} bytes, sha-256 {}, written {}, {} rows.", file.name, file.bytes,
                       file.digest.hex(), file.written, file.rows));
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
  TRY(check_stop(parts.stop));
  parts.progress.report("rules judged", 0, parts.rules.size());
  TRY_ASSIGN(auto judged,
             judge({parts.mapping, parts.standard, parts.rules, source, parts.clock.today()},
                   build.records, 1));
  build.council.insert(build.council.end(), judged.council.begin(), judged.council.end());
  build.not_judged = std::move(judged.not_judged);
  return {};
}

/// A run that the brake holds stores no findings, and whoever decides about it has to know these.
void tell(const std::vector<Finding>& about_source, Log& log) {
  for (const auto& finding : about_source) {
    const bool as_wanted =
        finding.rule == mapping::kVariantFound || finding.rule == mapping::kVersionRead;
    if (as_wanted) {
      log.info(events::kSourceRecognised, finding.what);
    } else {
      log.warning(events::kSourceDoubted, finding.what);
    }
  }
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

Result<corrections::Corrections> corrections_of_today(const BuildParts& parts) {
  Faults faults;
  auto corrections = read_corrections(parts, faults);
  for (const auto& fault : faults) parts.log.error(events::kCorrectionsFault, describe(fault));
  return corrections;
}

Result<freshness::Reading> read_source(const BuildParts& parts) {
  std::string mark_before;
  if (parts.ledger != nullptr) {
    TRY_ASSIGN(mark_before, ledger::mark_before(*parts.ledger));
  }
  Faults faults;
  auto reading = freshness::read_source({parts.source, parts.mapping, parts.standard, parts.terms,
                                         parts.clock, parts.progress, parts.stop},
                                        mark_before, faults);
  for (const auto& fault : faults) parts.log.error(events::kMappingFault, describe(fault));
  return reading;
}

/// All that the build knows before the first record is made.
Build begin_build(const BuildParts& parts, const freshness::Reading& reading,
                  const std::vector<Finding>& recognised) {
  Build build;
  build.mapping = parts.mapping.name;
  build.rows = reading.staging.rows();
  build.tables = reading.tables;
  build.mark = reading.mark;
  build.files = reading.staging.files();
  for (const auto& file : build.files) log_file(parts.log, file);
  build.council = reading.staging.findings();
  build.council.insert(build.council.end(), recognised.begin(), recognised.end());
  return build;
}

/// Makes the records and judges them.
Result<void> build_records(const BuildParts& parts, const freshness::Reading& reading,
                           const corrections::Corrections& corrections, StepTimes& times,
                           Build& build) {
  TRY_ASSIGN(auto records, mapping::Records::open(parts.mapping, parts.standard, reading.staging,
                                                  parts.clock.today()));
  mapping::CodeCounts codes;
  records->count_codes(codes);
  build.cohort = records->cohort();
  build.window_start = records->window().start;
  TRY_ASSIGN(build.records, all_of(*records, parts));
  times.built();
  correct(corrections, build);
  if (!parts.rules.empty()) TRY(judge_all(parts, *records, build));
  note_persons_without_id(parts.rules, build);
  TRY_ASSIGN(const auto provenance,
             Provenance::open(parts.mapping, parts.standard, reading.staging.database()));
  for (auto& record : build.records) complete(parts.standard, provenance, record);
  for (auto& record : build.records) derive_ids(parts, record);
  build.seen = freshness::seen_of(reading.offered, codes);
  TRY(compare_with_memory(parts, provenance, build));
  return note_groups(*records, build);
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

BuildParts BuildParts::with(const mapping::MappingFile& form) const {
  return {source,   form,  standard, rules, corrections, clock,   log,
          progress, since, ids_for,  terms, ledger,      variant, stop};
}

Result<Build> build(const BuildParts& given) {
  StepTimes times(given.clock);
  TRY_ASSIGN(const auto corrections, corrections_of_today(given));
  TRY_ASSIGN(const auto reading, read_source(given));
  times.read();
  TRY_ASSIGN(const auto recognised,
             mapping::recognise(given.mapping, given.standard, reading.staging, given.clock.today(),
                                given.variant));
  tell(recognised.findings, given.log);
  const BuildParts parts = given.with(*recognised.mapping);
  Build build = begin_build(parts, reading, recognised.findings);
  TRY(build_records(parts, reading, corrections, times, build));
  TRY(find_past(parts, reading.staging, build));
  TRY(check_stop(parts.stop));
  parts.log.info(events::kBuildDone, times.summary(build, parts.rules.size()));
  return build;
}

}  // namespace dataflow::flow
