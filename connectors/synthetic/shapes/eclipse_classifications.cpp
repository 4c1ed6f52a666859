#include <map>

#include "connectors/synthetic/shapes/eclipse.h"
#include "connectors/synthetic/shapes/eclipse_words.h"

namespace dataflow::synthetic::eclipse {

namespace {

using namespace ssd;

/// That a person was classified for a while.
struct Assignment {
  Value id;
  Value person;
  std::string_view path;
  std::string name;
  Value start = std::nullopt;
  Value end = std::nullopt;
  Value reason = std::nullopt;
};

class Classifications {
 public:
  /// Adds it, and a slip of the pen that somebody deleted.
  void add(const Assignment& item) {
    const std::string code = code_of(item.path, item.name);
    put(item, code, "COMPLETE");
    if (!item.id) return;
    Assignment slip = item;
    slip.id = *item.id + "X";
    put(slip, code, "DELETED");
  }

  void give(std::vector<Table>& tables) {
    Table list =
        empty_table("CLASSIFICATION", {{"ID", kId, {}}, {"CODE", kCode, {}}, {"NAME", kText, {}}});
    for (const auto& [name, code] : codes_) {
      list.add(std::vector<Value>{code, name.second, name.second});
    }
    tables.push_back(std::move(assignments_));
    tables.push_back(std::move(list));
  }

 private:
  std::string code_of(std::string_view path, const std::string& name) {
    const auto key = std::pair(std::string(path), name);
    return codes_.emplace(key, std::to_string(400 + codes_.size())).first->second;
  }

  void put(const Assignment& item, const std::string& code, std::string_view status) {
    assignments_.add(std::vector<Value>{item.id, item.person, std::string(item.path), code,
                                        item.name, item.start, item.end, item.reason,
                                        std::string(status)});
  }

  std::map<std::pair<std::string, std::string>, std::string> codes_;
  Table assignments_ =
      empty_table("CLASSIFICATIONPERSONVIEW", {{"CLASSIFICATIONASSIGNMENTID", kId, {}},
                                               {"PERSONID", kId, {}},
                                               {"CLASSIFICATIONPATHID", kId, {}},
                                               {"CLASSIFICATIONCODEID", kId, {}},
                                               {"NAME", kText, {}},
                                               {"STARTDATE", kDate, {}},
                                               {"ENDDATE", kDate, {}},
                                               {"ENDREASON", kText, {}},
                                               {"STATUS", kCode, {}}});
};

/// The case is open from the referral to its closure.
void add_cases(Classifications& all, const Holdings& holdings) {
  using namespace cin_episodes;
  each_row(holdings, TableId::cin_episodes, [&](const SsdRow& row) {
    Assignment item{std::nullopt,
                    text_of(row[person_id]),
                    kCase,
                    "Open to children's social care",
                    text_of(row[referral_date]),
                    text_of(row[close_date])};
    if (row[referral_id]) item.id = "OC" + std::string(*row[referral_id]);
    if (row[close_reason]) item.reason = word_for(closure_words(), *row[close_reason]);
    all.add(item);
  });
}

void add_plans(Classifications& all, const Holdings& holdings) {
  using namespace cin_plans;
  each_row(holdings, TableId::cin_plans, [&](const SsdRow& row) {
    all.add({text_of(row[cin_plan_id]), text_of(row[person_id]), kPlan, "Child in need",
             text_of(row[cin_plan_start_date]), text_of(row[cin_plan_end_date])});
  });
}

void add_protection(Classifications& all, const Holdings& holdings) {
  using namespace cp_plans;
  each_row(holdings, TableId::cp_plans, [&](const SsdRow& row) {
    const Value id = text_of(row[cp_plan_id]);
    const Value start = text_of(row[cp_plan_start_date]);
    const Value end = text_of(row[cp_plan_end_date]);
    all.add({id, text_of(row[person_id]), kProtection, "Child protection", start, end});
    if (!row[cp_plan_initial_category] || !id) return;
    all.add({*id + "C", text_of(row[person_id]), kCategory,
             std::string(*row[cp_plan_initial_category]), start, end});
  });
}

void add_disabilities(Classifications& all, const Holdings& holdings) {
  using namespace disability;
  each_row(holdings, TableId::disability, [&](const SsdRow& row) {
    if (!row[disability_code]) return;
    all.add({text_of(row[table_id]), text_of(row[person_id]), kDisability,
             std::string(word_for(disability_words(), *row[disability_code]))});
  });
}

void add_asylum(Classifications& all, const Holdings& holdings) {
  using namespace immigration_status;
  each_row(holdings, TableId::immigration_status, [&](const SsdRow& row) {
    const auto status = row[immigration_status::immigration_status];
    if (!status) return;
    all.add({text_of(row[immigration_status_id]), text_of(row[person_id]), kAsylum,
             status == "U" ? "Unaccompanied asylum seeking child" : std::string(*status),
             text_of(row[immigration_status_start_date]),
             text_of(row[immigration_status_end_date])});
  });
}

/// Why a child has no pupil number is a classification, too.
void add_no_numbers(Classifications& all, const Holdings& holdings) {
  each_row(holdings, TableId::person, [&](const SsdRow& row) {
    if (!row[person::upn_unknown] || !row[person::person_id]) return;
    all.add({"NN" + std::string(*row[person::person_id]), text_of(row[person::person_id]),
             kNoNumber, std::string(*row[person::upn_unknown])});
  });
}

}  // namespace

void add_classifications(std::vector<Table>& tables, const Holdings& holdings) {
  Classifications all;
  add_cases(all, holdings);
  add_plans(all, holdings);
  add_protection(all, holdings);
  add_disabilities(all, holdings);
  add_asylum(all, holdings);
  add_no_numbers(all, holdings);
  all.give(tables);
}

}  // namespace dataflow::synthetic::eclipse
