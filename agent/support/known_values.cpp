#include "agent/support/known_values.h"

#include <algorithm>
#include <array>
#include <functional>

#include <boost/json.hpp>
#include <fmt/format.h>

#include "agent/core/ascii.h"
#include "agent/core/canonical_json.h"
#include "agent/support/tokens.h"

namespace dataflow::support {

namespace {

constexpr std::size_t kWindow = 4;       // tokens: of a longer text, each piece of so many
constexpr std::size_t kShortNumber = 5;  // digits: any figure may be the same
constexpr std::size_t kShortId = 3;      // characters: as "P7", and the number of a rule
constexpr std::size_t kWholeDate = 10;   // YYYY-MM-DD
constexpr std::size_t kShortSecret = 4;  // characters: would be found in any text
constexpr char kBlot[] = "#";

/// What the log counts: a number before one of these is a figure, and may be somebody's identifier
/// by chance.
constexpr std::array<std::string_view, 5> kUnits = {"bytes", "rows", "ms", "children", "persons"};

bool is_figure(const std::vector<Token>& tokens, std::size_t at) {
  return is_digits(tokens[at].text) && at + 1 < tokens.size() &&
         std::find(kUnits.begin(), kUnits.end(), tokens[at + 1].text) != kUnits.end();
}

std::string joined(const std::vector<Token>& tokens, std::size_t at, std::size_t count,
                   std::string_view between) {
  std::string form;
  for (std::size_t i = at; i < at + count; ++i) {
    if (i > at) form += between;
    form += ascii::lowered(tokens[i].text);
  }
  return form;
}

bool has_digit(std::string_view form) {
  return std::any_of(form.begin(), form.end(), ascii::is_digit);
}

bool has_letter(std::string_view form) {
  return !std::all_of(form.begin(), form.end(),
                      [](char c) { return ascii::is_digit(c) || c == ' '; });
}

/// Too short to tell of anybody, and too short to be told from a figure or a letter.
bool is_trivial(ValueKind kind, std::string_view form) {
  if (form.size() == 1) return true;
  if (kind != ValueKind::identifier) return false;
  return form.size() <= kShortId || (is_digits(form) && form.size() <= kShortNumber);
}

/// Takes a value through all texts of a JSON document.
class JsonWalk {
 public:
  explicit JsonWalk(const std::function<Searched(std::string_view)>& search) : search_(search) {}

  void walk(boost::json::value& value) {
    if (auto* text = value.if_string()) {
      *text = searched(*text);
    } else if (auto* list = value.if_array()) {
      for (auto& item : *list) walk(item);
    } else if (auto* object = value.if_object()) {
      boost::json::object walked;
      for (auto& member : *object) {
        walk(member.value());
        walked[searched(member.key())] = std::move(member.value());
      }
      *object = std::move(walked);
    }
  }
  [[nodiscard]] const std::string& found() const { return found_; }

 private:
  std::string searched(std::string_view text) {
    auto result = search_(text);
    if (!result.found.empty()) found_ = result.found;
    return std::move(result.text);
  }

  const std::function<Searched(std::string_view)>& search_;
  std::string found_;
};

}  // namespace

void KnownValues::add_form(Index& index, std::string form, const Known& known) {
  const auto [place, is_new] = index.try_emplace(std::move(form), known);
  // What one field makes trivial may be the name of another.
  if (!is_new && place->second.blotted && !known.blotted) place->second = known;
}

void KnownValues::add(ValueKind kind, std::string_view value, const std::string& field) {
  if (kind == ValueKind::day) return add_day(value, field);
  const auto tokens = tokens_of(value);
  if (tokens.empty()) return;
  if (tokens.size() > kWindow) {
    for (std::size_t at = 0; at + kWindow <= tokens.size(); ++at) {
      add_form(sequences_, joined(tokens, at, kWindow, " "), {field});
    }
    return;
  }
  const auto form = joined(tokens, 0, tokens.size(), "");
  const bool trivial = is_trivial(kind, form);
  if (tokens.size() == 1 || has_letter(form)) add_form(exact_, form, {field, trivial});
  if (tokens.size() > 1) {
    add_form(sequences_, joined(tokens, 0, tokens.size(), " "), {field, trivial});
  }
}

/// As documents have it, as people write it, and without what parts it.
void KnownValues::add_day(std::string_view day, const std::string& field) {
  if (day.size() != kWholeDate) return add(ValueKind::text, day, field);
  const bool of_run = run_days_.count(day) != 0;
  const std::string year(day.substr(0, 4));
  const std::string month(day.substr(5, 2));
  const std::string date(day.substr(8, 2));
  const auto without_zero = [](const std::string& two) {
    return two.front() == '0' ? two.substr(1) : two;
  };
  add_form(sequences_, year + " " + month + " " + date, {field, of_run});
  add_form(sequences_, date + " " + month + " " + year, {field, of_run});
  add_form(sequences_, without_zero(date) + " " + without_zero(month) + " " + year,
           {field, of_run});
  add_form(exact_, year + month + date, {field, of_run});
  add_form(exact_, date + month + year, {field, of_run});
}

void KnownValues::add_secret(const Secret& secret, const std::string& name) {
  if (secret.reveal().size() < kShortSecret) return add(ValueKind::text, secret.reveal(), name);
  secrets_.emplace_back(secret, name);
}

void KnownValues::add_run_day(const std::string& day) {
  run_days_.insert(day);
}

void KnownValues::add_vocabulary(std::string_view shipped) {
  for (const auto& token : tokens_of(shipped)) {
    if (is_small_letters(token.text)) vocabulary_.emplace(token.text);
  }
}

const KnownValues::Known* KnownValues::known_at(const std::vector<Token>& tokens, std::size_t at,
                                                std::size_t count) const {
  const auto look = [](const Index& index, const std::string& form) {
    const auto found = index.find(form);
    return found == index.end() ? nullptr : &found->second;
  };
  if (count == 1) {
    const auto token = tokens[at].text;
    // A word of the program in small letters, standing alone, names nobody.
    if (vocabulary_.count(std::string(token)) != 0) return nullptr;
    if (const auto* known = look(exact_, ascii::lowered(token))) return known;
    const auto digits = digits_within(token);
    return digits.empty() ? nullptr : look(exact_, std::string(digits));
  }
  if (const auto* known = look(sequences_, joined(tokens, at, count, " "))) return known;
  // A postcode or an identifier that somebody wrote in pieces. Words are not pieces of one name
  // ("may a" is not Maya), and figures not of one number.
  const auto form = joined(tokens, at, count, "");
  return has_letter(form) && has_digit(form) ? look(exact_, form) : nullptr;
}

const std::string* KnownValues::secret_in(std::string_view text) const {
  for (const auto& [secret, name] : secrets_) {
    if (text.find(secret.reveal()) != std::string_view::npos) return &name;
  }
  return nullptr;
}

Searched KnownValues::search_text(std::string_view text) const {
  if (const auto* name = secret_in(text)) return {"", *name};
  const auto tokens = tokens_of(text);
  Searched result;
  std::size_t written = 0;
  for (std::size_t at = 0; at < tokens.size(); ++at) {
    for (std::size_t count = std::min(kWindow, tokens.size() - at); count > 0; --count) {
      const auto* known = known_at(tokens, at, count);
      if (known == nullptr) continue;
      const bool figure = count == 1 && is_figure(tokens, at);
      if (!known->blotted && !figure) return {"", known->field};
      const auto& last = tokens[at + count - 1];
      if (tokens[at].begin < written) continue;  // blotted out already
      result.text.append(text.substr(written, tokens[at].begin - written)).append(kBlot);
      written = last.begin + last.text.size();
    }
  }
  result.text += text.substr(written);
  return result;
}

Searched KnownValues::search_lines(const BundleFile& file) const {
  std::unordered_set<std::string_view> shipped;
  const auto each_line = [](std::string_view text, const auto& take) {
    for (std::size_t at = 0; at < text.size();) {
      const auto end = std::min(text.find('\n', at), text.size() - 1) + 1;
      if (!take(text.substr(at, end - at))) return;
      at = end;
    }
  };
  each_line(file.shipped, [&](std::string_view line) {
    shipped.insert(line);
    return true;
  });
  Searched result;
  std::string piece;  // lines that are searched together: a value may run over the end of one
  const auto flush = [&] {
    auto searched = search_text(piece);
    piece.clear();
    result.text += searched.text;
    result.found = searched.found;
    return result.found.empty();
  };
  each_line(file.text, [&](std::string_view line) {
    if (shipped.count(line) == 0) {
      piece += line;
      return true;
    }
    const bool clean = flush();
    result.text += line;
    return clean;
  });
  if (result.found.empty()) static_cast<void>(flush());
  if (!result.found.empty()) result.text.clear();
  return result;
}

Searched KnownValues::search_json(const BundleFile& file) const {
  boost::json::error_code problem;
  auto document = boost::json::parse(file.text, problem);
  if (problem) return search_text(file.text);
  const std::function<Searched(std::string_view)> search = [&](std::string_view text) {
    return search_text(text);
  };
  JsonWalk walk(search);
  walk.walk(document);
  if (!walk.found().empty()) return {"", walk.found()};
  return {canonical_json(document) + "\n", ""};
}

Searched KnownValues::search(const BundleFile& file) const {
  return file.form == BundleFile::Form::json ? search_json(file) : search_lines(file);
}

}  // namespace dataflow::support
