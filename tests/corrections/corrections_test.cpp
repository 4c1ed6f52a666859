// Local corrections: what a council sets right by hand for a while.
#include "agent/corrections/corrections.h"

#include <catch2/catch.hpp>

#include "agent/standard/skeleton.h"
#include "tests/shipped.h"
#include "tests/temporary_folder.h"

using namespace dataflow;
using namespace dataflow::corrections;

namespace {

constexpr char kHeader[] = "child,path,action,value,reason,by,from,until\n";
constexpr char kDocument[] =
    R"({"child_details":{"ethnicity":"WBRI","sex":"U"},"la_child_id":"X1","social_care_episodes":[)"
    R"({"closure_date":"2026-02-01","social_care_episode_id":"E1"},{"social_care_episode_id":"E2"}]})";

class Desk {
 public:
  Desk() : standard_(shipped_standard()) {}

  Corrections read(const std::string& rows, const char* today = "2026-06-01") {
    faults_.clear();
    const auto file = folder_.write("corrections.csv", kHeader + rows);
    return Corrections::read(file, standard_, mapping_, *Day::parse(today), faults_);
  }

  Record applied(const std::string& rows, const char* today = "2026-06-01") {
    const auto corrections = read(rows, today);
    REQUIRE(faults_.empty());
    Record record;
    record.child = "X1";
    record.document = kDocument;
    record.digest = sha256(kDocument);
    corrections.apply(record);
    CHECK(record.digest == sha256(record.document));
    if (record.document != kDocument) {
      CHECK(record.skeleton == standard::skeleton_of(standard_, record.document));
    }
    return record;
  }

  std::string faults(const std::string& rows) {
    static_cast<void>(read(rows));
    std::string lines;
    for (auto fault : faults_) {
      fault.file = "c.csv";
      lines += describe(fault) + "\n";
    }
    return lines;
  }

 private:
  TemporaryFolder folder_;
  standard::Standard standard_;
  mapping::MappingFile mapping_;
  Faults faults_;
};

constexpr char kDays[] = ",made up,Somebody,2026-05-01,2026-07-01\n";

}  // namespace

TEST_CASE("a correction puts a value in the place of the source's, and says so") {
  const auto record = Desk().applied(std::string("X1,child_details.sex,set,f") + kDays);
  CHECK(record.document.find(R"("sex":"F")") != std::string::npos);
  REQUIRE(record.findings.size() == 1);
  CHECK(record.findings[0].rule == kCorrectedRule);
  CHECK(record.findings[0].weight == Weight::warn);
  CHECK(record.findings[0].path == "child_details.sex");
}

TEST_CASE("a correction finds an item by its key, and can add or clear a value") {
  Desk desk;
  const auto set =
      desk.applied(std::string("X1,social_care_episodes[E2].closure_date,set,03/04/2026") + kDays);
  CHECK(set.document.find(R"({"closure_date":"2026-04-03","social_care_episode_id":"E2"})") !=
        std::string::npos);
  const auto cleared =
      desk.applied(std::string("X1,social_care_episodes[E1].closure_date,clear,") + kDays);
  CHECK(cleared.document.find("closure_date") == std::string::npos);
}

TEST_CASE("a correction holds a child") {
  const auto record = Desk().applied(std::string("X1,,hold,") + kDays);
  CHECK(record.held());
  CHECK(record.findings[0].rule == kHeldRule);
}

TEST_CASE("a correction concerns its child on its days only, and an expired one is named") {
  Desk desk;
  const std::string row = "X1,child_details.sex,set,F,made up,Somebody,2026-06-01,2026-06-30\n";
  CHECK(desk.applied(row, "2026-05-31").document == kDocument);
  CHECK(desk.applied(row, "2026-06-30").document != kDocument);
  CHECK(desk.applied(row, "2026-07-01").document == kDocument);
  CHECK(desk.read(row, "2026-07-01").findings().size() == 1);
  CHECK(desk.read(row, "2026-06-30").findings().empty());
  CHECK(desk.applied(std::string("X2,child_details.sex,set,F") + kDays).document == kDocument);
}

TEST_CASE("a correction without a place in the document is a finding") {
  const auto record = Desk().applied(
      std::string("X1,social_care_episodes[E9].closure_date,set,2026-01-01") + kDays);
  CHECK(record.document == kDocument);
  CHECK(record.findings.at(0).rule == kNoPlaceRule);
}

TEST_CASE("every fault of a file of corrections is named with its line, and without the value") {
  const std::string rows =
      "X1,child_details.sx,set,F,made up,Somebody,2026-05-01,2026-07-01\n"
      "X1,la_child_id,set,F,made up,Somebody,2026-05-01,2026-07-01\n"
      "X1,child_details.sex,set,Brackwenth,made up,Somebody,2026-05-01,2026-07-01\n"
      "X1,child_details.sex,put,F,made up,Somebody,2026-05-01,2026-07-01\n"
      "X1,child_details.sex,set,F,,,2026-05-01,2026-04-01\n"
      "X1,child_details.sex,set,F,made up,Somebody,soon,\n"
      ",child_details,clear,F,made up,Somebody,2026-05-01,2026-07-01\n";
  const std::string faults = Desk().faults(rows);
  CHECK(faults ==
        "c.csv:2: The path leads to no field of dfe-csc/1.0.1. Did you mean 'child_details.sex'?\n"
        "c.csv:3: A key cannot be corrected. The endpoint knows the item by it.\n"
        "c.csv:4: The value does not fit its field. It is no code of 'sex'.\n"
        "c.csv:5: 'action' should be set, clear or hold. Known here: set, clear, hold.\n"
        "c.csv:6: 'reason' is empty. Write why.\n"
        "c.csv:6: 'by' is empty. Write who decided it.\n"
        "c.csv:7: 'from' is not a day. Write it as 2026-06-01 or 01/06/2026.\n"
        "c.csv:7: 'until' is empty. Every correction holds for a time.\n"
        "c.csv:8: 'child' is empty. Write whom it concerns.\n"
        "c.csv:8: The path leads to no single value. Name a field inside it.\n"
        "c.csv:8: 'clear' takes no value. Empty the value, or write set.\n");
}
