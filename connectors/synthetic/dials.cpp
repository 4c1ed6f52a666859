#include "connectors/synthetic/dials.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "agent/core/fault.h"
#include "connectors/synthetic/strikes.h"

namespace dataflow::synthetic {

namespace {

constexpr std::string_view kAll = "all";

constexpr Dial kDials[] = {
    {"id_missing", 0.001, Expected::held, "The person row has no person id.", strikes::id_missing},
    {"id_too_long", 0.001, Expected::held, "The person id has more than 20 characters.",
     strikes::id_too_long},
    {"id_with_hyphen", 0.001, Expected::held, "The person id has a hyphen in it.",
     strikes::id_with_hyphen},
    {"id_twice", 0.001, Expected::held, "A second person row bears the same person id.",
     strikes::id_twice},
    {"item_id_too_long", 0.002, Expected::held,
     "The child in need plans' ids have more than 36 characters.", strikes::item_id_too_long},
    {"placeholder_text", 0.01, Expected::dropped, "The legacy id is the placeholder SSD_PH.",
     strikes::placeholder_text},
    {"upn_shared_by_two_children", 0.002, Expected::kept, "Two children bear one UPN.",
     strikes::upn_shared_by_two_children},
    {"upn_bad_letter", 0.01, Expected::dropped, "The UPN's check letter is wrong.",
     strikes::upn_bad_letter},
    {"upn_short", 0.005, Expected::dropped, "The UPN lacks its last character.",
     strikes::upn_short},
    {"upn_trailing_space_lower_case", 0.01, Expected::normalised,
     "The UPN is in lower case with a space after it.", strikes::upn_trailing_space_lower_case},
    {"un_code_in_upn", 0.02, Expected::normalised,
     "The reason why no UPN is known stands in the UPN's column.", strikes::un_code_in_upn},
    {"nhs_number_bad", 0.01, Expected::kept, "The NHS number's check digit is wrong.",
     strikes::nhs_number_bad},
    {"names_awkward", 0.02, Expected::kept,
     "A name has signs, scripts or a length that software trips over; line breaks are taken out.",
     strikes::names_awkward},
    {"test_person", 0.001, Expected::kept, "The surname says TEST or DUPLICATE.",
     strikes::test_person},
    {"unborn_named", 0.5, Expected::kept, "An unborn child is named Unborn, or Baby of somebody.",
     strikes::unborn_named},
    {"sex_word", 0.01, Expected::normalised, "The sex is the words Not specified; it goes as U.",
     strikes::sex_word},
    {"unknown_ethnicity", 0.01, Expected::dropped, "The ethnicity is in no code list.",
     strikes::unknown_ethnicity},
    {"ethnicity_lower_case", 0.01, Expected::normalised, "The ethnicity is in lower case.",
     strikes::ethnicity_lower_case},
    {"ethnicity_cnhe", 0.005, Expected::normalised,
     "The ethnicity is CNHE, which the SSD's guide writes for CHNE.", strikes::ethnicity_cnhe},
    {"unknown_disability", 0.01, Expected::dropped,
     "Beside the disability codes stands one that is in no list.", strikes::unknown_disability},
    {"none_with_other_disability", 0.02, Expected::kept,
     "NONE stands beside other disability codes.", strikes::none_with_other_disability},
    {"postcode_lower_case_no_space", 0.02, Expected::normalised,
     "The home's postcode is in lower case without its space.",
     strikes::postcode_lower_case_no_space},
    {"postcode_bad", 0.01, Expected::dropped, "The home's postcode has no postcode's shape.",
     strikes::postcode_bad},
    {"date_1900", 0.01, Expected::dropped, "An open episode was closed on 1900-01-01.",
     strikes::date_1900},
    {"date_impossible", 0.005, Expected::dropped, "An assessment was authorised on 31 February.",
     strikes::date_impossible},
    {"date_with_slashes", 0.01, Expected::normalised,
     "An enquiry's end is written 03/04/2025, the day first.", strikes::date_with_slashes},
    {"source_code_in_text", 0.02, Expected::normalised,
     "The referral source is a sentence that begins with the code.", strikes::source_code_in_text},
    {"nfa_words", 0.02, Expected::normalised,
     "The no further action flag is T, f, 1, 0, yes or no.", strikes::nfa_words},
    {"end_before_start", 0.02, Expected::dropped, "A placement ended before it began.",
     strikes::end_before_start},
    {"factor_not_json", 0.005, Expected::normalised,
     "An assessment's factors are a list with commas instead of JSON.", strikes::factor_not_json},
    {"factor_twice", 0.01, Expected::normalised, "An assessment names a factor twice.",
     strikes::factor_twice},
    {"factor_21_with_others", 0.01, Expected::kept,
     "An assessment names factor 21, none, beside others.", strikes::factor_21_with_others},
    {"two_open_episodes", 0.005, Expected::kept, "A second episode is open beside the first.",
     strikes::two_open_episodes},
    {"overlapping_cp_plans", 0.02, Expected::kept,
     "A second child protection plan covers the days of the first.", strikes::overlapping_cp_plans},
    {"orphan_rows", 0.005, Expected::dropped,
     "A child in need plan belongs to a referral that does not exist.", strikes::orphan_rows},
    {"fan_out_duplicates", 0.01, Expected::normalised,
     "A row occurs twice, the same to the letter.", strikes::fan_out_duplicates},
};

std::optional<std::size_t> place_of(std::string_view name) {
  for (std::size_t i = 0; i < std::size(kDials); ++i) {
    if (kDials[i].name == name) return i;
  }
  return std::nullopt;
}

Error unknown_dial(std::string_view name) {
  std::vector<std::string> names{std::string(kAll)};
  for (const auto& dial : kDials) names.emplace_back(dial.name);
  std::string hint = suggestion(name, names);
  if (hint.empty()) hint = "Write 'all' to turn every dial a little.";
  return {Remedy::stop, "mess", fmt::format("There is no mess dial '{}'.", name), std::move(hint)};
}

Result<double> parse_rate(std::string_view text) {
  double rate = -1;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), rate);
  if (failed != std::errc() || end != text.data() + text.size()) rate = -1;
  if (rate < 0 || rate > 1) {
    return Error{Remedy::stop, "mess", fmt::format("'{}' is no rate.", text),
                 "Give a number between 0 and 1, such as 0.05."};
  }
  return rate;
}

}  // namespace

std::string_view text_of(Expected expected) {
  constexpr std::string_view kTexts[] = {"held", "dropped", "kept", "normalised"};
  return kTexts[static_cast<std::size_t>(expected)];
}

std::span<const Dial> dials() {
  return kDials;
}

Result<void> Mess::apply(std::string_view name, std::optional<double> rate) {
  if (rate && !(*rate >= 0 && *rate <= 1)) return parse_rate(fmt::format("{}", *rate)).error();
  const auto place = place_of(name);
  if (!place && name != kAll) return unknown_dial(name);
  if (rates_.empty()) rates_.resize(std::size(kDials), 0.0);
  for (std::size_t i = 0; i < rates_.size(); ++i) {
    if (!place || *place == i) rates_[i] = rate.value_or(kDials[i].default_rate);
  }
  return {};
}

Result<Mess> Mess::parse(std::string_view text) {
  Mess mess;
  while (!text.empty()) {
    const std::string_view word = text.substr(0, text.find(','));
    text.remove_prefix(std::min(text.size(), word.size() + 1));
    const std::size_t equals = word.find('=');
    std::optional<double> rate;
    if (equals != std::string_view::npos) {
      TRY_ASSIGN(rate, parse_rate(word.substr(equals + 1)));
    }
    TRY(mess.apply(word.substr(0, equals), rate));
  }
  return mess;
}

double Mess::rate(const Dial& dial) const {
  if (rates_.empty()) return 0;
  return rates_[static_cast<std::size_t>(&dial - std::data(kDials))];
}

}  // namespace dataflow::synthetic
