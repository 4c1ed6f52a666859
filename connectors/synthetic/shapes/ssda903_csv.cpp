#include "connectors/synthetic/shapes/ssda903_csv.h"

#include <set>
#include <string>

#include "connectors/synthetic/shapes/days_in_rows.h"
#include "connectors/synthetic/writers.h"

namespace dataflow::synthetic {

namespace {

using namespace ssd;
using Columns = std::vector<Column>;

constexpr std::string_view kText = "text";

From day_in(std::size_t column) {
  return [column](const SsdRow& row) { return english_day(row[column]); };
}

/// The day that the look-up has for the value of that column.
From day_found(Look look, std::size_t column) {
  return [found = found_in(std::move(look), column)](const SsdRow& row) -> Value {
    const Value value = found(row);
    return value ? english_day(*value) : std::nullopt;
  };
}

/// 1 for male and 2 for female.
Value sex_code(const Cell& sex) {
  if (sex == "M") return "1";
  return sex == "F" ? Value("2") : text_of(sex);
}

/// The return over the holdings: the look-ups that its files share.
class Return {
 public:
  explicit Return(const Holdings& holdings)
      : holdings_(holdings),
        window_(Window::of(holdings.today)),
        born_(look_up(holdings, TableId::person, person::person_id, person::dob)),
        sex_(look_up(holdings, TableId::person, person::person_id, person::sex)) {
    add_children(TableId::cla_episodes, cla_episodes::person_id, {});
    add_children(TableId::permanence, permanence::person_id, {});
    add_children(TableId::care_leavers, care_leavers::person_id, in_touch());
  }

  [[nodiscard]] std::vector<Table> tables() const {
    std::vector<Table> tables;
    tables.push_back(header());
    tables.push_back(episodes());
    tables.push_back(asylum());
    tables.push_back(health());
    tables.push_back(leavers());
    tables.push_back(adoption());
    tables.push_back(placed_for_adoption());
    add_empty_ones(tables);
    return tables;
  }

 private:
  void add_children(TableId table, std::size_t column, const Keep& keep) {
    each_row(holdings_, table, [&](const SsdRow& row) {
      if (row[column] && (!keep || keep(row))) children_.emplace(*row[column]);
    });
  }

  [[nodiscard]] Keep in_touch() const {
    return [window = window_](const SsdRow& row) {
      const auto contact = day_of(row[care_leavers::care_leaver_latest_contact]);
      return contact && window.holds(*contact);
    };
  }

  [[nodiscard]] From sex_of(std::size_t child) const {
    return [found = found_in(sex_, child)](const SsdRow& row) -> Value {
      const Value value = found(row);
      return value ? sex_code(*value) : std::nullopt;
    };
  }

  [[nodiscard]] Table header() const {
    const Columns columns = {
        {"CHILD", kText, take(person::person_id)},
        {"SEX", kText, [](const SsdRow& row) { return sex_code(row[person::sex]); }},
        {"DOB", kText, day_in(person::dob)},
        {"ETHNIC", kText, take(person::ethnicity)},
        {"UPN", kText, take_either(person::upn, person::upn_unknown)},
        {"MOTHER", kText, never()},
        {"MC_DOB", kText, never()}};
    return rearranged(holdings_, TableId::person, "header", columns, [&](const SsdRow& row) {
      return row[person::person_id] && children_.contains(*row[person::person_id]);
    });
  }

  [[nodiscard]] Look placement(std::size_t value) const {
    return look_up(holdings_, TableId::cla_placement, cla_placement::cla_placement_id, value);
  }

  [[nodiscard]] Table episodes() const {
    constexpr std::size_t kPlacement = cla_episodes::cla_placement_id;
    const auto home =
        look_up(holdings_, TableId::address, address::person_id, address::address_postcode);
    const Columns columns = {
        {"CHILD", kText, take(cla_episodes::person_id)},
        {"DECOM", kText, day_found(placement(cla_placement::cla_placement_start_date), kPlacement)},
        {"RNE", kText, take(cla_episodes::cla_episode_start_reason)},
        {"LS", kText, always("C2")},
        {"CIN", kText, take(cla_episodes::cla_primary_need_code)},
        {"PLACE", kText, found_in(placement(cla_placement::cla_placement_type), kPlacement)},
        {"PLACE_PROVIDER", kText,
         found_in(placement(cla_placement::cla_placement_provider), kPlacement)},
        {"DEC", kText, day_found(placement(cla_placement::cla_placement_end_date), kPlacement)},
        {"REC", kText, take(cla_episodes::cla_episode_ceased_reason)},
        {"REASON_PLACE_CHANGE", kText,
         found_in(placement(cla_placement::cla_placement_change_reason), kPlacement)},
        {"HOME_POST", kText, found_in(home, cla_episodes::person_id)},
        {"PL_POST", kText, found_in(placement(cla_placement::cla_placement_postcode), kPlacement)},
        {"URN", kText, found_in(placement(cla_placement::cla_placement_urn), kPlacement)}};
    return rearranged(holdings_, TableId::cla_episodes, "episodes", columns);
  }

  [[nodiscard]] Table asylum() const {
    const Columns columns = {
        {"CHILD", kText, take(immigration_status::person_id)},
        {"SEX", kText, sex_of(immigration_status::person_id)},
        {"DOB", kText, day_found(born_, immigration_status::person_id)},
        {"DUC", kText, day_in(immigration_status::immigration_status_end_date)}};
    return rearranged(holdings_, TableId::immigration_status, "uasc", columns,
                      [&](const SsdRow& row) {
                        const Cell child = row[immigration_status::person_id];
                        return row[immigration_status::immigration_status] == "U" && child &&
                               children_.contains(*child);
                      });
  }

  [[nodiscard]] Table health() const {
    const Columns columns = {{"CHILD", kText, take(sdq_scores::person_id)},
                             {"DOB", kText, day_found(born_, sdq_scores::person_id)},
                             {"SDQ_SCORE", kText, take(sdq_scores::sdq_score)},
                             {"SDQ_REASON", kText, take(sdq_scores::sdq_reason)},
                             {"CONVICTED", kText, always("0")},
                             {"HEALTH_CHECK", kText, never()},
                             {"IMMUNISATIONS", kText, always("1")},
                             {"TEETH_CHECK", kText, always("1")},
                             {"HEALTH_ASSESSMENT", kText, always("1")},
                             {"SUBSTANCE_MISUSE", kText, always("0")},
                             {"INTERVENTION_RECEIVED", kText, never()},
                             {"INTERVENTION_OFFERED", kText, never()}};
    return rearranged(holdings_, TableId::sdq_scores, "oc2", columns);
  }

  [[nodiscard]] Table leavers() const {
    const auto accommodation = [](const SsdRow& row) -> Value {
      const Cell kind = row[care_leavers::care_leaver_accommodation];
      if (!kind) return std::nullopt;
      return std::string(*kind).append(row[care_leavers::care_leaver_accom_suitable].value_or(""));
    };
    const Columns columns = {{"CHILD", kText, take(care_leavers::person_id)},
                             {"DOB", kText, day_found(born_, care_leavers::person_id)},
                             {"IN_TOUCH", kText, take(care_leavers::care_leaver_in_touch)},
                             {"ACTIV", kText, take(care_leavers::care_leaver_activity)},
                             {"ACCOM", kText, accommodation}};
    return rearranged(holdings_, TableId::care_leavers, "oc3", columns, in_touch());
  }

  [[nodiscard]] Table adoption() const {
    const Columns columns = {{"CHILD", kText, take(permanence::person_id)},
                             {"DOB", kText, day_found(born_, permanence::person_id)},
                             {"DATE_INT", kText, day_in(permanence::adm_decision_date)},
                             {"DATE_MATCH", kText, day_in(permanence::matched_date)},
                             {"FOSTER_CARE", kText, always("0")},
                             {"NB_ADOPTR", kText, take(permanence::number_of_adopters)},
                             {"SEX_ADOPTR", kText, take(permanence::adopter_sex)},
                             {"LS_ADOPTR", kText, take(permanence::adopter_legal_status)}};
    return rearranged(holdings_, TableId::permanence, "ad1", columns,
                      [](const SsdRow& row) { return row[permanence::matched_date].has_value(); });
  }

  [[nodiscard]] Table placed_for_adoption() const {
    const Columns columns = {
        {"CHILD", kText, take(permanence::person_id)},
        {"DOB", kText, day_found(born_, permanence::person_id)},
        {"DATE_PLACED", kText, day_in(permanence::adm_decision_date)},
        {"DATE_PLACED_CEASED", kText, day_in(permanence::decision_reversed_date)},
        {"REASON_PLACED_CEASED", kText, take(permanence::decision_reversed_reason)}};
    return rearranged(holdings_, TableId::permanence, "placed_for_adoption", columns);
  }

  /// Files of which the council holds nothing.
  static void add_empty_ones(std::vector<Table>& tables) {
    const auto add = [&](std::string_view name, std::initializer_list<std::string_view> columns) {
      Columns all;
      for (const auto column : columns) all.push_back({column, kText, never()});
      tables.push_back(empty_table(name, all));
    };
    add("reviews", {"CHILD", "DOB", "REVIEW", "REVIEW_CODE"});
    add("previous_permanence", {"CHILD", "DOB", "PREV_PERM", "LA_PERM", "DATE_PERM"});
    add("missing", {"CHILD", "DOB", "MISSING", "MIS_START", "MIS_END"});
  }

  const Holdings& holdings_;
  Window window_;
  Look born_;
  Look sex_;
  std::set<std::string, std::less<>> children_;
};

}  // namespace

Result<void> write_ssda903_csv(const Holdings& holdings, const Target& target, Progress& progress) {
  return write_csv_folder(target.path, Return(holdings).tables(), progress);
}

}  // namespace dataflow::synthetic
