#include <algorithm>

#include "agent/setup/topics.h"
#include "agent/workbench/grants.h"
#include "connectors/registry.h"

namespace dataflow::setup {

namespace {

bool is_database_server(const Draft& draft) {
  const auto* kind = connectors::find_kind(draft.answers.text("source.kind"));
  return kind != nullptr && std::any_of(kind->options.begin(), kind->options.end(),
                                        [](const auto& option) { return option.name == "dsn"; });
}

std::vector<Question> dba_questions(const Draft& draft) {
  if (!is_database_server(draft)) return {};
  const auto user = draft.answers.text("source.user");
  std::vector<Question> questions = {
      {"dba.account", "The account or role at the database that reads for the agent",
       "The note for the DBA has the GRANTs for it.", user.empty() ? "dataflow_agent" : user}};
  if (draft.dialect.empty()) {
    questions.push_back({"dba.dialect", "Whose SQL the GRANTs are written in",
                         "The source was not asked, or does not say.", "sqlserver",
                         Question::Type::text, Question::Need::yes, Question::Asked::always,
                         mapping::dialect_names()});
  }
  return questions;
}

}  // namespace

Topic dba_topic() {
  return {"The note for the DBA", Topic::Concern::answers, dba_questions, nothing_to_try};
}

}  // namespace dataflow::setup
