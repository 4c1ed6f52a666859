// Workbooks that are damaged, or made to do harm.

#include "tests/csv/random_table.h"
#include "tests/xlsx/source.h"

using namespace dataflow;
using Catch::Matchers::Contains;

namespace {

MadeWorkbook small() {
  MadeWorkbook workbook;
  workbook.shared = "<si><t>Wilhelmina</t></si>";
  workbook.sheet = below_header({R"(<c t="s"><v>0</v></c>)", "<c><v>1.5</v></c>"});
  return workbook;
}

std::string with_part(const std::string& name, const std::string& text) {
  auto parts = small().parts();
  parts[name] = text;
  return zipped(parts);
}

/// Read or refused, and the refusal shows no value.
void read_or_refuse(const std::string& bytes) {
  CHECK_THAT(error_of(bytes), !Contains("Wilhelmina"));
}

}  // namespace

TEST_CASE("a workbook that is cut off anywhere is read or refused") {
  const std::string bytes = small().bytes();
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    CHECK_FALSE(error_of(bytes.substr(0, size)).empty());
  }
}

TEST_CASE("a workbook with random bytes in it is read or refused") {
  const std::string bytes = small().bytes();
  for (unsigned seed = 0; seed < 1500; ++seed) {
    Dice dice(seed);
    INFO("seed " << seed);
    std::string damaged = bytes;
    for (std::size_t i = 0; i <= dice.roll(4); ++i) {
      damaged[dice.roll(damaged.size())] = static_cast<char>(dice.roll(256));
    }
    read_or_refuse(damaged);
  }
}

TEST_CASE("parts with random bytes in them are read or refused") {
  const auto parts = small().parts();
  for (unsigned seed = 0; seed < 1500; ++seed) {
    Dice dice(seed);
    INFO("seed " << seed);
    auto damaged = parts;
    for (auto& [name, text] : damaged) {
      if (!dice.one_in(3)) continue;
      static const std::string frequent = "<>/\"=&;crvt0 _:A1\xFF";
      text[dice.roll(text.size())] = frequent[dice.roll(frequent.size())];
    }
    read_or_refuse(zipped(damaged));
  }
}

TEST_CASE("what is no workbook is refused with a hint") {
  CHECK_THAT(error_of(""), Contains("the workbook is damaged or none"));
  CHECK_THAT(error_of("id,name\n1,x\n"), Contains("the workbook is damaged or none"));
  CHECK_THAT(error_of("\xD0\xCF\x11\xE0 and so on"),
             Contains("has a password, or is one of Excel 2003"));
  CHECK_THAT(error_of(zipped({{"a.txt", "x"}})), Contains("lacks a part"));
}

TEST_CASE("declared types and entities are refused") {
  const std::string bomb =
      "<!DOCTYPE sst [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>"
      "<sst><si><t>&b;</t></si></sst>";
  CHECK_THAT(error_of(with_part("xl/sharedStrings.xml", bomb)), Contains("it declares types"));
  CHECK_THAT(error_of(with_part("xl/sharedStrings.xml", "<sst><si><t>&x;</t></si></sst>")),
             Contains("the workbook is damaged in line 1 of its XML"));
}

TEST_CASE("tags that lie deep in each other, or have no end, are refused") {
  std::string deep;
  for (int i = 0; i < 1000; ++i) deep += "<a>";
  CHECK_THAT(error_of(with_part("xl/workbook.xml", deep)), Contains("too deep"));
  const std::string endless = "<workbook a=\"" + std::string(3'000'000, 'x');
  CHECK_THAT(error_of(with_part("xl/workbook.xml", endless)), Contains("longer than any real one"));
}

TEST_CASE("a small file that expands without end is refused") {
  const std::string bomb = "<workbook>" + std::string(64'000'000, ' ') + "</workbook>";
  const std::string bytes = with_part("xl/workbook.xml", bomb);
  CHECK(bytes.size() < 100'000);
  CHECK_THAT(error_of(bytes), Contains("larger than any real one"));
}

TEST_CASE("a cell longer than Excel allows is refused, wherever its text stands") {
  const std::string long_text(200'000, 'x');
  MadeWorkbook workbook;
  workbook.sheet = below_header({"<c t=\"str\"><v>" + long_text + "</v></c>"});
  CHECK_THAT(error_of(workbook.bytes()), Contains("a cell is longer"));
  workbook.sheet = below_header({"<c t=\"inlineStr\"><is><t>" + long_text + "</t></is></c>"});
  CHECK_THAT(error_of(workbook.bytes()), Contains("a cell is longer"));
  workbook.sheet = below_header({"<c t=\"s\"><v>0</v></c>"});
  workbook.shared = "<si><t>" + long_text + "</t></si>";
  CHECK_THAT(error_of(workbook.bytes()), Contains("longer or more than Excel allows"));
}

TEST_CASE("a path out of the workbook leads nowhere") {
  auto parts = small().parts();
  std::string& relations = parts["xl/_rels/workbook.xml.rels"];
  relations.replace(relations.find("worksheets/sheet1.xml"), 21, "../../../../../etc/passwd");
  CHECK_THAT(error_of(zipped(parts)), Contains("lacks a part"));
}
