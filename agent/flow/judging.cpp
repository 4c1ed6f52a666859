#include "agent/flow/judging.h"

#include <boost/json.hpp>

#include "agent/rules/judge.h"
#include "agent/standard/place.h"

namespace dataflow::flow {

namespace {

constexpr rules::ChildNumber kNoNumber = -1;

/// The records' documents as tables, and which child is which record.
class Bench {
 public:
  Bench(std::span<Record> records, std::int64_t first_place)
      : records_(records), first_place_(first_place), numbers_(records.size(), kNoNumber) {}

  Result<void> fill(rules::BuiltBlocks& blocks, const mapping::Records& source) {
    for (std::size_t i = 0; i < records_.size(); ++i) {
      if (records_[i].held()) continue;
      TRY_ASSIGN(numbers_[i], blocks.add(records_[i].document));
      judged_.push_back(&records_[i]);
    }
    TRY(source.each_beside([&](const mapping::BesideEntry& entry) -> Result<void> {
      const auto number = number_at(entry.place);
      if (number == kNoNumber) return {};
      return blocks.add_beside(entry.beside, number, entry.key, entry.values);
    }));
    return blocks.finish();
  }

  [[nodiscard]] Record& record_of(rules::ChildNumber child) const {
    return *judged_[static_cast<std::size_t>(child)];
  }

 private:
  [[nodiscard]] rules::ChildNumber number_at(std::int64_t place) const {
    const auto index = static_cast<std::size_t>(place - first_place_);
    const bool is_here = place >= first_place_ && index < numbers_.size();
    return is_here ? numbers_[index] : kNoNumber;
  }

  std::span<Record> records_;
  std::int64_t first_place_;
  std::vector<rules::ChildNumber> numbers_;  // of each record
  std::vector<Record*> judged_;              // of each number
};

std::vector<std::string> filled_by(const mapping::MappingFile& mapping) {
  std::vector<std::string> names;
  for (const auto& block : mapping.besides) names.push_back(block.beside->name);
  return names;
}

}  // namespace

Result<Judged> judge(const JudgingParts& parts, std::span<Record> records,
                     std::int64_t first_place) {
  TRY_ASSIGN(auto blocks, rules::BuiltBlocks::create(parts.standard));
  Bench bench(records, first_place);
  TRY(bench.fill(blocks, parts.source));
  rules::Judge judge(parts.standard, blocks, {parts.today, parts.source.window()},
                     filled_by(parts.mapping));
  TRY_ASSIGN(auto found, judge.judge(parts.rules));
  for (auto& judgement : found.children) {
    bench.record_of(judgement.child).findings.push_back(std::move(judgement.finding));
  }
  return Judged{std::move(found.council), judge.not_judged()};
}

void complete(const standard::Standard& standard, const Provenance& provenance, Record& record) {
  if (record.findings.empty()) return;
  boost::json::value document;
  if (!record.document.empty()) document = boost::json::parse(record.document);
  for (auto& finding : record.findings) {
    finding.place = standard::place_by_key(standard, document, finding.path);
    provenance.trace(record.child, finding);
  }
  leave_out_if_held(record);
}

void leave_out_if_held(Record& record) {
  if (!record.held()) return;
  record.document.clear();
  record.skeleton.clear();
  record.digest = Digest();
}

}  // namespace dataflow::flow
