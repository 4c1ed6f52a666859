#include "connectors/synthetic/codes.h"

#include <algorithm>
#include <utility>

namespace dataflow::synthetic::codes {

namespace {

constexpr CodeShare kEthnicities[] = {{"WBRI", 638}, {"WIRI", 5},  {"WOTH", 55}, {"WIRT", 4},
                                      {"WROM", 8},   {"MWBC", 40}, {"MWBA", 15}, {"MWAS", 20},
                                      {"MOTH", 35},  {"AIND", 8},  {"APKN", 20}, {"ABAN", 8},
                                      {"AOTH", 14},  {"BCRB", 20}, {"BAFR", 45}, {"BOTH", 15},
                                      {"CHNE", 3},   {"OOTH", 22}, {"REFU", 5},  {"NOBT", 20}};
constexpr CodeShare kDisabilities[] = {{"AUT", 30}, {"BEH", 18}, {"COMM", 12}, {"LD", 18},
                                       {"MOB", 7},  {"PC", 5},   {"CON", 3},   {"HEAR", 3},
                                       {"VIS", 3},  {"INC", 3},  {"HAND", 2},  {"DDA", 6}};
constexpr CodeShare kNeeds[] = {{"N1", 56}, {"N2", 10}, {"N3", 4}, {"N4", 9}, {"N5", 12},
                                {"N6", 2},  {"N7", 1},  {"N8", 5}, {"N0", 1}};
constexpr CodeShare kAbuse[] = {{"Neglect", 50},
                                {"Emotional abuse", 37},
                                {"Physical abuse", 7},
                                {"Sexual abuse", 4},
                                {"Multiple", 2}};
constexpr CodeShare kClosures[] = {{"RC7", 88}, {"RC5", 5}, {"RC3", 3}, {"RC4", 3}, {"RC6", 1}};
constexpr CodeShare kNoUpn[] = {{"UN2", 40}, {"UN3", 25}, {"UN4", 25}, {"UN5", 10}};
constexpr CodeShare kPlacements[] = {{"U6", 330}, {"U4", 170}, {"U1", 55}, {"U3", 75}, {"U2", 10},
                                     {"U5", 15},  {"K2", 150}, {"P1", 55}, {"R1", 8},  {"R2", 3},
                                     {"R3", 8},   {"S1", 10},  {"K1", 4},  {"Z11", 6}, {"Z12", 3},
                                     {"Z13", 3},  {"Z14", 2},  {"T4", 3},  {"T1", 2}};
constexpr CodeShare kPlacementsFrom16[] = {{"K3", 40}, {"U6", 30}, {"U4", 10},
                                           {"K2", 15}, {"P1", 4},  {"R5", 1}};
constexpr CodeShare kProviders[] = {{"PR1", 46}, {"PR4", 40}, {"PR5", 4}, {"PR0", 5}, {"PR2", 5}};
constexpr CodeShare kChanges[] = {{"CARPL", 34}, {"OTHER", 20}, {"CREQB", 14}, {"CREQO", 9},
                                  {"CHILD", 7},  {"CLOSE", 3},  {"ALLEG", 1},  {"STAND", 2},
                                  {"APPRR", 1},  {"LAREQ", 8},  {"PLACE", 1}};
constexpr CodeShare kCareEnds[] = {{"E4A", 34}, {"E4B", 10}, {"E8", 18}, {"E45", 6}, {"E46", 2},
                                   {"E47", 6},  {"E48", 1},  {"E41", 6}, {"E13", 8}, {"E3", 5}};
constexpr CodeShare kCareEndsFrom16[] = {{"E5", 45}, {"E6", 15}, {"E17", 30}, {"E7", 10}};
constexpr CodeShare kActivities[] = {{"F2", 16}, {"F5", 16}, {"P5", 7},  {"F1", 6},  {"P2", 4},
                                     {"F4", 4},  {"P1", 1},  {"G5", 24}, {"G4", 12}, {"G6", 4}};
constexpr CodeShare kAccommodations[] = {{"U", 35}, {"D", 15}, {"B", 12}, {"Z", 10}, {"E", 4},
                                         {"K", 3},  {"X", 3},  {"T", 2},  {"C", 4},  {"V", 1},
                                         {"S", 1},  {"R", 3},  {"W", 1},  {"Y", 6}};
constexpr CodeShare kEligibilities[] = {
    {"Former Relevant", 75}, {"Relevant", 8}, {"Eligible", 7}, {"Qualifying", 10}};
constexpr CodeShare kWorkerChanges[] = {{"MANAGE", 30}, {"TSPROC", 30}, {"LEFTRL", 22},
                                        {"ORGRST", 5},  {"ABSENC", 6},  {"OTHERS", 7}};
constexpr CodeShare kOtherRoles[] = {{"IRO", 30}, {"FSW", 40}, {"MGR", 20}, {"16PLUS", 10}};

struct Source {
  CodeShare share;
  std::string_view text;
};
constexpr Source kSources[] = {{{"1A", 75}, "Individual - family member, relative or carer"},
                               {{"1B", 10}, "Individual - acquaintance"},
                               {{"1C", 5}, "Individual - self"},
                               {{"1D", 25}, "Individual - other"},
                               {{"2A", 210}, "Schools"},
                               {{"2B", 15}, "Education services"},
                               {{"3A", 30}, "Health services - GP"},
                               {{"3B", 20}, "Health services - health visitor"},
                               {{"3C", 10}, "Health services - school nurse"},
                               {{"3D", 30}, "Health services - other primary health services"},
                               {{"3E", 55}, "Health services - A and E"},
                               {{"3F", 40}, "Health services - other"},
                               {{"4", 15}, "Housing"},
                               {{"5A", 30}, "LA services - social care"},
                               {{"5B", 20}, "LA services - other internal"},
                               {{"5C", 15}, "LA services - external"},
                               {{"5D", 20}, "LA services - early help"},
                               {{"6", 280}, "Police"},
                               {{"7", 25}, "Other legal agency"},
                               {{"8", 35}, "Other"},
                               {{"9", 20}, "Anonymous"},
                               {{"10", 15}, "Unknown"}};

constexpr auto kSourceShares = [] {
  std::array<CodeShare, std::size(kSources)> shares{};
  for (std::size_t i = 0; i < shares.size(); ++i) shares[i] = kSources[i].share;
  return shares;
}();

/// Weights are per thousand finished assessments, not of a whole: several factors apply at once.
constexpr CodeShare kFactors[] = {
    {"1A", 30},  {"1B", 143}, {"1C", 15},  {"2A", 45},   {"2B", 141},  {"2C", 15},  {"3A", 100},
    {"3B", 317}, {"3C", 20},  {"4A", 176}, {"4B", 335},  {"4C", 15},   {"5A", 123}, {"5B", 35},
    {"5C", 10},  {"6A", 40},  {"6B", 40},  {"6C", 5},    {"7A", 50},   {"8B", 1},   {"8C", 1},
    {"8D", 1},   {"8E", 1},   {"8F", 1},   {"9A", 8},    {"10A", 55},  {"11A", 40}, {"12A", 18},
    {"13A", 32}, {"14A", 55}, {"15A", 60}, {"16A", 176}, {"17A", 190}, {"18B", 22}, {"18C", 120},
    {"19B", 22}, {"19C", 45}, {"20", 163}, {"22A", 2},   {"23A", 4},   {"24A", 40}};
constexpr std::string_view kNoFactor = "21";

}  // namespace

Codes ethnicities() {
  return kEthnicities;
}
Codes disabilities() {
  return kDisabilities;
}
Codes referral_sources() {
  return kSourceShares;
}
Codes needs() {
  return kNeeds;
}
Codes abuse_categories() {
  return kAbuse;
}
Codes closure_reasons() {
  return kClosures;
}
Codes reasons_without_upn() {
  return kNoUpn;
}
Codes placement_types() {
  return kPlacements;
}
Codes placement_types_from_16() {
  return kPlacementsFrom16;
}
Codes placement_providers() {
  return kProviders;
}
Codes placement_change_reasons() {
  return kChanges;
}
Codes care_end_reasons() {
  return kCareEnds;
}
Codes care_end_reasons_from_16() {
  return kCareEndsFrom16;
}
Codes leaver_activities() {
  return kActivities;
}
Codes leaver_accommodations() {
  return kAccommodations;
}
Codes leaver_eligibilities() {
  return kEligibilities;
}
Codes worker_change_reasons() {
  return kWorkerChanges;
}
Codes other_roles() {
  return kOtherRoles;
}

std::string_view referral_source_text(std::string_view code) {
  for (const auto& source : kSources) {
    if (source.share.value == code) return source.text;
  }
  return {};
}

std::vector<std::string_view> draw_factors(Random& random) {
  std::vector<std::string_view> factors;
  for (const auto& [code, per_thousand] : kFactors) {
    if (random.below(1000) < per_thousand) factors.push_back(code);
  }
  if (factors.empty()) factors.push_back(kNoFactor);
  return factors;
}

std::vector<std::string_view> draw_many_factors(Random& random, std::size_t count) {
  std::vector<std::size_t> places(std::size(kFactors));
  for (std::size_t i = 0; i < places.size(); ++i) places[i] = i;
  count = std::min(count, places.size());
  for (std::size_t i = 0; i < count; ++i) {
    std::swap(places[i], places[i + random.below(places.size() - i)]);
  }
  std::sort(places.begin(), places.begin() + static_cast<std::ptrdiff_t>(count));
  std::vector<std::string_view> factors;
  for (std::size_t i = 0; i < count; ++i) factors.push_back(kFactors[places[i]].value);
  return factors;
}

}  // namespace dataflow::synthetic::codes
