#include "agent/standard/identifiers.h"

#include <catch2/catch.hpp>

using namespace dataflow::standard;

TEST_CASE("a unique pupil number has the right check letter") {
  for (const char* upn : {"H801200001001", "B823299901156", "H935205112088", "A000000000000"}) {
    CHECK(read_upn(upn) == upn);
    std::string wrong = upn;
    wrong[0] = wrong[0] == 'Z' ? 'Y' : 'Z';
    CHECK_FALSE(read_upn(wrong).has_value());
  }
}

TEST_CASE("spaces and small letters in a unique pupil number are put right") {
  CHECK(read_upn(" h801200001001 \t") == "H801200001001");
}

TEST_CASE("a temporary number ends in a letter and has no check letter to test") {
  CHECK(read_upn("B80120000100A") == "B80120000100A");
  CHECK_FALSE(read_upn("B80120000100I").has_value());
  CHECK_FALSE(read_upn("I80120000100A").has_value());
}

TEST_CASE("what is not 13 characters of the right kind is no unique pupil number") {
  for (const char* text : {"", "UN1", "H80120000100", "H8012000010011", "H80120000X001",
                           "H801 200001001", "1801200001001"}) {
    INFO(text);
    CHECK_FALSE(read_upn(text).has_value());
  }
}

TEST_CASE("an NHS number has the right check digit") {
  CHECK(read_nhs_number("943 476 5919") == "9434765919");
  CHECK(read_nhs_number("999-000-0018") == "9990000018");
  CHECK(read_nhs_number("9990000115") == "9990000115");
  for (const char* text :
       {"9434765918", "999000000", "9990000000", "1111111111", "0000000000", "99900000x8", ""}) {
    INFO(text);
    CHECK_FALSE(read_nhs_number(text).has_value());
  }
  for (char last = '0'; last <= '9'; ++last) {
    CHECK_FALSE(read_nhs_number(std::string("999123456") + last).has_value());
  }
}

TEST_CASE("a postcode of each shape is put into its usual form") {
  CHECK(read_postcode("m1 1aa") == "M1 1AA");
  CHECK(read_postcode("M601NW") == "M60 1NW");
  CHECK(read_postcode("W1A0AX") == "W1A 0AX");
  CHECK(read_postcode("cr26xh") == "CR2 6XH");
  CHECK(read_postcode("DN55 1PT") == "DN55 1PT");
  CHECK(read_postcode(" EC1A  1BB ") == "EC1A 1BB");
  CHECK(read_postcode("gir 0aa") == "GIR 0AA");
}

TEST_CASE("letters that no postcode has at a place make it none") {
  for (const char* text : {"Q1 1AA", "V1 1AA", "X1 1AA", "AI1 1AA", "AJ1 1AA", "AZ1 1AA", "W1I 0AX",
                           "EC1C 1BB", "M1 1CA", "M1 1AI", "M1 1AK", "M1 AAA", "XXXX", "nopostcode",
                           "", "M1", "M1234AA", "M1 1AA1"}) {
    INFO(text);
    CHECK_FALSE(read_postcode(text).has_value());
  }
}
