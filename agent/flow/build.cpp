#include "agent/flow/build.h"

#include <algorithm>

#include <boost/json.hpp>
#include <fmt/format.h>

#include "agent/flow/source_reading.h"
#include "agent/rules/judge.h"
#include "agent/standard/place.h"

namespace dataflow::flow {

namespace {

constexpr std::uint64_t kReportEvery = 100;
constexpr std::string_view kNoIdentifier = "8500";

/// All faults go to the log; the error names the first.
Error error_of(const Faults& faults, Log& log) {
  for (const auto& fault : faults) log.error("mapping.fault", describe(fault));
  return {Remedy::stop, faults.front().file,
          fmt::format("The mapping does not fit the source: {} fault{}, the first in line {}: {}",
                      faults.size(), faults.size() == 1 ? "" : "s", faults.front().line,
                      faults.front().what),
          "Run 'dataflow-agent check' for all of them."};
}

Result<std::vector<Record>> all_of(mapping::Records& records, Progress& progress) {
  std::vector<Record> all;
  const auto total = static_cast<std::uint64_t>(records.cohort().in_scope);
  all.reserve(static_cast<std::size_t>(total));
  Record record;
  while (true) {
    TRY_ASSIGN(const bool more, records.next(record));
    if (!more) return all;
    all.push_back(std::move(record));
    if (all.size() % kReportEvery == 0) progress.report("children built", all.size(), total);
  }
}

/// Holds all records against the rules, and adds the findings to them.
class Judging {
 public:
  Judging(const BuildParts& parts, const mapping::Records& source, Build& build)
      : parts_(parts), source_(source), build_(build) {}

  Result<void> run() {
    TRY_ASSIGN(auto blocks, rules::BuiltBlocks::create(parts_.standard));
    TRY(fill(blocks));
    const auto window = source_.window();
    rules::Judge judge(parts_.standard, blocks, {parts_.clock.today(), window.start, window.end},
                       filled());
    parts_.progress.report("rules judged", 0, parts_.rules.size());
    TRY_ASSIGN(auto found, judge.judge(parts_.rules));
    for (auto& judgement : found.children) {
      build_.records[records_[static_cast<std::size_t>(judgement.child)]].findings.push_back(
          std::move(judgement.finding));
    }
    build_.council.insert(build_.council.end(), found.council.begin(), found.council.end());
    build_.not_judged = judge.not_judged();
    return {};
  }

 private:
  /// Held records have no document: there is nothing of them that could be sent or judged.
  Result<void> fill(rules::BuiltBlocks& blocks) {
    numbers_.assign(build_.records.size(), kNoNumber);
    for (std::size_t i = 0; i < build_.records.size(); ++i) {
      if (build_.records[i].held()) continue;
      TRY_ASSIGN(numbers_[i], blocks.add(build_.records[i].document));
      records_.push_back(i);
    }
    TRY(source_.each_beside([&](const mapping::BesideEntry& entry) -> Result<void> {
      const auto number = numbers_[static_cast<std::size_t>(entry.place - 1)];
      if (number == kNoNumber) return {};
      return blocks.add_beside(entry.beside, number, entry.key, entry.values);
    }));
    return blocks.finish();
  }

  [[nodiscard]] std::vector<std::string> filled() const {
    std::vector<std::string> names;
    for (const auto& block : parts_.mapping.besides) names.push_back(block.beside->name);
    return names;
  }

  static constexpr rules::ChildNumber kNoNumber = -1;

  const BuildParts& parts_;
  const mapping::Records& source_;
  Build& build_;
  std::vector<rules::ChildNumber> numbers_;  // of each record
  std::vector<std::size_t> records_;         // of each number
};

/// Puts the local corrections in their places. One for a child who is not in the cohort has none.
void correct(const corrections::Corrections& corrections, Build& build) {
  build.council = corrections.findings();
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

/// Names the place of each finding by key. Whoever is held by a rule loses the document, as whoever
/// is held by the builder has none.
void complete(const standard::Standard& standard, Record& record) {
  if (record.findings.empty()) return;
  boost::json::object document;
  if (!record.document.empty()) document = boost::json::parse(record.document).as_object();
  for (auto& finding : record.findings) {
    finding.place = standard::place_by_key(standard, document, finding.path);
  }
  if (!record.held()) return;
  record.document.clear();
  record.skeleton.clear();
  record.digest = Digest();
}

}  // namespace

Result<Build> build(const BuildParts& parts) {
  Faults faults;
  TRY_ASSIGN(const auto wishes,
             columns_to_read(parts.source, parts.mapping, parts.standard, faults));
  if (!wishes) return error_of(faults, parts.log);
  TRY_ASSIGN(const auto staging, read_source(parts.source, *wishes, parts.mapping, parts.progress));
  TRY_ASSIGN(auto records,
             mapping::Records::open(parts.mapping, parts.standard, staging, parts.clock.today()));
  Build build;
  build.rows = staging.rows();
  build.cohort = records->cohort();
  TRY_ASSIGN(build.records, all_of(*records, parts.progress));
  correct(parts.corrections, build);
  if (!parts.rules.empty()) TRY(Judging(parts, *records, build).run());
  note_persons_without_id(parts.rules, build);
  for (auto& record : build.records) complete(parts.standard, record);
  return build;
}

}  // namespace dataflow::flow
