// What each dial does to the rows: one function for each, listed with its name in dials.cpp.
#pragma once

#include "connectors/synthetic/hand.h"

namespace dataflow::synthetic::strikes {

// strikes_identifiers.cpp
void id_missing(Hand& hand);
void id_too_long(Hand& hand);
void id_with_hyphen(Hand& hand);
void id_twice(Hand& hand);
void item_id_too_long(Hand& hand);
void placeholder_text(Hand& hand);

// strikes_numbers.cpp
void upn_shared_by_two_children(Hand& hand);
void upn_bad_letter(Hand& hand);
void upn_short(Hand& hand);
void upn_trailing_space_lower_case(Hand& hand);
void un_code_in_upn(Hand& hand);
void nhs_number_bad(Hand& hand);

// strikes_details.cpp
void names_awkward(Hand& hand);
void test_person(Hand& hand);
void unborn_named(Hand& hand);
void sex_word(Hand& hand);
void unknown_ethnicity(Hand& hand);
void ethnicity_lower_case(Hand& hand);
void ethnicity_cnhe(Hand& hand);
void unknown_disability(Hand& hand);
void none_with_other_disability(Hand& hand);
void postcode_lower_case_no_space(Hand& hand);
void postcode_bad(Hand& hand);

// strikes_episodes.cpp
void date_1900(Hand& hand);
void date_impossible(Hand& hand);
void date_with_slashes(Hand& hand);
void source_code_in_text(Hand& hand);
void nfa_words(Hand& hand);
void end_before_start(Hand& hand);
void factor_not_json(Hand& hand);
void factor_twice(Hand& hand);
void factor_21_with_others(Hand& hand);

// strikes_rows.cpp
void two_open_episodes(Hand& hand);
void overlapping_cp_plans(Hand& hand);
void orphan_rows(Hand& hand);
void fan_out_duplicates(Hand& hand);

}  // namespace dataflow::synthetic::strikes
