#include "agent/freshness/code_changes.h"

#include <algorithm>

#include <fmt/format.h>

#include "agent/freshness/fingerprint.h"

namespace dataflow::freshness {

namespace {

/// A field of fewer values never counts as replaced, and a code of fewer uses never as gone.
constexpr std::int64_t kEnough = 20;
constexpr std::size_t kMostNamed = 20;

std::string values(std::int64_t number) {
  return number == 1 ? "1 value" : fmt::format("{} values", number);
}

/// "A (12), B (3) and 2 texts that stand for no code (5)"
std::string listed(const std::vector<ledger::CodeUse>& uses) {
  std::vector<std::string> parts;
  std::size_t texts = 0;
  std::int64_t uses_of_texts = 0;
  std::size_t named = 0;
  for (const auto& use : uses) {
    if (!use.known) {
      ++texts;
      uses_of_texts += use.uses;
    } else if (named++ < kMostNamed) {
      parts.push_back(fmt::format("{} ({})", use.code, use.uses));
    }
  }
  if (named > kMostNamed) parts.push_back(fmt::format("{} other codes", named - kMostNamed));
  if (texts > 0) {
    parts.push_back(fmt::format("{} {} for no code ({})", texts,
                                texts == 1 ? "text that stands" : "texts that stand",
                                uses_of_texts));
  }
  return fmt::format("{}", fmt::join(parts, ", "));
}

}  // namespace

CodeChanges::CodeChanges(const std::string& path, std::span<const ledger::CodeUse> seen,
                         std::span<const ledger::SeenCode> memory, Day today)
    : path_(path), today_(today) {
  std::copy_if(seen.begin(), seen.end(), std::back_inserter(now_),
               [&](const auto& use) { return use.field == path; });
  std::copy_if(memory.begin(), memory.end(), std::back_inserter(before_),
               [&](const auto& code) { return code.use.field == path; });
  Day newest = Day();
  for (const auto& code : before_) newest = std::max(newest, code.last_seen);
  for (const auto& code : before_) {
    if (code.last_seen == newest) values_before_ += code.use.uses;
  }
  for (const auto& use : now_) {
    values_ += use.uses;
    if (known(use) == nullptr) unseen_ += use.uses;
  }
}

bool CodeChanges::replaced() const {
  if (before_.empty()) return false;
  if (values_ == 0) return values_before_ >= kEnough;
  return values_ >= kEnough && 2 * unseen_ > values_;
}

std::vector<Finding> CodeChanges::findings() const {
  if (before_.empty()) return {};
  if (replaced()) return {replaced_codes()};
  std::vector<Finding> findings;
  for (auto finding : {new_codes(), gone_codes()}) {
    if (!finding.what.empty()) findings.push_back(std::move(finding));
  }
  return findings;
}

const ledger::SeenCode* CodeChanges::known(const ledger::CodeUse& use) const {
  const auto found = std::find_if(before_.begin(), before_.end(),
                                  [&](const auto& code) { return code.use.code == use.code; });
  return found == before_.end() ? nullptr : &*found;
}

bool CodeChanges::used(const ledger::SeenCode& code) const {
  return std::any_of(now_.begin(), now_.end(),
                     [&](const auto& use) { return use.code == code.use.code; });
}

/// First seen within the last days, but after the field itself was.
bool CodeChanges::is_news(const ledger::CodeUse& use) const {
  const auto* code = known(use);
  if (code == nullptr) return true;
  const auto oldest =
      std::min_element(before_.begin(), before_.end(),
                       [](const auto& a, const auto& b) { return a.first_seen < b.first_seen; });
  return code->first_seen > oldest->first_seen && code->first_seen >= today_.plus(-kDaysTold);
}

Finding CodeChanges::new_codes() const {
  std::vector<ledger::CodeUse> news;
  std::copy_if(now_.begin(), now_.end(), std::back_inserter(news),
               [&](const auto& use) { return is_news(use); });
  if (news.empty()) return {};
  return {kCodesNew, Weight::warn, "",
          fmt::format("{} has what it never had before: {}.", path_, listed(news)), path_};
}

Finding CodeChanges::gone_codes() const {
  std::vector<ledger::CodeUse> gone;
  for (const auto& code : before_) {
    const bool told = code.last_seen >= today_.plus(-kDaysTold);
    if (told && code.use.uses >= kEnough && !used(code)) gone.push_back(code.use);
  }
  if (gone.empty()) return {};
  return {kCodesGone, Weight::warn, "",
          fmt::format("{} was often, and is no longer: {}.", path_, listed(gone)), path_};
}

Finding CodeChanges::replaced_codes() const {
  std::string what = values_ == 0
                         ? fmt::format("{} had {}, and has none.", path_, values(values_before_))
                         : fmt::format("Of the {} of {}, {} are what it never had before: {}.",
                                       values(values_), path_, unseen_, listed(now_));
  what += " Children whose document would change there are held.";
  return {kCodesReplaced, Weight::warn, "", std::move(what), path_};
}

}  // namespace dataflow::freshness
