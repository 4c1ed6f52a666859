#include <fmt/format.h>

#include "agent/freshness/check_up.h"
#include "agent/setup/topics.h"
#include "agent/workbench/named_tables.h"

namespace dataflow::setup {

namespace {

using freshness::SourceStep;

std::vector<Question> mapping_questions(const Draft& draft) {
  return {
      {"mapping",
       "The mapping from the source to the standard: the name of a shipped one, or a path",
       "How the source's tables become the standard's documents: a shipped mapping by its name, "
       "or the path of your own. docs/mappings-shipped.md and docs/mapping.md.",
       draft.fitting}};
}

/// Without a source to ask, the SQL of the mapping says what it reads.
Trial without_source(Draft& draft, const app::Plan& plan) {
  auto named = mapping::tables_named(plan.mapping(), plan.standard());
  if (!named) return Trial::failure(describe(named.error()));
  draft.wishes = std::move(*named);
  return Trial::without("Whether the mapping fits the source was not tested.");
}

Trial try_mapping(Draft& draft, const Tell& tell) {
  Faults faults;
  const auto plan = drafted_plan(draft, faults);
  if (!plan) return Trial::failure(sentences(faults));
  if (draft.offered.empty()) return without_source(draft, *plan);
  const auto source = plan->open_source();
  if (!source) return Trial::failure(describe(source.error()));
  const auto watch = [&](const SourceStep& step) {
    tell(line_of(step));
    if (step.name == "cost") draft.cost = step.says;
  };
  auto check = freshness::check_up(
      {**source, plan->mapping(), plan->standard(), plan->settings().source.terms,
       draft.ground.clock, draft.ground.progress},
      {}, watch);
  draft.wishes = std::move(check.wishes);
  draft.dialect = check.dialect;
  if (check.well) return {};
  return Trial::failure("The source cannot be read by this mapping yet: see FAIL above.");
}

}  // namespace

Topic mapping_topic() {
  return {"The mapping", Topic::Concern::source, mapping_questions, try_mapping};
}

}  // namespace dataflow::setup
