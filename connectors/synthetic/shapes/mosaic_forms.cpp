#include <algorithm>
#include <array>

#include "connectors/synthetic/shapes/mosaic.h"

namespace dataflow::synthetic::mosaic {

namespace {

using namespace ssd;

/// One answer; it is about the whole group.
struct Answer {
  std::string_view form;
  std::string_view question;
  Value text = std::nullopt;
  Value date = std::nullopt;
};

Table answers_table() {
  return empty_table("DM_CACHED_FORM_ANSWERS", {{"FORM_ID", kId, {}},
                                                {"WORKFLOW_STEP_ID", kId, {}},
                                                {"SUBGROUP_ID", kId, {}},
                                                {"MAPPING_ID", kId, {}},
                                                {"QUESTION_USER_CODE", kCode, {}},
                                                {"SUBJECT_PERSON_ID", kId, {}},
                                                {"TEXT_ANSWER", kText, {}},
                                                {"DATE_ANSWER", kDate, {}}});
}

void add(Table& answers, const Answer& answer) {
  const std::string step(answer.form);
  answers.add(std::vector<Value>{"FM" + step, step, group_of(step),
                                 "MAP-" + std::string(answer.question),
                                 std::string(answer.question), "0", answer.text, answer.date});
}

void add_enquiry_answers(Table& answers, const Holdings& holdings) {
  using namespace s47_enquiry;
  each_row(holdings, TableId::s47_enquiry, [&](const SsdRow& row) {
    const Value needed = member_of(row[s47_outcome_json], "CP_CONFERENCE_FLAG");
    if (!needed || !row[s47_enquiry_id]) return;
    add(answers, {*row[s47_enquiry_id], kConferenceNeeded, *needed == "Y" ? "Yes" : "No"});
  });
}

void add_conference_answers(Table& answers, const Holdings& holdings) {
  using namespace initial_cp_conference;
  each_row(holdings, TableId::initial_cp_conference, [&](const SsdRow& row) {
    if (!row[icpc_id]) return;
    add(answers, {*row[icpc_id], kConferenceDate, {}, text_of(row[icpc_date])});
  });
}

/// These forms belong to no step that is read: their group says whom they are about.
void add_immigration_answers(Table& answers, std::vector<Table>& tables, const Holdings& holdings) {
  using namespace immigration_status;
  auto groups = std::find_if(tables.begin(), tables.end(), [](const Table& table) {
    return table.name() == "DM_SUBGROUP_SUBJECTS";
  });
  each_row(holdings, TableId::immigration_status, [&](const SsdRow& row) {
    if (!row[immigration_status_id] || !row[immigration_status::immigration_status]) return;
    const std::string form(*row[immigration_status_id]);
    const bool alone = *row[immigration_status::immigration_status] == "U";
    add(answers, {form, kImmigration,
                  alone ? "Unaccompanied asylum seeker"
                        : text_of(row[immigration_status::immigration_status])});
    if (row[immigration_status_end_date]) {
      add(answers, {form, kImmigrationEnd, {}, text_of(row[immigration_status_end_date])});
    }
    groups->add(std::vector<Value>{group_of(form), text_of(row[person_id]), "PER"});
  });
}

Table dm_cached_form_questions() {
  constexpr std::array kQuestions = {kConferenceNeeded, kConferenceDate, kImmigration,
                                     kImmigrationEnd};
  Table table = empty_table("DM_CACHED_FORM_QUESTIONS",
                            {{"MAPPING_ID", kId, {}}, {"QUESTION_USER_CODE", kCode, {}}});
  for (const auto question : kQuestions) {
    table.add(std::vector<Value>{"MAP-" + std::string(question), std::string(question)});
  }
  return table;
}

}  // namespace

void add_forms(std::vector<Table>& tables, const Holdings& holdings) {
  Table answers = answers_table();
  add_enquiry_answers(answers, holdings);
  add_conference_answers(answers, holdings);
  add_immigration_answers(answers, tables, holdings);
  tables.push_back(dm_cached_form_questions());
  tables.push_back(std::move(answers));
}

}  // namespace dataflow::synthetic::mosaic
