#include "connectors/synthetic/shapes/liquidlogic.h"

namespace dataflow::synthetic::liquidlogic {

namespace {

using namespace ssd;

constexpr std::string_view kAssessment = "Child and Family Assessment";
constexpr std::string_view kQuestionnaire = "Strengths and Difficulties Questionnaire (4-17)";

Value form_of_assessment(const SsdRow& row) {
  const auto id = row[cin_assessments::assessment_id];
  return id ? Value(form_of(*id)) : std::nullopt;
}

Table fact_single_assessment(const Holdings& holdings) {
  using namespace cin_assessments;
  return rearranged(holdings, TableId::cin_assessments, "FACT_SINGLE_ASSESSMENT",
                    {{"FACT_SINGLE_ASSESSMENT_ID", kId, take(assessment_id)},
                     {"FACT_FORM_ID", kId, form_of_assessment},
                     {"EXTERNAL_ID", kId, take(assessment_id)},
                     {"DIM_PERSON_ID", kId, take(person_id)},
                     {"FACT_REFERRAL_ID", kId, take_or(referral_id, kNobody)},
                     {"START_DTTM", kDate, take(assessment_start_date)},
                     {"DIM_LOOKUP_STEP_SUBSTATUS_CODE", kCode, always("C")},
                     {"OUTCOME_NFA_FLAG", kFlag, take(assessment_outcome_nfa)},
                     {"COMPLETED_BY_DEPT_ID", kId, take_or(assessment_team, kNobody)},
                     {"COMPLETED_BY_USER_ID", kId, take_or(assessment_worker_id, kNobody)}});
}

Table fact_forms(const Holdings& holdings) {
  Table table = rearranged(holdings, TableId::cin_assessments, "FACT_FORMS",
                           {{"FACT_FORM_ID", kId, form_of_assessment},
                            {"DIM_PERSON_ID", kId, take(cin_assessments::person_id)}});
  add_rearranged(table, holdings, TableId::sdq_scores,
                 {{"FACT_FORM_ID", kId, take(sdq_scores::table_id)},
                  {"DIM_PERSON_ID", kId, take(sdq_scores::person_id)}});
  return table;
}

/// Every answer of every form is a row, whatever was asked.
class Answers {
 public:
  Answers()
      : table_(empty_table("FACT_FORM_ANSWERS", {{"FACT_FORM_ID", kId, {}},
                                                 {"DIM_ASSESSMENT_TEMPLATE_ID_DESC", kText, {}},
                                                 {"ANSWER_NO", kCode, {}},
                                                 {"ANSWER", kText, {}},
                                                 {"ANSWERED_DTTM", kDate, {}}})) {}

  void add(std::string form, std::string_view design, std::string_view question, Value answer,
           Value day) {
    table_.add(std::vector<Value>{std::move(form), std::string(design), std::string(question),
                                  std::move(answer), std::move(day)});
  }

  [[nodiscard]] Table take() { return std::move(table_); }

 private:
  Table table_;
};

void add_assessment_answers(Answers& answers, const Holdings& holdings) {
  using namespace cin_assessments;
  each_row(holdings, TableId::cin_assessments, [&](const SsdRow& row) {
    if (!row[assessment_id]) return;
    const std::string form = form_of(*row[assessment_id]);
    const auto day = text_of(row[assessment_start_date]);
    answers.add(form, kAssessment, "seenYN", row[assessment_child_seen] == "Y" ? "Yes" : "No", day);
    if (!row[assessment_auth_date]) return;
    answers.add(form, kAssessment, "FormEndDate", text_of(row[assessment_auth_date]), day);
  });
}

/// One question for each factor, answered with yes; one that does not apply is answered with no.
void add_factors(Answers& answers, const Holdings& holdings) {
  using namespace assessment_factors;
  each_row(holdings, TableId::assessment_factors, [&](const SsdRow& row) {
    if (!row[assessment_id] || !row[assessment_factors_json]) return;
    const std::string form = form_of(*row[assessment_id]);
    bool none = true;
    for (const auto& factor : words_in(*row[assessment_factors_json])) {
      answers.add(form, kAssessment, factor, "Yes", std::nullopt);
      none = none && factor == "21";
    }
    if (none) answers.add(form, kAssessment, "1A", "No", std::nullopt);
  });
}

void add_scores(Answers& answers, const Holdings& holdings) {
  using namespace sdq_scores;
  each_row(holdings, TableId::sdq_scores, [&](const SsdRow& row) {
    if (!row[table_id]) return;
    const std::string form(*row[table_id]);
    const auto day = text_of(row[sdq_completed_date]);
    answers.add(form, kQuestionnaire, "SDQScore", text_of(row[sdq_score]), day);
    answers.add(form, kQuestionnaire, "FormEndDate", day, day);
  });
}

}  // namespace

void add_forms(std::vector<Table>& tables, const Holdings& holdings) {
  tables.push_back(fact_single_assessment(holdings));
  tables.push_back(fact_forms(holdings));
  Answers answers;
  add_assessment_answers(answers, holdings);
  add_factors(answers, holdings);
  add_scores(answers, holdings);
  tables.push_back(answers.take());
}

}  // namespace dataflow::synthetic::liquidlogic
