// Documents that mean harm, or come to it on the way.

#include <random>

#include "agent/xml/parser.h"
#include "tests/xml/source.h"

using namespace dataflow;
using Catch::Matchers::Contains;

namespace {

/// Sees that what it is told is in order, and keeps nothing.
class Watcher final : public xml::Events {
 public:
  [[nodiscard]] Result<void> begin(std::string_view element,
                                   std::span<const xml::Attribute> attributes) override {
    REQUIRE_FALSE(element.empty());
    for (const auto& [name, value] : attributes) REQUIRE_FALSE(name.empty());
    ++depth;
    REQUIRE(depth <= xml::kDeepest);
    return {};
  }
  [[nodiscard]] Result<void> end() override {
    REQUIRE(depth > 0);
    --depth;
    return {};
  }
  [[nodiscard]] Result<void> text(std::string_view piece) override {
    told += piece.size();
    return {};
  }
  std::size_t depth = 0;
  std::size_t told = 0;
};

std::string random_bytes(std::mt19937& dice) {
  static const std::string_view frequent[] = {
      "<a>", "</a>", "<b c=\"",  "\">",    "/>",        "<![CDATA[", "]]>", "<!--", "-->",  "&amp;",
      "&x;", "&#",   "<?xml ?>", "<?p ?>", "<!DOCTYPE", "<!ENTITY",  "é",   "\xFF", "\xFE", "\n"};
  std::string bytes = dice() % 2 == 0 ? "<a>" : "";
  const std::size_t pieces = dice() % 40;
  for (std::size_t i = 0; i < pieces; ++i) {
    if (dice() % 4 == 0) {
      bytes += static_cast<char>(dice() % 256);
    } else {
      bytes += frequent[dice() % std::size(frequent)];
    }
  }
  return bytes;
}

/// Parses in pieces of that size; the error, or nothing.
std::optional<Error> parse(std::string_view bytes, std::size_t piece, Watcher& watcher) {
  xml::Parser parser("t.xml", watcher);
  for (; !bytes.empty(); bytes.remove_prefix(std::min(piece, bytes.size()))) {
    if (auto taken = parser.take(bytes.substr(0, piece)); !taken) return taken.error();
  }
  auto finished = parser.finish();
  return finished ? std::nullopt : std::optional(finished.error());
}

std::string nested(std::size_t deep) {
  std::string bytes;
  for (std::size_t i = 0; i < deep; ++i) bytes += "<a>";
  for (std::size_t i = 0; i < deep; ++i) bytes += "</a>";
  return bytes;
}

}  // namespace

TEST_CASE("random bytes are read or refused, and wherever they are cut makes no difference") {
  for (unsigned seed = 0; seed < 3000; ++seed) {
    std::mt19937 dice(seed);
    const std::string bytes = random_bytes(dice);
    INFO("seed " << seed);
    Watcher whole;
    Watcher pieces;
    const auto error = parse(bytes, bytes.size() + 1, whole);
    const auto other = parse(bytes, 1 + dice() % 7, pieces);
    REQUIRE(error.has_value() == other.has_value());
    if (error) continue;
    REQUIRE(whole.depth == 0);
    REQUIRE(whole.told == pieces.told);
  }
}

TEST_CASE("a file that is cut off anywhere is waited for and never half read") {
  const std::size_t end = kSmall.find("</Message>") + std::string_view("</Message>").size();
  for (std::size_t size = 0; size < end; ++size) {
    INFO(size << " bytes");
    const XmlFolder folder;
    folder.write("t.xml", kSmall.substr(0, size));
    const auto rows = folder.read();
    REQUIRE_FALSE(rows);
    CHECK(rows.error().remedy == Remedy::wait);
    CHECK(describe(rows.error()).find("A1") == std::string::npos);
  }
  CHECK(rows_of(kSmall.substr(0, end)));
}

TEST_CASE("a document type declaration is refused before anything in it is read") {
  const std::string bomb =
      "<!DOCTYPE Message [<!ENTITY a \"lollollollol\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">"
      "<!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\"><!ENTITY d \"&c;&c;&c;&c;&c;&c;&c;&c;\">]>\n"
      "<Message><Children><Child><Note>&d;</Note></Child></Children></Message>";
  const std::string outside =
      "<?xml version=\"1.0\"?>\n<!DOCTYPE Message SYSTEM \"file:///etc/passwd\"><Message/>";
  const std::string fetched =
      "<!DOCTYPE Message [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><Message>&x;</Message>";
  for (const auto& bytes : {bomb, outside, fetched}) {
    CHECK_THAT(error_of(bytes), Contains("has a document type declaration, which is refused."));
  }
  CHECK_THAT(error_of(outside), Contains("t.xml:2: "));
}

TEST_CASE("an entity that XML does not know is an error") {
  CHECK_THAT(error_of("<Message>\n<Children>&nbsp;</Children></Message>"),
             Contains("t.xml:2: an entity stands here that XML does not know."));
}

TEST_CASE("elements stand in one another as deep as the bound and no deeper") {
  const auto error_in = [](std::string_view bytes) {
    Watcher watcher;
    return parse(bytes, 1000, watcher);
  };
  CHECK_FALSE(error_in(nested(xml::kDeepest)));
  const auto error = error_in(nested(xml::kDeepest + 1));
  REQUIRE(error);
  CHECK_THAT(error->what, Contains("too deep"));
  CHECK(error_in(std::string(1'000'000, '<')));
  std::string endless;
  while (endless.size() < 1'000'000) endless += "<a>";
  CHECK(error_in(endless));
}

TEST_CASE("a text without an end is an error and not all the memory") {
  const std::string huge(20U << 20U, 'x');
  const std::string before = "<Message><Children><Child><Note>";
  const std::string after = "</Note></Child></Children></Message>";
  CHECK_THAT(error_of(before + huge + after), Contains("longer than 16 MiB"));
  CHECK(rows_of("<Message><Other>" + huge + "</Other></Message>"));
  const std::string attribute = "<Message><Children><Child><Ids><Id kind=\"";
  CHECK_FALSE(error_of(attribute + huge + "\"/></Ids></Child></Children></Message>").empty());
  CHECK_FALSE(error_of("<Message><!--" + huge).empty());
}

TEST_CASE("rows that wait for what never comes are bounded") {
  std::string bytes = "<Message><Children>";
  for (int i = 0; i < 70; ++i) {
    bytes += "<Child><Note>" + std::string(1U << 20U, 'x') + "</Note></Child>";
  }
  bytes += "</Children><Header><Year>2026</Year></Header></Message>";
  CHECK_THAT(error_of(bytes), Contains("has to stand before them in the file"));
}

TEST_CASE("what is no well-formed XML is an error at its line and shows nothing of it") {
  const std::pair<const char*, const char*> wrong[] = {
      {"", "ends before its outermost element does"},
      {"\n\nid,name\n", "does not begin with an element"},
      {"<Message>\n<Children>\n<KX123></Children></Message>", "closed by the end of another"},
      {"<Message>\n\n<Child id=KX123/></Message>", "t.xml:3"},
      {"<Message></Message>\n<KX123/>", "t.xml:2"},
      {"<Message>\n<Child a=\"KX123\" a=\"KX123\"/></Message>", "t.xml:2"},
      {"<Letter>\n</Letter>", "t.xml:1: the outermost element is not 'Message'."}};
  for (const auto& [bytes, part] : wrong) {
    INFO(bytes);
    const std::string error = error_of(bytes);
    CHECK_THAT(error, Contains(part));
    CHECK(error.find("KX123") == std::string::npos);
  }
}
