#include "agent/setup/topics.h"
#include "agent/standard/versions.h"

namespace dataflow::setup {

namespace {

std::vector<Question> council_questions(const Draft& draft) {
  const auto versions = standard::versions_in(draft.ground.shipped / "standards");
  return {
      {"council", "The DfE's three-digit code of the council",
       "The DfE's three-digit code of the council, in quotes: 012 is not 12.", ""},
      {"standard", "The version of the DfE's standard",
       "The version of the standard that the documents follow. docs/standards.md has them.",
       versions.empty() ? "" : versions.front()},
  };
}

}  // namespace

Topic council_topic() {
  return {"The council", Topic::Concern::answers, council_questions, nothing_to_try};
}

}  // namespace dataflow::setup
