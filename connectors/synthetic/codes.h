// The code lists of the standard, each code with how often it occurs in a made-up council.
//
// Shares follow the DfE's published statistics for the year to 31 March 2025 where these say, and
// are guesses elsewhere. Withdrawn codes are left out.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "connectors/synthetic/random.h"

namespace dataflow::synthetic::codes {

using Codes = std::span<const CodeShare>;

[[nodiscard]] Codes ethnicities();
[[nodiscard]] Codes disabilities();
[[nodiscard]] Codes referral_sources();
[[nodiscard]] Codes needs();
[[nodiscard]] Codes abuse_categories();
[[nodiscard]] Codes closure_reasons();  ///< of episodes with more than an assessment
[[nodiscard]] Codes reasons_without_upn();
[[nodiscard]] Codes placement_types();
[[nodiscard]] Codes placement_types_from_16();
[[nodiscard]] Codes placement_providers();
[[nodiscard]] Codes placement_change_reasons();
[[nodiscard]] Codes care_end_reasons();          ///< for children who leave care before 18
[[nodiscard]] Codes care_end_reasons_from_16();  ///< for those who leave it into adult life
[[nodiscard]] Codes leaver_activities();
[[nodiscard]] Codes leaver_accommodations();
[[nodiscard]] Codes leaver_eligibilities();
[[nodiscard]] Codes worker_change_reasons();
[[nodiscard]] Codes other_roles();  ///< roles of workers that the mapping leaves out

/// The sentence that System C keeps beside a referral source's code.
[[nodiscard]] std::string_view referral_source_text(std::string_view code);

/// Codes of an assessment's factors, each in its own proportion of assessments; 2.75 on average.
/// Where none applies the one code 21, which stands alone. Sorted by the order of the list.
[[nodiscard]] std::vector<std::string_view> draw_factors(Random& random);

/// Many factors, for councils whose documents are to be large.
[[nodiscard]] std::vector<std::string_view> draw_many_factors(Random& random, std::size_t count);

}  // namespace dataflow::synthetic::codes
