#include "agent/corrections/corrections.h"

#include <boost/json.hpp>
#include <fmt/format.h>

#include "agent/core/canonical_json.h"
#include "agent/corrections/correction_file.h"
#include "agent/standard/place.h"
#include "agent/standard/skeleton.h"

namespace dataflow::corrections {

namespace {

namespace json = boost::json;

/// "a[E1].b" as what holds the value, "a[E1]", and the value's name. A key holds no dot.
struct Split {
  std::string owner;
  std::string name;
};

Split split(const std::string& path) {
  const std::size_t dot = path.rfind('.');
  if (dot == std::string::npos) return {"", path};
  return {path.substr(0, dot), path.substr(dot + 1)};
}

/// Whether the document had a place for it.
bool change(const standard::Standard& standard, const Correction& correction,
            json::value& document) {
  const auto [owner, name] = split(correction.path);
  auto* found = standard::find_value(standard, document, owner);
  auto* object = found == nullptr ? nullptr : found->if_object();
  if (object == nullptr) return false;
  if (correction.action == Action::clear) return object->erase(name) > 0;
  (*object)[name] = json::parse(correction.json);
  return true;
}

Finding finding_of(const Correction& correction, bool found) {
  if (correction.action == Action::hold) {
    return {kHeldRule, Weight::hold, correction.path,
            "A local correction holds this child: see the file of corrections."};
  }
  if (!found) {
    return {kNoPlaceRule, Weight::warn, correction.path,
            "A local correction finds nothing to change here: take it out, or mend its path."};
  }
  return {kCorrectedRule, Weight::warn, correction.path,
          "This value comes from a local correction, not from the source."};
}

}  // namespace

Corrections Corrections::read(const std::filesystem::path& file, const standard::Standard& standard,
                              const mapping::MappingFile& mapping, Day today, Faults& faults) {
  Corrections corrections(standard);
  if (file.empty()) return corrections;
  for (auto& correction : read_corrections(file, standard, mapping, today, faults)) {
    if (correction.until < today) ++corrections.expired_;
    if (today < correction.from || correction.until < today) continue;
    corrections.today_[correction.child].push_back(std::move(correction));
  }
  return corrections;
}

void Corrections::apply(Record& record) const {
  const auto found = today_.find(record.child);
  if (found == today_.end() || record.held()) return;
  json::value document = json::parse(record.document);
  bool changed = false;
  for (const auto& correction : found->second) {
    const bool is_hold = correction.action == Action::hold;
    const bool has_place = !is_hold && change(*standard_, correction, document);
    changed = changed || has_place;
    record.findings.push_back(finding_of(correction, has_place));
  }
  if (!changed) return;
  record.document = canonical_json(document);
  record.skeleton = standard::skeleton_of(*standard_, record.document);
  record.digest = sha256(record.document);
}

std::vector<Finding> Corrections::findings() const {
  if (expired_ == 0) return {};
  return {{kExpiredRule, Weight::warn, "",
           fmt::format("{} local correction{} expired. Take {} out, or set {} a new day.", expired_,
                       expired_ == 1 ? " has" : "s have", expired_ == 1 ? "it" : "them",
                       expired_ == 1 ? "it" : "them")}};
}

}  // namespace dataflow::corrections
