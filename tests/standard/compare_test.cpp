#include "agent/standard/compare.h"

#include <boost/json.hpp>
#include <catch2/catch.hpp>

#include "agent/standard/json_schema.h"
#include "tests/shipped.h"
#include "tests/shown_result.h"
#include "tests/temporary_folder.h"

using namespace dataflow;
using namespace dataflow::standard;

namespace {

const Standard& ours() {
  static const Standard standard = shipped_standard();
  return standard;
}

/// An OpenAPI file that says what our description says.
boost::json::value published() {
  boost::json::object file;
  file["components"] = {{"schemas", {{"CSC", json_schema(ours())}}}};
  return file;
}

std::vector<std::string> differences_from(const boost::json::value& file) {
  const auto differences = compare(ours(), file);
  REQUIRE(differences);
  std::vector<std::string> sentences;
  for (const auto& difference : *differences) sentences.push_back(describe(difference));
  return sentences;
}

/// The part of the schema that a path such as "child_details.sex" or "disabilities[]" leads to.
boost::json::object& part(boost::json::value& file, std::string_view path) {
  auto* at = &file.at_pointer("/components/schemas/CSC/items").as_object();
  while (!path.empty()) {
    std::string_view name = path.substr(0, path.find('.'));
    path.remove_prefix(std::min(path.size(), name.size() + 1));
    const bool item = name.ends_with("[]");
    if (item) name.remove_suffix(2);
    at = &at->at("properties").as_object().at(name).as_object();
    if (item) at = &at->at("items").as_object();
  }
  return *at;
}

/// One keyword of one part set to something else (or removed, with an empty text), and the sentence
/// that this has to give.
struct Planted {
  const char* path;
  const char* keyword;
  const char* json;
  const char* sentence;
};

const Planted kPlanted[] = {
    {"child_details.sex", "type", R"("integer")",
     R"(child_details.sex: type is "string" in our description and "integer" in the published file.)"},
    {"child_details", "type", R"("array")",
     R"(child_details: type is "object" in our description and "array" in the published file.)"},
    {"child_details.date_of_birth", "format", R"("date-time")",
     R"(child_details.date_of_birth: format is "date" in our description and "date-time" in the published file.)"},
    {"child_details.date_of_birth", "format", "",
     R"(child_details.date_of_birth: format is "date" in our description and not stated in the published file.)"},
    {"child_details.uasc_flag", "format", R"("int32")",
     R"(child_details.uasc_flag: format is not stated in our description and "int32" in the published file.)"},
    {"child_details.unique_pupil_number", "minLength", "12",
     "child_details.unique_pupil_number: minLength is 13 in our description and 12 in the "
     "published file."},
    {"child_details.first_name", "maxLength", "40",
     "child_details.first_name: maxLength is not stated in our description and 40 in the published "
     "file."},
    {"child_details.date_of_birth", "maxLength", "10",
     "child_details.date_of_birth: maxLength is not stated in our description and 10 in the "
     "published file."},
    {"social_care_episodes[].closure_reason", "maxLength", "",
     "social_care_episodes[].closure_reason: maxLength is 3 in our description and not stated in "
     "the published file."},
    {"mis_child_id", "pattern", R"("^[A-Za-z0-9]*$")",
     R"(mis_child_id: pattern is "^[A-Za-z0-9_-]*$" in our description and "^[A-Za-z0-9]*$" in the published file.)"},
    {"mis_child_id", "pattern", R"("^\\d*$")",
     R"(mis_child_id: pattern is "^[A-Za-z0-9_-]*$" in our description and "^\\d*$" in the published file.)"},
    {"mis_child_id", "pattern", "",
     R"(mis_child_id: pattern is "^[A-Za-z0-9_-]*$" in our description and not stated in the published file.)"},
    {"mis_child_id", "pattern", R"("^[A-Za-z0-9_-]+$")",
     "mis_child_id: minLength is not stated in our description and 1 in the published file."},
    {"child_details.postcode", "pattern", R"("^[A-Z0-9 ]*$")",
     R"(child_details.postcode: pattern is not stated in our description and "^[A-Z0-9 ]*$" in the published file.)"},
    {"", "required", R"(["la_child_id", "child_details"])",
     "child_details: required is not stated in our description and true in the published file."},
    {"social_care_episodes[]", "required", "",
     "social_care_episodes[].social_care_episode_id: required is true in our description and not "
     "stated in the "
     "published file."},
    {"child_details.disabilities", "minItems", "1",
     "child_details.disabilities: minItems is not stated in our description and 1 in the published "
     "file."},
    {"child_details.disabilities", "maxItems", "13",
     "child_details.disabilities: maxItems is 12 in our description and 13 in the published file."},
    {"social_care_episodes", "maxItems", "50",
     "social_care_episodes: maxItems is not stated in our description and 50 in the published "
     "file."},
    {"child_details.disabilities", "uniqueItems", "",
     "child_details.disabilities: uniqueItems is true in our description and not stated in the "
     "published file."},
    {"social_care_episodes[].care_worker_details", "uniqueItems", "true",
     "social_care_episodes[].care_worker_details: uniqueItems is not stated in our description and "
     "true in the "
     "published file."},
    {"child_details.disabilities[]", "maxLength", "5",
     "child_details.disabilities[]: maxLength is 4 in our description and 5 in the published "
     "file."},
    {"child_details.disabilities", "items", "",
     R"(child_details.disabilities: items is "string" in our description and not stated in the published file.)"},
    {"social_care_episodes[].adoption", "additionalProperties", "",
     "social_care_episodes[].adoption: additionalProperties is false in our description and not "
     "stated in the "
     "published file."},
    {"", "additionalProperties", "true",
     "the child: additionalProperties is false in our description and true in the published file."},
    {"child_details.sex", "enum", R"(["M", "F", "X"])",
     "child_details.sex: Codes of our description alone: U; of the published file alone: X."},
    {"child_details.surname", "enum", R"(["A"])",
     "child_details.surname: Codes of our description alone: none; of the published file alone: "
     "A."},
    {"child_details.disabilities[]", "enum",
     R"(["NONE", "MOB", "HAND", "PC", "INC", "COMM", "LD", "HEAR", "VIS",
      "BEH", "CON", "AUT"])",
     "child_details.disabilities[]: Codes of our description alone: DDA; of the published file "
     "alone: none."},
    {"health_and_wellbeing.sdq_assessments[].score", "minimum", "1",
     "health_and_wellbeing.sdq_assessments[].score: minimum is 0 in our description and 1 in the "
     "published file."},
    {"health_and_wellbeing.sdq_assessments[].score", "maximum", "50",
     "health_and_wellbeing.sdq_assessments[].score: maximum is 40 in our description and 50 in the "
     "published file."},
    {"child_details", "nullable", "true",
     "child_details: nullable is not stated in our description and true in the published file."},
    {"child_details", "minProperties", "1",
     "child_details: minProperties is not stated in our description and 1 in the published file."},
};

}  // namespace

TEST_CASE("a file that says what we say has no difference") {
  CHECK(differences_from(published()).empty());
}

TEST_CASE("each planted difference is named in one sentence, and no other is invented") {
  for (const auto& planted : kPlanted) {
    auto file = published();
    auto& schema = part(file, planted.path);
    if (*planted.json == '\0') {
      schema.erase(planted.keyword);
    } else {
      schema[planted.keyword] = boost::json::parse(planted.json);
    }
    CHECK(differences_from(file) == std::vector<std::string>{planted.sentence});
  }
}

TEST_CASE("a member on one side only is named, whichever side it is") {
  auto file = published();
  auto& members = part(file, "child_details").at("properties").as_object();
  members.erase("surname");
  members["shoe_size"] = {{"type", "integer"}};
  CHECK(differences_from(file) ==
        std::vector<std::string>{
            "child_details.surname: Only our description has this member.",
            "child_details.shoe_size: Only the published file has this member."});
}

TEST_CASE("how many children a request may hold is compared") {
  auto file = published();
  file.at_pointer("/components/schemas/CSC").as_object()["maxItems"] = 50;
  CHECK(differences_from(file) ==
        std::vector<std::string>{
            "the request: maxItems is 100 in our description and 50 in the published file."});
}

TEST_CASE("the same said in other words is no difference") {
  auto file = published();
  auto& id = part(file, "la_child_id");
  id.erase("minLength");
  id["pattern"] = "^[0-9a-zA-Z]+$";
  id["description"] = "Another text.";
  id["x-owner"] = "somebody";
  part(file, "mis_child_id")["minLength"] = 0;
  part(file, "child_details")["nullable"] = false;
  part(file, "social_care_episodes")["minItems"] = 0;
  part(file, "health_and_wellbeing.sdq_assessments[].score")["minimum"] = 0;
  auto& schemas = file.at_pointer("/components/schemas").as_object();
  schemas["Details"] = part(file, "child_details");
  part(file, "").at("properties").as_object()["child_details"] = {
      {"$ref", "#/components/schemas/Details"}};
  CHECK(differences_from(file).empty());
}

TEST_CASE("a reference that leads nowhere or in a circle is a difference and no end of work") {
  auto file = published();
  auto& members = part(file, "").at("properties").as_object();
  members["child_details"] = {{"$ref", "#/components/schemas/Missing"}};
  members["health_and_wellbeing"] = {{"$ref", "#/components/schemas/Round"}};
  file.at_pointer("/components/schemas").as_object()["Round"] = {
      {"$ref", "#/components/schemas/Round"}};
  CHECK(
      differences_from(file) ==
      std::vector<std::string>{
          R"(child_details: type is "object" in our description and not stated in the published file.)",
          R"(health_and_wellbeing: type is "object" in our description and not stated in the published file.)"});
}

TEST_CASE("a file without the schema is an error that says what is missing") {
  for (const char* json : {"[]", "7", "{}", R"({"components": {"schemas": {"CSC": 1}}})"}) {
    const auto differences = compare(ours(), boost::json::parse(json));
    REQUIRE_FALSE(differences);
    CHECK(describe(differences.error()).find("components.schemas.CSC") != std::string::npos);
  }
}

TEST_CASE("schemas of a wrong shape are differences and never a crash") {
  for (const char* json :
       {"[]", "null", "{}", R"({"type": "array"})", R"({"type": "array", "items": 3})",
        R"({"type": "array", "items": {"type": "object", "properties": [1]}})",
        R"({"type": "array", "items": {"type": "object", "required": {"a": 1},
                               "properties": {"la_child_id": true, "purge": 1}}})"}) {
    boost::json::object file;
    file["components"] = {{"schemas", {{"CSC", boost::json::parse(json)}}}};
    const auto differences = compare(ours(), file);
    CHECK((!differences || !differences->empty()));
  }
}

TEST_CASE("dfe-csc/1.0.1 agrees with the file that the DfE publishes") {
  if (!std::filesystem::exists(DATAFLOW_CONTRACT)) {
    WARN("skipped: the DfE's contract is not on this machine");
    return;
  }
  const auto file = boost::json::parse(TemporaryFolder::bytes_of(DATAFLOW_CONTRACT));
  CHECK(differences_from(file).empty());
}

TEST_CASE("what 1.0.1 changed shows when 1.0.0 is held against its file") {
  Faults faults;
  const auto older = Standard::load(shipped_config() / "standards" / "dfe-csc" / "1.0.0", faults);
  REQUIRE(older);
  const auto differences = compare(*older, published());
  REQUIRE(differences);
  std::vector<std::string> sentences;
  for (const auto& difference : *differences) sentences.push_back(describe(difference));
  CHECK(
      sentences ==
      std::vector<std::string>{
          "la_child_id: minLength is not stated in our description and 1 in the published file.",
          "la_child_id: maxLength is 36 in our description and 20 in the published file.",
          R"(la_child_id: pattern is "^[A-Za-z0-9_-]*$" in our description and "^[A-Za-z0-9]*$" in the published file.)"});
}
