// Each dial does what it says, and nothing else.
#include <boost/json/parse.hpp>
#include <catch2/catch.hpp>

#include "agent/core/canonical_json.h"
#include "connectors/synthetic/happenings.h"
#include "tests/synthetic/made.h"

namespace dataflow::synthetic {

namespace {

namespace json = boost::json;

constexpr std::size_t kChildren = 250;

Settings with_dial(const Dial& dial, double rate) {
  Settings settings = settings_for(kChildren);
  REQUIRE(settings.mess.apply(dial.name, rate).has_value());
  return settings;
}

/// Takes out of a document whatever lies at a path such as "social_care_episodes[].factors".
void take_out(json::value& from, std::string_view path) {
  const auto dot = path.find('.');
  std::string_view name = path.substr(0, dot);
  const bool list = name.ends_with("[]");
  if (list) name.remove_suffix(2);
  auto& object = from.as_object();
  if (dot == std::string_view::npos) {
    object.erase(name);
    return;
  }
  auto* inner = object.if_contains(name);
  if (inner == nullptr) return;
  if (!list) return take_out(*inner, path.substr(dot + 1));
  for (auto& item : inner->as_array()) take_out(item, path.substr(dot + 1));
}

std::string without(const std::string& document, std::string_view path) {
  auto value = json::parse(document);
  take_out(value, path);
  return canonical_json(value);
}

/// What became of a child whom one dial struck, against the same child in a plain council.
void check_child(const Event& strike, const Sight& plain, const Sight& spoilt) {
  CAPTURE(strike.dial, strike.path);
  if (strike.expected == Expected::held) {
    CHECK(spoilt.standing == Standing::held);
    CHECK(spoilt.document.empty());
    return;
  }
  REQUIRE(spoilt.standing == Standing::sent);
  const bool same_besides =
      without(plain.document, strike.path) == without(spoilt.document, strike.path);
  CHECK(same_besides);
}

bool holds(const std::string& document, std::string_view text) {
  return document.find(text) != std::string::npos;
}

/// The object anywhere in the value that has a member with that text.
const json::object* object_with(const json::value& value, std::string_view text) {
  if (const auto* list = value.if_array()) {
    for (const auto& item : *list) {
      if (const auto* found = object_with(item, text)) return found;
    }
  }
  const auto* object = value.if_object();
  if (object == nullptr) return nullptr;
  for (const auto& [name, member] : *object) {
    if (member.is_string() && member.as_string() == text) return object;
    if (const auto* found = object_with(member, text)) return found;
  }
  return nullptr;
}

/// What is seen of a plain council: made once, for all dials are held against the same.
const std::vector<Council::Expectation>& plain_expectations() {
  static const auto plain = Council(settings_for(kChildren)).expectations();
  return plain;
}

/// The strikes of the whole council by the child they struck; those without an id under "".
std::map<std::string, std::vector<Event>> strikes_of(const Council& council) {
  std::map<std::string, std::vector<Event>> strikes;
  for (const auto& event : council.events()) strikes[event.child.value_or("")].push_back(event);
  return strikes;
}

const Dial& dial_named(std::string_view name) {
  return *std::find_if(dials().begin(), dials().end(),
                       [name](const Dial& dial) { return dial.name == name; });
}

/// How many of the strikes of that dial end in a document that is no other than the plain one.
std::pair<std::size_t, std::size_t> same_and_other(std::string_view name) {
  const Council council(with_dial(dial_named(name), 1));
  const auto& plain = plain_expectations();
  const auto spoilt = council.expectations();
  const auto strikes = strikes_of(council);
  std::pair<std::size_t, std::size_t> counts;
  for (std::size_t i = 0; i < plain.size(); ++i) {
    if (!strikes.contains(spoilt[i].child.value_or(""))) continue;
    ++(plain[i].sight == spoilt[i].sight ? counts.first : counts.second);
  }
  return counts;
}

}  // namespace

TEST_CASE("a dial strikes children it can strike, and touches nobody else's document") {
  for (const auto& dial : dials()) {
    CAPTURE(dial.name);
    const Council council(with_dial(dial, 1));
    const auto& plain = plain_expectations();
    const auto spoilt = council.expectations();
    const auto strikes = strikes_of(council);
    CHECK_FALSE(strikes.empty());
    REQUIRE(plain.size() == spoilt.size());
    for (std::size_t i = 0; i < plain.size(); ++i) {
      const auto struck = strikes.find(spoilt[i].child.value_or(""));
      if (struck == strikes.end()) {
        CHECK(plain[i].sight == spoilt[i].sight);
        continue;
      }
      for (const auto& strike : struck->second) {
        CHECK(strike.dial == dial.name);
        check_child(strike, plain[i].sight, spoilt[i].sight);
      }
    }
  }
}

TEST_CASE("a repaired value gives the document that a sound one would") {
  for (const char* name :
       {"upn_trailing_space_lower_case", "un_code_in_upn", "ethnicity_lower_case",
        "date_with_slashes", "nfa_words", "factor_not_json", "postcode_lower_case_no_space",
        "source_code_in_text", "factor_twice", "fan_out_duplicates"}) {
    CAPTURE(name);
    const auto [same, other] = same_and_other(name);
    CHECK(same > 0);
    CHECK(other == 0);
  }
}

TEST_CASE("a dropped value leaves the field out") {
  for (const auto& [name, field] : std::vector<std::pair<const char*, const char*>>{
           {"upn_bad_letter", "\"unique_pupil_number\""},
           {"upn_short", "\"unique_pupil_number\""},
           {"unknown_ethnicity", "\"ethnicity\""},
           {"placeholder_text", "\"mis_child_id\""}}) {
    CAPTURE(name);
    const Council council(with_dial(dial_named(name), 1));
    const auto documents = documents_of(council);
    for (const auto& event : council.events()) {
      CHECK_FALSE(holds(documents.at(*event.child), field));
    }
  }
}

TEST_CASE("a dropped value of an item leaves the item's field out") {
  for (const char* name : {"date_1900", "date_impossible", "end_before_start"}) {
    CAPTURE(name);
    const Council council(with_dial(dial_named(name), 1));
    const auto documents = documents_of(council);
    for (const auto& event : council.events()) {
      const auto document = json::parse(documents.at(*event.child));
      const auto* item = object_with(document, event.id);
      REQUIRE(item != nullptr);
      CHECK_FALSE(item->contains(event.path.substr(event.path.rfind('.') + 1)));
    }
  }
}

TEST_CASE("a dropped postcode is the home's alone") {
  const Council council(with_dial(dial_named("postcode_bad"), 1));
  for (const auto& [child, sight] : council.expectations()) {
    if (sight.standing != Standing::sent) continue;
    CHECK_FALSE(json::parse(sight.document).at("child_details").as_object().contains("postcode"));
  }
}

TEST_CASE("a value that is kept is in the document") {
  for (const auto& [name, text] :
       std::vector<std::pair<const char*, const char*>>{{"factor_21_with_others", "\"21\""},
                                                        {"none_with_other_disability", "\"NONE\""},
                                                        {"unborn_named", ""}}) {
    CAPTURE(name);
    const Council council(with_dial(dial_named(name), 1));
    const auto strikes = strikes_of(council);
    for (const auto& [child, sight] : council.expectations()) {
      if (strikes.contains(child.value_or(""))) CHECK(holds(sight.document, text));
    }
  }
  for (const char* name : {"two_open_episodes", "overlapping_cp_plans"}) {
    const Council council(with_dial(dial_named(name), 1));
    const auto documents = documents_of(council);
    for (const auto& event : council.events()) {
      CHECK(holds(documents.at(*event.child), event.id));
    }
  }
}

TEST_CASE("an orphan is in the source and in no document") {
  const Council council(with_dial(dial_named("orphan_rows"), 1));
  const auto documents = documents_of(council);
  const auto plans = Tables(council)["ssd_cin_plans"].by("cinp_cin_plan_id");
  for (const auto& event : council.events()) {
    CHECK(plans.contains(event.id));
    CHECK_FALSE(holds(documents.at(*event.child), event.id));
  }
}

TEST_CASE("two children who share a UPN do share it") {
  const Council council(with_dial(dial_named("upn_shared_by_two_children"), 1));
  const auto upns = Tables(council)["ssd_person"].by("pers_upn");
  const auto people = Tables(council)["ssd_person"].by("pers_person_id");
  const Tables tables(council);
  for (const auto& event : council.events()) {
    const auto upn = tables["ssd_person"].at(people.find(*event.child)->second, "pers_upn");
    CHECK(upns.count(*upn) == 2);
  }
}

TEST_CASE("an id is spoilt the way the dial says") {
  const Tables missing{Council(with_dial(dial_named("id_missing"), 0.2))};
  CHECK(missing["ssd_person"].by("pers_person_id").size() < missing["ssd_person"].size());
  const Tables longer{Council(with_dial(dial_named("id_too_long"), 1))};
  const auto people = longer["ssd_person"].by("pers_person_id");
  CHECK(std::count_if(people.begin(), people.end(),
                      [](const auto& p) { return p.first.size() > 20; }) == kChildren);
  for (const auto& [person, row] : longer["ssd_cin_episodes"].by("cine_person_id")) {
    CHECK(people.contains(person));
  }
  const Tables twice{Council(with_dial(dial_named("id_twice"), 1))};
  const auto doubled = twice["ssd_person"].by("pers_person_id");
  CHECK(std::count_if(doubled.begin(), doubled.end(),
                      [&](const auto& p) { return doubled.count(p.first) == 2; }) == 2 * kChildren);
}

TEST_CASE("a rate is the share of those that can be struck") {
  const Council council(messy(2000, "postcode_bad=0.1"));
  CHECK(council.events().size() > 150);
  CHECK(council.events().size() < 250);
}

TEST_CASE("the same rows are spoilt on later days") {
  Council council(messy(300, "postcode_bad=0.2"));
  const auto first = strikes_of(council);
  const auto spoilt_homes = [&] {
    std::set<std::string> people;
    const Tables tables(council);
    const Rows homes = tables["ssd_address"];
    for (std::size_t i = 0; i < homes.size(); ++i) {
      if (homes.at(i, "addr_address_end_date")) continue;
      const auto code = homes.at(i, "addr_address_postcode").value();
      if (code.size() < 6 || code[0] == 'Q' || code == "NO FIXED ABODE" || code == "ZK12 44A") {
        people.insert(homes.at(i, "addr_person_id").value());
      }
    }
    return people;
  };
  const auto before = spoilt_homes();
  CHECK(before.size() == first.size());
  std::set<std::string> gone;
  for (const auto& event : council.advance_to(8)) {
    if (event.event == word::kChildRemoved || event.event == word::kChildMerged) {
      gone.insert(*event.child);
    }
  }
  const auto after = spoilt_homes();
  for (const auto& child : before) CHECK((gone.contains(child) || after.contains(child)));
}

TEST_CASE("mess that comes with something new is told on the day it comes") {
  Council council(messy(400, "source_code_in_text=0.5,factor_twice=0.5"));
  std::size_t later = 0;
  for (int day = 2; day <= 8; ++day) {
    for (const auto& event : council.advance()) later += event.event == word::kMess;
  }
  CHECK(later > 5);
}

TEST_CASE("somebody to be held is struck by no dial besides, and no value by two") {
  const Council council(messy(600, "all=0.5"));
  for (const auto& [child, strikes] : strikes_of(council)) {
    if (child.empty()) continue;
    std::set<std::pair<std::string_view, std::string>> places;
    bool held = false;
    for (const auto& strike : strikes) held |= strike.expected == Expected::held;
    for (const auto& strike : strikes) {
      if (held) CHECK(strike.expected == Expected::held);
      const bool list = strike.path.ends_with("[]") || strike.path.ends_with("_id");
      if (!list) CHECK(places.emplace(strike.path, strike.id).second);
    }
  }
}

TEST_CASE("all dials are at rest until they are turned, and all can be turned at once") {
  Mess mess;
  CHECK(mess.none());
  for (const auto& dial : dials()) CHECK(mess.rate(dial) == 0);
  REQUIRE(mess.apply("all").has_value());
  for (const auto& dial : dials()) {
    CHECK(mess.rate(dial) == dial.default_rate);
    CHECK(dial.default_rate > 0);
    CHECK(dial.default_rate <= 1);
    CHECK(dial.what.ends_with('.'));
  }
}

TEST_CASE("dials are read from a line of text") {
  const auto mess = Mess::parse("upn_short=0.25,id_twice").value();
  CHECK(mess.rate(dial_named("upn_short")) == 0.25);
  CHECK(mess.rate(dial_named("id_twice")) == dial_named("id_twice").default_rate);
  CHECK(mess.rate(dial_named("id_missing")) == 0);
  CHECK(Mess::parse("").value().none());
}

TEST_CASE("a misspelt dial is not turned, and the nearest one is named") {
  const auto mess = Mess::parse("upn_shrt");
  REQUIRE_FALSE(mess);
  CHECK(mess.error().hint.find("upn_short") != std::string::npos);
}

TEST_CASE("a rate beyond 0 to 1 is refused") {
  CHECK_FALSE(Mess::parse("upn_short=1.5"));
  CHECK_FALSE(Mess::parse("upn_short=-0.1"));
  CHECK_FALSE(Mess::parse("upn_short=many"));
  CHECK_FALSE(Mess::parse("upn_short="));
  Mess mess;
  CHECK_FALSE(mess.apply("upn_short", 2));
  CHECK(mess.none());
}

}  // namespace dataflow::synthetic
