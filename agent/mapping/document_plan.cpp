#include "agent/mapping/document_plan.h"

#include <algorithm>

#include "agent/core/canonical_json.h"

namespace dataflow::mapping {

namespace {

class Planner {
 public:
  explicit Planner(const MappingFile& mapping) : mapping_(mapping) {}

  /// Adds the block for `field` and all below it; kNone when nothing of it is mapped.
  std::size_t add(const standard::Field& field, std::size_t parent) {
    const Block* spec = spec_of(field);
    if (spec == nullptr && !holds_blocks(field)) return kNone;
    const std::size_t here = plans_.size();
    BlockPlan plan;
    plan.field = &field;
    plan.spec = spec;
    plan.parent = parent;
    plan.below_item = parent != kNone && (plans_[parent].below_item ||
                                          plans_[parent].field->kind == standard::FieldKind::list);
    plans_.push_back(std::move(plan));
    for (const auto& member : field.members) add_member(member, here);
    return here;
  }

  std::vector<BlockPlan> take() { return std::move(plans_); }

 private:
  void add_member(const standard::Field& field, std::size_t here) {
    MemberPlan member{MemberPlan::Source::value, &field, "", kNone, kNone};
    append_json_string(member.name, field.name);
    member.name += ':';
    if (field.has_members()) {
      member.source = MemberPlan::Source::block;
      member.block = add(field, here);
      if (member.block == kNone) return;
    } else if (field.kind == standard::FieldKind::purge) {
      member.source = MemberPlan::Source::purge;
    } else {
      member.column = column_of(field, plans_[here].spec);
      if (member.column == kNone) return;
      if (field.key) plans_[here].key_column = member.column;
    }
    plans_[here].members.push_back(std::move(member));
  }

  [[nodiscard]] const Block* spec_of(const standard::Field& field) const {
    for (const auto& block : mapping_.blocks) {
      if (block.field == &field) return &block;
    }
    return nullptr;
  }

  [[nodiscard]] bool holds_blocks(const standard::Field& field) const {
    return std::any_of(mapping_.blocks.begin(), mapping_.blocks.end(), [&](const Block& block) {
      return block.field->path.starts_with(field.path + ".");
    });
  }

  static std::size_t column_of(const standard::Field& field, const Block* spec) {
    if (spec == nullptr) return kNone;
    const auto found = std::find_if(spec->fields.begin(), spec->fields.end(),
                                    [&](const auto& mapped) { return mapped.first == &field; });
    return found == spec->fields.end() ? kNone
                                       : static_cast<std::size_t>(found - spec->fields.begin());
  }

  const MappingFile& mapping_;
  std::vector<BlockPlan> plans_;
};

}  // namespace

std::vector<BlockPlan> plan_document(const MappingFile& mapping,
                                     const standard::Standard& standard) {
  Planner planner(mapping);
  planner.add(standard.document(), kNone);
  return planner.take();
}

}  // namespace dataflow::mapping
