// A connector over rows written in a test, with a mapping small enough to read.
#pragma once

#include "connectors/connector.h"
#include "tests/mapping/small_source.h"

namespace dataflow {

/// The content may be changed between runs; `failure`, when set, is what reading ends with.
class MadeSource final : public connectors::Connector {
 public:
  explicit MadeSource(mapping::SmallSource rows) : content(std::move(rows)) {}

  Result<std::vector<TableShape>> describe() override { return mapping::shapes_of(content); }

  Result<void> read(std::span<const TableShape> wishes, RowSink& sink) override {
    ++reads;
    if (failure) return *failure;
    mapping::pour(content, {wishes.begin(), wishes.end()}, sink);
    return {};
  }

  [[nodiscard]] connectors::Moment moment() const override { return connectors::Moment::one; }

  mapping::SmallSource content;
  std::optional<Error> failure;
  int reads = 0;
};

inline constexpr char kSmallMapping[] = R"(
mapping: small
says: Persons with episodes and plans.
standard: dfe-csc
cohort:
  from: person
  child: id
  belongs:
    - rule: adults
      says: Adults are left out.
      when: coalesce(adult, 'N') <> 'Y'
blocks:
  child: {from: person, child: id, fields: {la_child_id: id}}
  child_details: {from: person, child: id, fields: {surname: name}}
  social_care_episodes:
    {from: episode, child: person, fields: {social_care_episode_id: id, referral_date: referred}}
  social_care_episodes[].child_in_need_plans:
    {from: plan, parent: episode, fields: {child_in_need_plan_id: id}}
)";

/// persons: "id|name|adult"; episodes: "id|person|referred"; plans: "id|episode"
inline mapping::SmallSource small_content(const std::vector<std::string>& persons,
                                          const std::vector<std::string>& episodes = {},
                                          const std::vector<std::string>& plans = {}) {
  mapping::SmallSource content = {
      {"person", {"id|name|adult"}}, {"episode", {"id|person|referred"}}, {"plan", {"id|episode"}}};
  const auto add = [&](const char* table, const std::vector<std::string>& rows) {
    content[table].insert(content[table].end(), rows.begin(), rows.end());
  };
  add("person", persons);
  add("episode", episodes);
  add("plan", plans);
  return content;
}

}  // namespace dataflow
