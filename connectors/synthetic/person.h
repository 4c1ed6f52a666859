// The people of a made-up council and what children's social care has recorded about them.
//
// Everything here is true in the made-up world: codes come from their lists, dates are in order and
// none is later than the day it is recorded, except due dates. Dials (dials.h) spoil it later, in
// the rows. Codes are views of the constant lists in codes.h.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "agent/core/day.h"

namespace dataflow::synthetic {

/// Names one thing in the council: never reused, never changed. 0 is nobody's.
using Key = std::uint32_t;

/// The place of a worker in Staff::workers.
using WorkerPlace = std::size_t;

struct Assessment {
  Key key = 0;
  Day start;
  std::optional<Day> authorised;
  std::vector<std::string_view> factors;  ///< empty until authorised
  bool found_need = true;
  WorkerPlace worker = 0;
};

struct InNeedPlan {
  Key key = 0;
  Day start;
  std::optional<Day> end;
  WorkerPlace worker = 0;
};

struct Conference {
  Key key = 0;
  Day date;
  Key plan = 0;  ///< the child protection plan that followed; 0 when none did
};

/// A section 47 enquiry.
struct Enquiry {
  Key key = 0;
  Day start;
  std::optional<Day> end;
  std::optional<bool> conference_needed;  ///< nothing until decided
  std::optional<Conference> conference;
  WorkerPlace worker = 0;
};

struct ProtectionPlan {
  Key key = 0;
  Day start;
  std::optional<Day> end;
  Key conference = 0;  ///< 0 when its enquiry has left the records
  std::string_view category;
};

struct Placement {
  Key key = 0;
  Day start;
  std::optional<Day> end;
  std::string_view start_reason;
  std::string_view end_reason;     ///< empty while open
  std::string_view change_reason;  ///< why it gave way to the next; empty for the last
  std::string_view type;
  std::string_view provider;
  std::string postcode;
  int tenths_of_a_mile_from_home = 0;
};

/// A period of care: placements that follow one another without a gap, the last one open or not.
struct CarePeriod {
  Key key = 0;
  std::vector<Placement> placements;

  [[nodiscard]] Day start() const { return placements.front().start; }
  [[nodiscard]] std::optional<Day> end() const { return placements.back().end; }
};

struct Involvement {
  Key key = 0;
  WorkerPlace worker = 0;
  std::string_view role;  ///< System C's code: CW is the case worker
  Day start;
  std::optional<Day> end;
  std::string_view change_reason;  ///< empty while open
};

/// A spell from referral to closure with everything that happened in it, each list oldest first.
struct Episode {
  Key key = 0;
  Day referral;
  std::optional<Day> closure;
  std::string_view closure_reason;  ///< empty while open
  std::string_view source;
  std::string_view need;
  bool no_further_action = false;
  std::size_t team = 0;  ///< the place in Staff::teams
  WorkerPlace worker = 0;
  std::vector<Assessment> assessments;
  std::vector<Enquiry> enquiries;
  std::vector<InNeedPlan> in_need_plans;
  std::vector<ProtectionPlan> protection_plans;
  std::vector<CarePeriod> care;
  std::vector<Involvement> involvements;

  [[nodiscard]] bool open() const { return !closure; }
};

struct Address {
  Key key = 0;
  Day start;
  std::optional<Day> end;
  std::string postcode;
  std::string street;
  std::string town;
  int house = 1;
};

struct Disability {
  Key key = 0;
  std::string_view code;
};

struct SdqScore {
  Key key = 0;
  Day date;
  int score = 0;
};

struct Immigration {
  Key key = 0;
  Day start;
  std::optional<Day> end;
  std::string_view status;  ///< "U": unaccompanied asylum-seeking child
};

struct FormerNumber {
  Key key = 0;
  std::string upn;
  Day from;
};

struct Adoption {
  Key key = 0;
  Key care = 0;  ///< the period of care
  std::optional<Day> decision;
  std::optional<Day> matched;
  std::optional<Day> placed;
  WorkerPlace worker = 0;
};

struct CareLeaver {
  Key key = 0;
  std::string_view eligibility;
  Day contact;  ///< the latest
  std::string_view activity;
  std::string_view accommodation;
  bool suitable = true;
  WorkerPlace worker = 0;
};

struct Contact {
  Key key = 0;
  Day date;
  std::string_view source;
};

struct Visit {
  Key key = 0;
  Day date;
  bool alone = false;
};

/// Anybody with a row in the person table: children, young people, mothers, former cases.
struct Person {
  Key key = 0;
  std::string forename;
  std::string surname;
  std::optional<Day> birth;
  std::optional<Day> due;  ///< only while unborn
  std::optional<Day> death;
  std::string_view sex;  ///< M, F, or U while unborn
  std::string_view ethnicity;
  std::string upn;          ///< empty when none is known
  std::string_view no_upn;  ///< why none is known; empty when one is, or when unborn
  std::string legacy_id;    ///< empty when none
  bool mother = false;
  bool has_plan_for_education = false;
  bool may_be_messed = false;  ///< whether dials may strike: see dials.h
  Key upn_partner = 0;  ///< somebody with whom a dial may make this person share a UPN; 0: nobody
  bool rows_turned = false;  ///< whether the source gives this person's rows in reverse order

  std::vector<Address> addresses;        ///< oldest first, the last one is home
  std::vector<Disability> disabilities;  ///< empty: not recorded; one NONE: recorded as none
  std::vector<Immigration> immigration;
  std::vector<FormerNumber> former_numbers;
  std::vector<Episode> episodes;  ///< oldest first, without overlap; only the last can be open
  std::vector<SdqScore> sdq_scores;
  std::optional<Adoption> adoption;
  std::optional<CareLeaver> leaver;
  std::vector<Contact> contacts;
  std::vector<Visit> visits;

  [[nodiscard]] bool unborn() const { return !birth; }
  [[nodiscard]] bool under(int age, Day day) const { return !birth || day < birth->birthday(age); }
};

/// An identifier as the source writes it: the kind's two or three letters, then seven digits.
[[nodiscard]] std::string identifier(std::string_view kind, Key key);

/// "KX" and seven digits that look like no other number. Never a plain small integer: a test
/// searches the logs for it.
[[nodiscard]] std::string person_identifier(Key key);

}  // namespace dataflow::synthetic
