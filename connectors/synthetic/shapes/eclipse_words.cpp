#include "connectors/synthetic/shapes/eclipse_words.h"

#include <algorithm>

namespace dataflow::synthetic::eclipse {

namespace {

constexpr Word kEthnicities[] = {{"ABAN", "BANGLADESHI"},
                                 {"AIND", "INDIAN"},
                                 {"AOTH", "OTHER_ASIAN"},
                                 {"APKN", "PAKISTANI"},
                                 {"BAFR", "BLACK_AFRICAN"},
                                 {"BCRB", "BLACK_CARIBBEAN"},
                                 {"BOTH", "OTHER_BLACK"},
                                 {"CHNE", "CHINESE"},
                                 {"MOTH", "OTHER_MIXED"},
                                 {"MWAS", "WHITE_AND_ASIAN"},
                                 {"MWBA", "WHITE_AND_BLACK_AFRICAN"},
                                 {"MWBC", "WHITE_AND_BLACK_CARIBBEAN"},
                                 {"NOBT", "NOT_KNOWN"},
                                 {"OOTH", "OTHER_ETHNIC"},
                                 {"REFU", "REFUSED"},
                                 {"WBRI", "WHITE_BRITISH"},
                                 {"WIRI", "WHITE_IRISH"},
                                 {"WIRT", "IRISHTRAVELLER"},
                                 {"WOTH", "OTHER_WHITE_ORIGIN"},
                                 {"WROM", "GYPSY"}};

constexpr Word kSources[] = {{"1A", "Family Member/Relative/Carer"},
                             {"1B", "Acquaintance"},
                             {"1C", "Self"},
                             {"1D", "Other"},
                             {"2A", "School"},
                             {"2B", "Education Services"},
                             {"3A", "GP"},
                             {"3B", "Health Visitor"},
                             {"3C", "School Nurse"},
                             {"3D", "Other Primary Health Services"},
                             {"3E", "A & E"},
                             {"3F", "Other Health Services"},
                             {"4", "Housing"},
                             {"5A", "Social care e.g. adult social care"},
                             {"5B", "Other internal"},
                             {"5C", "External e.g. from another local authority"},
                             {"5D", "Early help"},
                             {"6", "Police"},
                             {"7", "Other Legal Agency"},
                             {"8", "Other - including children centres"},
                             {"9", "Anonymous"},
                             {"10", "Unknown"}};

constexpr Word kClosures[] = {{"RC1", "Adopted"},
                              {"RC2", "Died"},
                              {"RC3", "Child Arrangements Order"},
                              {"RC4", "Special Guardianship Order"},
                              {"RC5", "Child moved permanently from area"},
                              {"RC6", "Transferred to Adult Services"},
                              {"RC7", "Services ceased for any other reason"},
                              {"RC8", "Case closed after assessment - no further action"},
                              {"RC9", "Case closed after assessment - referred to early help"}};

constexpr Word kDisabilities[] = {
    {"NONE", "No disability"},     {"MOB", "Mobility"},      {"HAND", "Hand function"},
    {"PC", "Personal care"},       {"INC", "Incontinence"},  {"COMM", "Communication"},
    {"LD", "Learning Disability"}, {"HEAR", "Hearing"},      {"VIS", "Vision"},
    {"BEH", "Behaviour"},          {"CON", "Consciousness"}, {"AUT", "Autism spectrum condition"},
    {"DDA", "Other disability"}};

constexpr Word kPlacements[] = {{"A3", "APP_ADOPT"},    {"A4", "CONS_ADOPT_NOTFP"},
                                {"A5", "ORD_ADOPT_FP"}, {"A6", "ORD_ADOPT_NOTFP"},
                                {"H5", "NO_CHREGS"},    {"K2", "CHLD_HOME"},
                                {"P1", "PARENT"},       {"P2", "IND_LIV"},
                                {"R1", "RES_CARE"},     {"R2", "NHS"},
                                {"R5", "YOI"},          {"S1", "RES_SCH"},
                                {"U1", "REL"},          {"U3", "REL_NOT_LT_ADOPT"},
                                {"U4", "LT"},           {"U6", "NOT_LT_ADOPT"},
                                {"Z1", "OTH"}};

constexpr std::string_view kSpecific = "CINCensus_childSpecificFactor";
constexpr FactorControl kFactors[] = {{"1A", "CINCensus_alcoholChild", ""},
                                      {"1B", "CINCensus_alcoholParent", ""},
                                      {"1C", "CINCensus_alcoholOtherPersonHousehold", ""},
                                      {"2A", "CINCensus_drugChild", ""},
                                      {"2B", "CINCensus_drugParent", ""},
                                      {"2C", "CINCensus_drugOtherPersonHousehold", ""},
                                      {"3A", "CINCensus_domesticChild", ""},
                                      {"3B", "CINCensus_domesticParent", ""},
                                      {"3C", "CINCensus_domesticOtherPersonHousehold", ""},
                                      {"4A", "CINCensus_mentalHealthChild", ""},
                                      {"4B", "CINCensus_mentalHealthParent", ""},
                                      {"4C", "CINCensus_mentalHealthOtherPerson", ""},
                                      {"5A", "CINCensus_learnDisChild", ""},
                                      {"5B", "CINCensus_learnDisParent", ""},
                                      {"5C", "CINCensus_learnDisOtherPersonHousehold", ""},
                                      {"6A", "CINCensus_physDisChild", ""},
                                      {"6B", "CINCensus_physDisParent", ""},
                                      {"6C", "CINCensus_physDisOtherPersonHousehold", ""},
                                      {"7A", kSpecific, "YCarer"},
                                      {"8B", kSpecific, "PFOCIntendtoreturn"},
                                      {"8C", kSpecific, "PFOCIntendtostay"},
                                      {"8D", kSpecific, "PFUKEducation"},
                                      {"8E", kSpecific, "PFUKFamily"},
                                      {"8F", kSpecific, "PFOther"},
                                      {"9A", kSpecific, "UASC"},
                                      {"10A", kSpecific, "Miss"},
                                      {"11A", kSpecific, "SexExploit"},
                                      {"12A", kSpecific, "Traffic"},
                                      {"13A", kSpecific, "Gang"},
                                      {"14A", kSpecific, "Behave"},
                                      {"15A", kSpecific, "SHarm"},
                                      {"16A", kSpecific, "AbuseNeglect"},
                                      {"17A", kSpecific, "EmotAbuse"},
                                      {"18B", "CINCensus_allegedPerpetratorOfPhysicalAbuse", "18B"},
                                      {"18C", "CINCensus_allegedPerpetratorOfPhysicalAbuse", "18C"},
                                      {"19B", "CINCensus_allegedPerpetratorOfSexualAbuse", "19B"},
                                      {"19C", "CINCensus_allegedPerpetratorOfSexualAbuse", "19C"},
                                      {"20", kSpecific, "Other"},
                                      {"22A", kSpecific, "FGM"},
                                      {"23A", kSpecific, "Faith"},
                                      {"24A", kSpecific, "RAD"}};

}  // namespace

Words ethnicity_words() {
  return kEthnicities;
}
Words source_words() {
  return kSources;
}
Words closure_words() {
  return kClosures;
}
Words disability_words() {
  return kDisabilities;
}
Words placement_words() {
  return kPlacements;
}

std::string_view word_for(Words words, std::string_view code) {
  const auto found =
      std::find_if(words.begin(), words.end(), [&](const Word& word) { return word.code == code; });
  return found == words.end() ? code : found->word;
}

std::span<const FactorControl> factor_controls() {
  return kFactors;
}

}  // namespace dataflow::synthetic::eclipse
