#include <map>
#include <set>

#include "connectors/synthetic/shapes/rearrange.h"
#include "connectors/synthetic/shapes/ssd_extracts.h"
#include "connectors/synthetic/shapes/write_tables.h"

namespace dataflow::synthetic {

namespace {

using namespace ssd;
using LeaverWords = std::map<std::string, std::string, std::less<>>;

const LeaverWords& accommodation_words() {
  static const LeaverWords kWords = {{"B", "With parents or relatives"},
                                     {"C", "Community home"},
                                     {"D", "Semi-independent accommodation"},
                                     {"E", "Supported lodgings"},
                                     {"K", "Ordinary lodgings"},
                                     {"R", "Residence not known"},
                                     {"S", "No fixed abode"},
                                     {"T", "Foyer"},
                                     {"U", "Independent living"},
                                     {"V", "Emergency accommodation"},
                                     {"W", "Bed and breakfast"},
                                     {"X", "In custody"},
                                     {"Y", "Other accommodation"},
                                     {"Z", "With former foster carers"}};
  return kWords;
}

/// Whose date of birth is estimated: unaccompanied asylum seekers, as a rule.
std::set<std::string> born_by_estimate(const Holdings& holdings) {
  std::set<std::string> persons;
  each_row(holdings, TableId::immigration_status, [&](const SsdRow& row) {
    const auto& person = row[immigration_status::person_id];
    if (person && row[immigration_status::immigration_status] == "U") persons.emplace(*person);
  });
  return persons;
}

void systemc_persons(const Holdings& holdings, SsdExtract& extract) {
  extract.edit(TableId::person, [persons = born_by_estimate(holdings)](Row& row) {
    row[person::single_unique_id].reset();
    if (!row[person::person_id] || persons.count(*row[person::person_id]) == 0) return;
    if (!row[person::dob] || row[person::expected_dob]) return;
    std::swap(row[person::dob], row[person::expected_dob]);
  });
}

/// The person stands there by the legacy id, the period of care where there is none.
void systemc_permanence(const Holdings& holdings, SsdExtract& extract) {
  const auto legacy = look_up(holdings, TableId::person, person::person_id, person::legacy_id);
  extract.edit(TableId::permanence, [&](Row& row) {
    auto& person = row[permanence::person_id];
    const auto found = person ? legacy.find(*person) : legacy.end();
    person.reset();
    if (found == legacy.end()) return;
    person = found->second;
    row[permanence::cla_id].reset();
  });
}

void systemc_leaver(Row& row) {
  auto& accommodation = row[care_leavers::care_leaver_accommodation];
  const auto words = accommodation_words().find(accommodation.value_or(""));
  if (words != accommodation_words().end()) accommodation = words->second;
  describe_code(row[care_leavers::care_leaver_activity]);
}

/// A list that is no JSON: codes with commas between them.
void systemc_factors(Row& row) {
  auto& factors = row[assessment_factors::assessment_factors_json];
  if (!factors) return;
  std::string list;
  for (const auto& code : words_in(*factors)) list += (list.empty() ? "" : ", ") + code;
  factors = list;
}

}  // namespace

Result<void> write_ssd_systemc(const Holdings& holdings, const Target& target, Progress& progress) {
  SsdExtract extract(holdings);
  systemc_persons(holdings, extract);
  systemc_permanence(holdings, extract);
  extract.edit(TableId::immigration_status,
               [](Row& row) { describe_status(row, "Unaccompanied asylum seeking child"); });
  extract.edit(TableId::linked_identifiers, [](Row& row) {
    row[linked_identifiers::identifier_value] = "SSD_PH";
    row[linked_identifiers::valid_from_date].reset();
  });
  extract.edit(TableId::cla_episodes, [](Row& row) {
    describe_code(row[cla_episodes::cla_episode_start_reason]);
    describe_code(row[cla_episodes::cla_episode_ceased_reason]);
  });
  extract.edit(TableId::care_leavers, systemc_leaver);
  extract.edit(TableId::assessment_factors, systemc_factors);
  return write_tables(std::move(extract).finish(), target, progress);
}

}  // namespace dataflow::synthetic
