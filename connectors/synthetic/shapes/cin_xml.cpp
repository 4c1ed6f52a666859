#include "connectors/synthetic/shapes/cin_xml.h"

#include <algorithm>
#include <string>
#include <tuple>

#include "connectors/synthetic/fresh_file.h"
#include "connectors/synthetic/shapes/days_in_rows.h"
#include "connectors/synthetic/shapes/grouped.h"
#include "connectors/synthetic/shapes/xml_text.h"

namespace dataflow::synthetic {

namespace {

using namespace ssd;

Value truth(const Cell& yes_or_no) {
  if (yes_or_no == "Y") return "true";
  return yes_or_no == "N" ? Value("false") : text_of(yes_or_no);
}

/// The census asks whether a conference was not required.
Value untruth(const Value& yes_or_no) {
  if (!yes_or_no) return std::nullopt;
  return *yes_or_no == "Y" ? "false" : "true";
}

Value abuse_code(const Cell& words) {
  if (words == "Neglect") return "NEG";
  if (words == "Physical abuse") return "PHY";
  if (words == "Sexual abuse") return "SAB";
  if (words == "Emotional abuse") return "EMO";
  return words == "Multiple" ? Value("MUL") : text_of(words);
}

class Census {
 public:
  explicit Census(const Holdings& holdings)
      : holdings_(holdings),
        window_(Window::of(holdings.today)),
        former_(holdings, TableId::linked_identifiers, linked_identifiers::person_id),
        disabilities_(holdings, TableId::disability, disability::person_id),
        referrals_(holdings, TableId::cin_episodes, cin_episodes::person_id),
        assessments_(holdings, TableId::cin_assessments, cin_assessments::referral_id),
        factors_(holdings, TableId::assessment_factors, assessment_factors::assessment_id),
        in_need_plans_(holdings, TableId::cin_plans, cin_plans::referral_id),
        enquiries_(holdings, TableId::s47_enquiry, s47_enquiry::referral_id),
        conferences_(holdings, TableId::initial_cp_conference,
                     initial_cp_conference::s47_enquiry_id),
        moved_in_(holdings, TableId::initial_cp_conference, initial_cp_conference::referral_id),
        protection_plans_(holdings, TableId::cp_plans, cp_plans::referral_id) {}

  [[nodiscard]] std::string text() {
    out_.open("Message");
    add_header();
    out_.open("Children");
    each_row(holdings_, TableId::person, [&](const SsdRow& row) { add_child(row); });
    out_.close("Children");
    out_.close("Message");
    return out_.take();
  }

 private:
  void add_header() {
    const std::string today = holdings_.today.text();
    out_.open("Header");
    out_.open("CollectionDetails");
    out_.leaf("Collection", "CIN");
    out_.leaf("Year", today.substr(0, 4));
    out_.leaf("ReferenceDate", today);
    out_.close("CollectionDetails");
    out_.open("Source");
    out_.leaf("SourceLevel", "L");
    out_.leaf("SoftwareCode", "made up");
    out_.leaf("DateTime", today + "T00:00:00");
    out_.close("Source");
    out_.close("Header");
  }

  void add_child(const SsdRow& row) {
    auto referrals = referrals_.of(row[person::person_id]);
    std::erase_if(referrals, [&](const SsdRow& referral) {
      return !touches(window_, referral[cin_episodes::referral_date],
                      referral[cin_episodes::close_date]);
    });
    if (referrals.empty()) return;
    out_.open("Child");
    add_identifiers(row);
    out_.open("ChildCharacteristics");
    out_.leaf("Ethnicity", text_of(row[person::ethnicity]));
    const auto disabilities = disabilities_.of(row[person::person_id]);
    if (!disabilities.empty()) out_.open("Disabilities");
    for (const auto& one : disabilities) {
      out_.leaf("Disability", text_of(one[disability::disability_code]));
    }
    if (!disabilities.empty()) out_.close("Disabilities");
    out_.close("ChildCharacteristics");
    for (const auto& referral : referrals) add_referral(referral);
    out_.close("Child");
  }

  void add_identifiers(const SsdRow& row) {
    out_.open("ChildIdentifiers");
    out_.leaf("LAchildID", text_of(row[person::person_id]));
    out_.leaf("UPN", text_of(row[person::upn]));
    out_.leaf("FormerUPN", former_number(row[person::person_id]));
    out_.leaf("UPNunknown", text_of(row[person::upn_unknown]));
    out_.leaf("PersonBirthDate", iso_day(row[person::dob]));
    out_.leaf("ExpectedPersonBirthDate", iso_day(row[person::expected_dob]));
    out_.leaf("Sex", text_of(row[person::sex]));
    out_.leaf("PersonDeathDate", iso_day(row[person::death_date]));
    out_.close("ChildIdentifiers");
  }

  /// The newest, because the census has room for one.
  [[nodiscard]] Value former_number(const Cell& child) const {
    auto rows = former_.of(child);
    std::erase_if(rows, [](const SsdRow& row) {
      return row[linked_identifiers::identifier_type] != "Former Unique Pupil Number";
    });
    const auto newest =
        std::max_element(rows.begin(), rows.end(), [](const auto& a, const auto& b) {
          const auto from = [](const SsdRow& row) {
            return row[linked_identifiers::valid_from_date];
          };
          const auto value = [](const SsdRow& row) {
            return row[linked_identifiers::identifier_value];
          };
          return std::make_tuple(from(a), value(b)) < std::make_tuple(from(b), value(a));
        });
    return newest == rows.end() ? std::nullopt
                                : text_of((*newest)[linked_identifiers::identifier_value]);
  }

  void add_referral(const SsdRow& row) {
    const Cell id = row[cin_episodes::referral_id];
    out_.open("CINdetails");
    out_.leaf("CINreferralDate", iso_day(row[cin_episodes::referral_date]));
    out_.leaf("ReferralSource", text_of(row[cin_episodes::referral_source_code]));
    out_.leaf("PrimaryNeedCode", text_of(row[cin_episodes::cin_primary_need_code]));
    out_.leaf("CINclosureDate", iso_day(row[cin_episodes::close_date]));
    out_.leaf("ReasonForClosure", text_of(row[cin_episodes::close_reason]));
    for (const auto& one : moved_in_.of(id)) {
      if (one[initial_cp_conference::s47_enquiry_id]) continue;
      out_.leaf("DateOfInitialCPC", iso_day(one[initial_cp_conference::icpc_date]));
    }
    for (const auto& one : assessments_.of(id)) add_assessment(one);
    for (const auto& one : in_need_plans_.of(id)) add_in_need_plan(one);
    for (const auto& one : enquiries_.of(id)) add_enquiry(one);
    out_.leaf("ReferralNFA", truth(row[cin_episodes::referral_nfa]));
    std::size_t earlier = 0;
    for (const auto& one : protection_plans_.of(id)) add_protection_plan(one, earlier++);
    out_.close("CINdetails");
  }

  void add_assessment(const SsdRow& row) {
    const Cell start = row[cin_assessments::assessment_start_date];
    const Cell authorised = row[cin_assessments::assessment_auth_date];
    if (!touches(window_, start, authorised)) return;
    out_.open("Assessments");
    out_.leaf("AssessmentActualStartDate", iso_day(start));
    out_.leaf("AssessmentAuthorisationDate", iso_day(authorised));
    out_.open("FactorsIdentifiedAtAssessment");
    for (const auto& list : factors_.of(row[cin_assessments::assessment_id])) {
      const Cell json = list[assessment_factors::assessment_factors_json];
      for (const auto& factor : words_in(json.value_or(""))) out_.leaf("AssessmentFactors", factor);
    }
    out_.close("FactorsIdentifiedAtAssessment");
    out_.close("Assessments");
  }

  void add_in_need_plan(const SsdRow& row) {
    const Cell start = row[cin_plans::cin_plan_start_date];
    const Cell end = row[cin_plans::cin_plan_end_date];
    if (!touches(window_, start, end)) return;
    out_.open("CINPlanDates");
    out_.leaf("CINPlanStartDate", iso_day(start));
    out_.leaf("CINPlanEndDate", iso_day(end));
    out_.close("CINPlanDates");
  }

  void add_enquiry(const SsdRow& row) {
    const Cell start = row[s47_enquiry::s47_start_date];
    Cell target;
    Cell held;
    for (const auto& one : conferences_.of(row[s47_enquiry::s47_enquiry_id])) {
      target = std::max(target, one[initial_cp_conference::icpc_target_date]);
      held = std::max(held, one[initial_cp_conference::icpc_date]);
    }
    const auto day = day_of(held);
    const bool inside = touches(window_, start, row[s47_enquiry::s47_end_date]);
    if (!inside && !(day && window_.holds(*day))) return;
    out_.open("Section47");
    out_.leaf("S47ActualStartDate", iso_day(start));
    out_.leaf("InitialCPCtarget", iso_day(target));
    out_.leaf("DateOfInitialCPC", iso_day(held));
    out_.leaf("ICPCnotRequired",
              untruth(member_of(row[s47_enquiry::s47_outcome_json], "CP_CONFERENCE_FLAG")));
    out_.close("Section47");
  }

  void add_protection_plan(const SsdRow& row, std::size_t earlier) {
    const Cell start = row[cp_plans::cp_plan_start_date];
    const Cell end = row[cp_plans::cp_plan_end_date];
    if (!touches(window_, start, end)) return;
    out_.open("ChildProtectionPlans");
    out_.leaf("CPPstartDate", iso_day(start));
    out_.leaf("CPPendDate", iso_day(end));
    out_.leaf("InitialCategoryOfAbuse", abuse_code(row[cp_plans::cp_plan_initial_category]));
    out_.leaf("LatestCategoryOfAbuse", abuse_code(row[cp_plans::cp_plan_latest_category]));
    out_.leaf("NumberOfPreviousCPP", std::to_string(earlier));
    out_.close("ChildProtectionPlans");
  }

  const Holdings& holdings_;
  Window window_;
  Grouped former_;
  Grouped disabilities_;
  Grouped referrals_;
  Grouped assessments_;
  Grouped factors_;
  Grouped in_need_plans_;
  Grouped enquiries_;
  Grouped conferences_;  // by the enquiry
  Grouped moved_in_;     // by the referral
  Grouped protection_plans_;
  XmlText out_;
};

}  // namespace

Result<void> write_cin_xml(const Holdings& holdings, const Target& target, Progress& progress) {
  FreshFile fresh(target.path);
  TRY(fresh.write(Census(holdings).text()));
  TRY(fresh.take_place());
  progress.report("files written", 1, 1);
  return {};
}

}  // namespace dataflow::synthetic
