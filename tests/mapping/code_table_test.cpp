#include "agent/mapping/code_table.h"

#include <random>

#include <catch2/catch.hpp>

#include "tests/mapping/small_source.h"

using namespace dataflow;
using namespace dataflow::mapping;

namespace {

constexpr char kCodedMapping[] =
    "mapping: m\nsays: M.\nstandard: dfe-csc\ncodes:\n  sex: {file: sex.csv}\n"
    "cohort: {from: person, child: id}\nblocks:\n"
    "  child: {from: person, child: id, fields: {la_child_id: id}}\n"
    "  child_details: {from: person, child: id, fields: {sex: sex}}\n";

const SmallSource kCodedSource = {{"person", {"id|sex", "X1|Boy", "X2|girl", "X3|F"}}};

std::string table_faults(const std::string& csv) {
  return SmallMapping(kCodedMapping, "sex.csv", csv).faults(kCodedSource);
}

/// The sexes of the three children; - where there is none.
std::string sexes(const std::string& csv, const char* today = "2026-06-01") {
  std::string found;
  for (const auto& record :
       SmallMapping(kCodedMapping, "sex.csv", csv).records(kCodedSource, today)) {
    const auto at = record.document.find("\"sex\":\"");
    found += at == std::string::npos ? '-' : record.document[at + 7];
  }
  return found;
}

}  // namespace

TEST_CASE("a code table is read as Excel writes it") {
  CHECK(sexes("local code,national code\nBOY,M\nGirl,F\n") == "MFF");
  CHECK(sexes("\xEF\xBB\xBFLocal Code;National Code;From;To;Note\r\nBoy;M;;;\"a; b\"\r\nGirl;F;;;"
              "\r\n;;;;\r\n") == "MFF");
  CHECK(sexes("note,NATIONAL CODE,local_code\n\"two\nlines\",M,boy\n,F,girl") == "MFF");
}

TEST_CASE("a word of a code table holds on its days only") {
  const std::string csv =
      "local code,national "
      "code,from,to\nBoy,U,,31/05/2026\nBoy,M,2026-06-01,\nGirl,F,2026-06-02,\n";
  CHECK(sexes(csv, "2026-05-31") == "U-F");
  CHECK(sexes(csv, "2026-06-01") == "M-F");
  CHECK(sexes(csv, "2026-06-02") == "MFF");
}

TEST_CASE("a field may be given a word of a code table, whatever its days") {
  const auto mapping = [](const std::string& value) {
    std::string text = kCodedMapping;
    text.replace(text.find("{sex: sex}"), 10, "{sex: \"'" + value + "'\"}");
    return SmallMapping(text, "sex.csv", "local code,national code,from\nBoy,M,2026-06-02\n")
        .faults(kCodedSource);
  };
  CHECK(mapping("Boy").empty());
  CHECK_FALSE(mapping("Boi").empty());
}

TEST_CASE("every fault of a code table is reported at once with its line") {
  CHECK(table_faults("local code,national code,from,to,nots\n"
                     "Boy,M,,\n"
                     "\"on two\nlines\",W,,\n"
                     "boy,M,2026-01-01,\n"
                     ",F,,\n"
                     "Girl,F,2026-02-30,\n"
                     "Other,U,2026-02-02,2026-02-01\n") ==
        "sex.csv:1: The column 'nots' is not known here. Did you mean 'note'?\n"
        "sex.csv:3: 'W' is no code of 'sex'.\n"
        "sex.csv:5: 'boy' stands on line 2 too, and the days overlap. Let one end before the other "
        "begins.\n"
        "sex.csv:6: The local code is missing.\n"
        "sex.csv:7: 'from' is not a day. Write it as 2026-06-01 or 01/06/2026.\n"
        "sex.csv:8: It ends before it begins. Check the columns from and to.\n");
}

TEST_CASE("a code table that cannot be read says why") {
  CHECK(table_faults("local code,code\nBoy,M\n") ==
        "sex.csv:1: The column 'code' is not known here. Known here: local code, national code, "
        "from, "
        "to, note.\n"
        "sex.csv:1: The column 'national code' is missing. The first row names the columns: local "
        "code, national code, from, to, note.\n");
  CHECK(table_faults("").find("sex.csv: This file is empty.") == 0);
  CHECK(table_faults("local code,national code\nGar\xE7on,M\n")
            .find("sex.csv: This file is not UTF-8.") == 0);
  CHECK(
      table_faults("local code,national code\nBoy,M\n\"Girl,F\n").find("A quote is out of place") !=
      std::string::npos);
  CHECK(
      SmallMapping(kCodedMapping).faults(kCodedSource).find("sex.csv: This file cannot be read.") ==
      0);
}

TEST_CASE("random bytes never crash the reader of code tables") {
  constexpr std::string_view kBytes = "\"\",;;\r\n\nab \xEF\xBB\xBF\xC3\xA9M1/-";
  const auto standard = shipped_standard();
  const TemporaryFolder folder;
  const auto file = folder.path() / "sex.csv";
  std::mt19937 random(11);
  for (int i = 0; i < 500; ++i) {
    std::string text = i % 2 == 0 ? "local code,national code,from,to\n" : "";
    for (auto length = random() % 60; length > 0; --length)
      text += kBytes[random() % kBytes.size()];
    std::ofstream(file, std::ios::binary) << text;
    Faults faults;
    for (const auto& code : read_code_table(file, *standard.code_list("sex"), faults)) {
      CHECK(standard.code_list("sex")->find(code.code) != nullptr);
    }
    for (const auto& fault : faults) CHECK_FALSE(fault.what.empty());
  }
}

TEST_CASE("the nearest codes are found by code and by meaning") {
  const auto standard = shipped_standard();
  CHECK(suggest_code("UN33", *standard.code_list("upn_unknown_reason")).find("UN3") !=
        std::string::npos);
  CHECK(nearest_codes("The polise", *standard.code_list("referral_source")) ==
        std::vector<std::string>{"6"});
  CHECK(nearest_codes("Z", *standard.code_list("sex")).empty());
}
