// What a cell of a workbook is as text.

#include <limits>

#include "connectors/xlsx/number.h"
#include "connectors/xlsx/styles.h"
#include "tests/xlsx/source.h"

using namespace dataflow;
using namespace dataflow::connectors::xlsx;

namespace {

using Column = std::vector<std::optional<std::string>>;

}  // namespace

TEST_CASE("whole numbers keep all their digits") {
  CHECK(number_text("123456789012").text == "123456789012");
  CHECK(number_text("1234567890123456789").text == "1234567890123456789");
  CHECK(number_text("-7").text == "-7");
  CHECK(number_text("1.23456789012E+11").text == "123456789012");
  CHECK(number_text("9.00719925474099E+15").text == "9007199254740990");
  CHECK_FALSE(number_text("9.0071992547409920E+15").lost_digits);
  CHECK(number_text("1.2345678901234568E+16").text == "12345678901234568");
  CHECK(number_text("1.2345678901234568E+16").lost_digits);
}

TEST_CASE("other numbers are the shortest text that is the same number") {
  CHECK(number_text("0.10000000000000001").text == "0.1");
  CHECK(number_text("1.1000000000000001").text == "1.1");
  CHECK(number_text("1E-3").text == "0.001");
  CHECK(number_text("12.50").text == "12.5");
  CHECK(number_text("4.9406564584124654E-324").text.size() == 326);
  CHECK(number_text("1.7976931348623157E+308").text.size() == 309);
}

TEST_CASE("what is no number stays as it is") {
  for (const char* text : {"", "-", "abc", "1.2.3", "inf", "nan", "1e999", "0x10", " 1"}) {
    CHECK(number_text(text).text == text);
  }
}

TEST_CASE("days and times are those that Excel shows") {
  const auto day = [](const char* stored) {
    return moment_text(stored, Meaning::day, Epoch::of_1900);
  };
  CHECK(day("1") == "1900-01-01");
  CHECK(day("59") == "1900-02-28");
  CHECK(day("60") == "60");
  CHECK(day("61") == "1900-03-01");
  CHECK(day("45292") == "2024-01-01");
  CHECK(day("45292.5") == "2024-01-01 12:00:00");
  CHECK(day("45292.999999") == "2024-01-02");
  CHECK(day("45292.395833333336") == "2024-01-01 09:30:00");
  CHECK(day("2958465") == "9999-12-31");
  CHECK(day("2958466") == "2958466");
  CHECK(day("0") == "0");
  CHECK(day("-1") == "-1");
  CHECK(day("soon") == "soon");
  CHECK(moment_text("0.5", Meaning::time, Epoch::of_1900) == "12:00:00");
  CHECK(moment_text("1.25", Meaning::time, Epoch::of_1900) == "1900-01-01 06:00:00");
  CHECK(moment_text("0", Meaning::day, Epoch::of_1904) == "1904-01-01");
  CHECK(moment_text("43830", Meaning::day, Epoch::of_1904) == "2024-01-01");
  CHECK(iso_text("2026-06-01T00:00:00.000Z") == "2026-06-01");
  CHECK(iso_text("2026-06-01T09:30:00") == "2026-06-01 09:30:00");
  CHECK(iso_text("2026-06-01") == "2026-06-01");
}

TEST_CASE("a format says whether a number is a day or a time") {
  for (const char* code : {"dd/mm/yyyy", "d-mmm-yy", "[$-809]dd mmmm yyyy;@", "yyyy", "MMM", "mmm",
                           "yyyy\\-mm\\-dd\\ hh:mm:ss", "\"on \"d"}) {
    CAPTURE(code);
    CHECK(meaning_of_code(code) == Meaning::day);
  }
  for (const char* code : {"hh:mm", "[h]:mm", "mm:ss.0", "[mm]:ss", "h:mm AM/PM"}) {
    CAPTURE(code);
    CHECK(meaning_of_code(code) == Meaning::time);
  }
  for (const char* code : {"General", "0", "0.00", "#,##0;[Red]-#,##0", "\"day\" 0", "0\\d",
                           "_-* #,##0_-;d", "[Yellow]0", "@", "0.00E+00", "\"open"}) {
    CAPTURE(code);
    CHECK(meaning_of_code(code) == Meaning::number);
  }
}

TEST_CASE("each kind of cell has its text, and cells without one are empty") {
  MadeWorkbook workbook;
  workbook.shared =
      "<si><t>shared</t></si><si><r><t>ri</t></r><r><rPr/><t>ch</t></r>"
      "<rPh><t>spoken</t></rPh></si>";
  workbook.cell_styles =
      R"(<xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="20"/>)";
  workbook.formats = R"(<numFmt numFmtId="164" formatCode="yyyy\-mm\-dd\ hh:mm"/>)";
  workbook.sheet = below_header(
      {R"(<c t="s"><v>0</v></c>)", R"(<c t="s"><v> 1 </v></c>)",
       R"(<c t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r></is></c>)",
       R"(<c t="str"><f>A1</f><v>formula</v></c>)", R"(<c t="b"><v>1</v></c>)",
       R"(<c t="b"><v>0</v></c>)", R"(<c><v>12</v></c>)", R"(<c t="n" s="1"><v>45292</v></c>)",
       R"(<c s="2"><v>45292.75</v></c>)", R"(<c s="3"><v>0.25</v></c>)",
       R"(<c s="99"><v>45292</v></c>)", R"(<c t="d"><v>2026-06-01T00:00:00</v></c>)"});
  CHECK(column_of(workbook) == Column{"shared", "rich", "ab", "formula", "1", "0", "12",
                                      "2024-01-01", "2024-01-01 18:00:00", "06:00:00", "45292",
                                      "2026-06-01"});
}

TEST_CASE("white space counts where the workbook says so, and escapes are undone") {
  MadeWorkbook workbook;
  workbook.sheet = below_header({R"(<c t="inlineStr"><is><t xml:space="preserve"> a </t></is></c>)",
                                 R"(<c t="inlineStr"><is><t> a </t></is></c>)",
                                 R"(<c t="inlineStr"><is><t>a_x000D_b_x005F_x000D_</t></is></c>)",
                                 R"(<c t="inlineStr"><is><t>_x00_x_x0000_é&amp;</t></is></c>)"});
  CHECK(column_of(workbook) == Column{" a ", "a", "a\rb_x000D_", "_x00_x_x0000_é&"});
}

TEST_CASE("an error, or a formula that nobody worked out, is empty and found") {
  MadeWorkbook workbook;
  workbook.sheet = below_header({R"(<c t="e"><v>#N/A</v></c>)", R"(<c><f>1+1</f></c>)",
                                 R"(<c t="str"><f>""</f><v></v></c>)", "<c><v>1</v></c>"});
  const auto rows = read_file(workbook.bytes());
  REQUIRE(rows);
  REQUIRE(rows->findings.size() == 1);
  CHECK(rows->findings[0].rule == "S03");
  CHECK(rows->findings[0].source == "t.a");
  CHECK(rows->findings[0].what.starts_with("2 cells hold an error"));
  CHECK(rows->tables.at("t") == std::vector<Row>{{std::nullopt}, {std::nullopt}, {"1"}});
}

TEST_CASE("a workbook that counts from 1904 does so for all its days") {
  MadeWorkbook workbook;
  workbook.properties = R"(date1904="1")";
  workbook.cell_styles = R"(<xf numFmtId="14"/>)";
  workbook.sheet = below_header({R"(<c s="0"><v>43830</v></c>)"});
  CHECK(column_of(workbook) == Column{"2024-01-01"});
}

TEST_CASE("identifiers that a workbook has rounded are never read as identifiers") {
  MadeWorkbook workbook;
  workbook.sheet =
      R"(<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>person_id</t></is></c></row>)"
      R"(<row r="2"><c r="A2"><v>1.2345678901234568E+16</v></c></row></sheetData>)";
  CHECK_THAT(error_of(workbook.bytes()),
             Catch::Matchers::StartsWith(
                 "t.xlsx, sheet 't': identifiers are lost in column 'person_id'."));
}
