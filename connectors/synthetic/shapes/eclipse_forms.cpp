#include <algorithm>

#include "agent/core/ascii.h"
#include "connectors/synthetic/shapes/eclipse.h"
#include "connectors/synthetic/shapes/eclipse_words.h"

namespace dataflow::synthetic::eclipse {

namespace {

using namespace ssd;

/// A form that somebody filled in about one person.
struct Form {
  std::string id;
  std::string_view design;
  Value person;
  Value started = std::nullopt;
  Value completed = std::nullopt;
  std::string_view state = "COMPLETE";
  Value part = std::nullopt;  ///< what kind of the design it is
};

/// Every answer of every form is a row.
class Answers {
 public:
  void say(const Form& form, std::string_view control, Value answer, Value short_answer = {}) {
    put(form, control, std::move(answer), std::move(short_answer), {});
  }
  void date(const Form& form, std::string_view control, const Value& day) {
    put(form, control, {}, {}, day);
  }

  [[nodiscard]] Table take() { return std::move(table_); }

 private:
  void put(const Form& form, std::string_view control, Value answer, Value short_answer,
           const Value& day) {
    table_.add(std::vector<Value>{form.id, std::string(form.design), form.part,
                                  std::string(form.state), std::string(control), std::move(answer),
                                  std::move(short_answer), day, form.started, form.completed,
                                  form.person});
  }

  Table table_ = empty_table("FORMANSWERPERSONVIEW", {{"INSTANCEID", kId, {}},
                                                      {"DESIGNGUID", kId, {}},
                                                      {"DESIGNSUBNAME", kText, {}},
                                                      {"INSTANCESTATE", kCode, {}},
                                                      {"CONTROLNAME", kText, {}},
                                                      {"ANSWERVALUE", kText, {}},
                                                      {"SHORTANSWERVALUE", kText, {}},
                                                      {"DATEANSWERVALUE", kDate, {}},
                                                      {"DATESTARTED", kDate, {}},
                                                      {"DATECOMPLETED", kDate, {}},
                                                      {"ANSWERFORSUBJECTID", kId, {}}});
};

bool is_yes(const Cell& cell) {
  const std::string flag = ascii::lowered(cell.value_or(""));
  return flag == "y" || flag == "yes" || flag == "t" || flag == "1";
}

void add_referrals(Answers& answers, const Holdings& holdings) {
  using namespace cin_episodes;
  each_row(holdings, TableId::cin_episodes, [&](const SsdRow& row) {
    if (!row[referral_id]) return;
    const Value day = text_of(row[referral_date]);
    const Form form{std::string(*row[referral_id]), kReferral, text_of(row[person_id]), day, day};
    answers.date(form, "CINCensus_DateOfReferral", day);
    if (row[referral_source_code]) {
      answers.say(form, "CINCensus_ReferralSource",
                  Value(word_for(source_words(), *row[referral_source_code])));
    }
    answers.say(form, "AnnexAReturn_nextSteps_agreed",
                is_yes(row[referral_nfa]) ? "No further action" : "Assessment");
  });
}

void add_factor(Answers& answers, const Form& form, std::string_view factor) {
  const auto controls = factor_controls();
  const auto control = std::find_if(controls.begin(), controls.end(),
                                    [&](const FactorControl& item) { return item.code == factor; });
  if (control == controls.end()) return;  // 21: nothing was answered
  Value short_answer;
  if (!control->short_answer.empty()) short_answer = control->short_answer;
  answers.say(form, control->control, "Yes", std::move(short_answer));
}

void add_assessments(Answers& answers, const Holdings& holdings) {
  using namespace cin_assessments;
  const Look factors =
      look_up(holdings, TableId::assessment_factors, assessment_factors::assessment_id,
              assessment_factors::assessment_factors_json);
  each_row(holdings, TableId::cin_assessments, [&](const SsdRow& row) {
    if (!row[assessment_id]) return;
    const Value start = text_of(row[assessment_start_date]);
    const Value completed = text_of(row[assessment_auth_date]);
    const Form form{std::string(*row[assessment_id]),
                    kAssessment,
                    text_of(row[person_id]),
                    start,
                    completed,
                    completed ? "COMPLETE" : "DRAFT",
                    "Single assessment"};
    answers.date(form, "CINCensus_startDateOfForm", start);
    answers.say(form, "SeenAlone", "Child seen alone");
    const auto found = factors.find(form.id);
    if (found == factors.end()) return;
    for (const auto& factor : words_in(found->second)) add_factor(answers, form, factor);
  });
}

void add_enquiries(Answers& answers, const Holdings& holdings) {
  using namespace s47_enquiry;
  each_row(holdings, TableId::s47_enquiry, [&](const SsdRow& row) {
    if (!row[s47_enquiry_id]) return;
    const Value start = text_of(row[s47_start_date]);
    const Value end = text_of(row[s47_end_date]);
    const Form form{
        std::string(*row[s47_enquiry_id]), kEnquiry, text_of(row[person_id]), start, end,
        end ? "COMPLETE" : "DRAFT"};
    answers.date(form, "AnnexAReturn_dateOfStratMeeting", start);
    const Value needed = member_of(row[s47_outcome_json], "CP_CONFERENCE_FLAG");
    if (!needed) return;
    answers.say(
        form, "CINCensus_whatNeedsToHappenNext",
        *needed == "Y" ? "Convene initial child protection conference" : "No further action");
  });
}

void add_conferences(Answers& answers, const Holdings& holdings) {
  using namespace initial_cp_conference;
  each_row(holdings, TableId::initial_cp_conference, [&](const SsdRow& row) {
    if (!row[icpc_id]) return;
    const Value day = text_of(row[icpc_date]);
    const Form form{std::string(*row[icpc_id]),
                    kMeeting,
                    text_of(row[person_id]),
                    day,
                    day,
                    "COMPLETE",
                    "Child Protection - Initial Conference"};
    answers.date(form, "903Return_dateOfMeetingConference", day);
  });
}

void add_scores(Answers& answers, const Holdings& holdings) {
  using namespace sdq_scores;
  each_row(holdings, TableId::sdq_scores, [&](const SsdRow& row) {
    if (!row[table_id]) return;
    const Value day = text_of(row[sdq_completed_date]);
    const Form form{std::string(*row[table_id]), kQuestionnaire, text_of(row[person_id]), day, day};
    answers.date(form, "903Return_dateOfLatestSDQRecord", day);
    answers.say(form, "youngPersonsStrengthsAndDifficultiesQuestionnaireScore",
                text_of(row[sdq_score]));
  });
}

}  // namespace

void add_forms(std::vector<Table>& tables, const Holdings& holdings) {
  Answers answers;
  add_referrals(answers, holdings);
  add_assessments(answers, holdings);
  add_enquiries(answers, holdings);
  add_conferences(answers, holdings);
  add_scores(answers, holdings);
  tables.push_back(answers.take());
}

}  // namespace dataflow::synthetic::eclipse
