#include "agent/flow/effects.h"

#include <set>

#include <boost/json.hpp>

#include "agent/flow/difference.h"
#include "agent/ledger/accepted_documents.h"
#include "agent/standard/content.h"

namespace dataflow::flow {

namespace {

class Counter {
 public:
  explicit Counter(const standard::Standard& standard) : standard_(standard) {}

  void take(const Compared& compared) {
    const auto* state = compared.state;
    const bool known = state != nullptr && (state->accepted || state->waiting);
    if (known) ++effects_.known;
    if (compared.decision.step == Step::purge) leave(compared);
    if (compared.decision.step != Step::send) return;
    const Digest content = standard::content_digest(standard_, compared.record->document);
    effects_.contents.emplace(compared.record, content);
    if (!known) {
      ++effects_.fresh;
      ++fresh_contents_[content];
      return;
    }
    if (state->accepted == compared.record->digest) return;  // sent again as it is
    ++effects_.changed;
    changed_.push_back(compared.record);
    if (state->content == content) ++effects_.churned;
  }

  /// Call once, after the last child.
  Effects finish() {
    for (const auto& content : leaving_contents_) {
      const auto found = fresh_contents_.find(content);
      if (found == fresh_contents_.end() || found->second == 0) continue;
      --found->second;
      ++effects_.churned;
    }
    return std::move(effects_);
  }

  [[nodiscard]] const std::vector<const Record*>& changed() const { return changed_; }

 private:
  void leave(const Compared& compared) {
    effects_.leaving.push_back(compared.child);
    if (compared.state->content) leaving_contents_.push_back(*compared.state->content);
  }

  const standard::Standard& standard_;
  Effects effects_;
  std::vector<const Record*> changed_;
  std::vector<Digest> leaving_contents_;
  std::map<Digest, std::int64_t> fresh_contents_;
};

Result<void> count_fields(const standard::Standard& standard, const ledger::Ledger& ledger,
                          const std::vector<const Record*>& changed, Effects& effects) {
  TRY_ASSIGN(auto accepted, ledger::AcceptedDocuments::open(ledger));
  for (const Record* record : changed) {
    TRY_ASSIGN(const auto before, accepted.of(record->child));
    if (!before || before->empty()) continue;  // no longer kept: its changes are not known
    std::set<std::string> fields;
    for (const auto& difference :
         differences(standard, boost::json::parse(*before), boost::json::parse(record->document))) {
      fields.insert(difference.field->path);
    }
    for (const auto& field : fields) ++effects.fields[field];
  }
  return {};
}

}  // namespace

Result<Effects> effects_of(const Build& build, const standard::Standard& standard,
                           const ledger::Ledger& ledger, const Absence& absence,
                           const Allowance& few) {
  Counter counter(standard);
  TRY_ASSIGN(auto figures, compare(build, standard, ledger, absence, [&](const Compared& compared) {
               counter.take(compared);
               return Result<void>();
             }));
  Effects effects = counter.finish();
  effects.figures = std::move(figures);
  TRY_ASSIGN(const auto settled, ledger::newest_run(ledger, ledger::Which::settled));
  effects.first = !settled;
  TRY_ASSIGN(effects.purged_today, ledger::purges_of_day(ledger, absence.today));
  effects.tables = build.tables;
  TRY_ASSIGN(effects.tables_before, ledger::tables_before(ledger));
  if (effects.changed > few.of(effects.known)) {
    TRY(count_fields(standard, ledger, counter.changed(), effects));
  }
  return effects;
}

}  // namespace dataflow::flow
