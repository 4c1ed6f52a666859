// A Finding is something about one child's data that a data lead should know.
#pragma once

#include <string>

namespace dataflow {

enum class Weight {
  warn,  ///< the child goes; the value was dropped, defaulted or looks wrong
  hold,  ///< the child does not go until this is mended; what was accepted before stays
};

struct Finding {
  std::string rule;  ///< the rule's number, such as "F03"
  Weight weight = Weight::warn;
  std::string path;  ///< the place in the document, such as "social_care_episodes[0].referral_date"
  std::string what;  ///< one sentence for the data lead, without the value itself
  std::string place = {};   ///< `path` with the keys of items, which stays while items come and go
  std::string source = {};  ///< the columns it comes from, such as "ssd_person.pers_upn"
  std::string row = {};     ///< the source's row: "ssd_cin_plans.cinp_cin_plan_id = P7"
};

}  // namespace dataflow
