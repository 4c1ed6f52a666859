#include "connectors/xlsx/styles.h"

#include <charconv>

#include "agent/core/ascii.h"

namespace dataflow::connectors::xlsx {

namespace {

int whole_number(std::string_view text) {
  int number = -1;
  std::from_chars(text.data(), text.data() + text.size(), number);  // -1 when it is none
  return number;
}

/// The formats that Excel knows by number only (ECMA-376 part 1, 18.8.30).
Meaning meaning_of_built_in(int id) {
  const auto between = [id](int first, int last) { return id >= first && id <= last; };
  if (between(18, 21) || between(45, 47)) return Meaning::time;
  const bool is_day = between(14, 17) || id == 22 || between(27, 36) || between(50, 58);
  return is_day ? Meaning::day : Meaning::number;
}

/// The letters of a code's first section that are not shown as they are. A span of hours, minutes
/// or seconds in brackets counts; a colour or a country does not.
std::string letters_of(std::string_view code) {
  std::string letters;
  for (std::size_t i = 0; i < code.size() && code[i] != ';'; ++i) {
    const char c = ascii::lower(code[i]);
    if (c == '\\' || c == '_' || c == '*') {
      ++i;
    } else if (c == '"') {
      i = std::min(code.find('"', i + 1), code.size());
    } else if (c == '[') {
      const std::size_t end = std::min(code.find(']', i), code.size());
      const auto inside = ascii::lowered(code.substr(i + 1, end - i - 1));
      if (!inside.empty() && inside.find_first_not_of("hms") == std::string::npos) {
        letters += inside;
      }
      i = end;
    } else {
      letters += c;
    }
  }
  return letters;
}

}  // namespace

Meaning meaning_of_code(std::string_view code) {
  const std::string letters = letters_of(code);
  if (letters == "general") return Meaning::number;
  const auto has = [&](std::string_view some) {
    return letters.find_first_of(some) != std::string::npos;
  };
  if (has("dy")) return Meaning::day;
  if (has("hs")) return Meaning::time;
  return has("m") ? Meaning::day : Meaning::number;
}

class Styles::Handler final : public XmlHandler {
 public:
  Result<Go> begin(std::string_view name, const Attributes& attributes) override {
    if (name == "numFmt") {
      codes_[whole_number(attributes.get("numFmtId"))] =
          meaning_of_code(attributes.get("formatCode"));
    } else if (name == "cellXfs") {
      in_cells_ = true;
    } else if (name == "xf" && in_cells_) {
      formats_.push_back(whole_number(attributes.get("numFmtId")));
    }
    return Go::on;
  }
  Result<Go> end(std::string_view name) override {
    if (name == "cellXfs") in_cells_ = false;
    return Go::on;
  }
  void text(std::string_view) override {}

  [[nodiscard]] std::vector<Meaning> meanings() const {
    std::vector<Meaning> meanings;
    for (const int format : formats_) {
      const auto code = codes_.find(format);
      meanings.push_back(code == codes_.end() ? meaning_of_built_in(format) : code->second);
    }
    return meanings;
  }

 private:
  std::map<int, Meaning> codes_;
  std::vector<int> formats_;  // of the cell styles
  bool in_cells_ = false;
};

Result<Styles> Styles::read(Part& part, std::string_view place) {
  Handler handler;
  TRY(read_xml(part, handler, place));
  Styles styles;
  styles.meanings_ = handler.meanings();
  return styles;
}

Meaning Styles::meaning_of(std::size_t style) const {
  return style < meanings_.size() ? meanings_[style] : Meaning::number;
}

}  // namespace dataflow::connectors::xlsx
