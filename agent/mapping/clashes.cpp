#include "agent/mapping/clashes.h"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

namespace dataflow::mapping {

namespace {

using standard::FieldKind;
using Kind = SqlWord::Kind;

/// What an expression gives, where its outermost part decides that.
enum class Gives { unknown, day, yes_or_no, number, upn, postcode, nhs_number };

struct Function {
  std::string_view name;
  Gives gives;
};

constexpr Function kFunctionNames[] = {
    {"day", Gives::day},
    {"birthday", Gives::day},
    {"today", Gives::day},
    {"window_start", Gives::day},
    {"window_end", Gives::day},
    {"flag", Gives::yes_or_no},
    {"is_code", Gives::yes_or_no},
    {"in_window", Gives::yes_or_no},
    {"on_31_march", Gives::yes_or_no},
    {"number", Gives::number},
    {"count", Gives::number},
    {"length", Gives::number},
    {"upn", Gives::upn},
    {"postcode", Gives::postcode},
    {"nhs_number", Gives::nhs_number},
};

constexpr std::string_view kComparisons[] = {"<", ">", "<=", ">="};
constexpr std::string_view kEqualities[] = {"=", "==", "<>", "!="};
constexpr std::string_view kArithmetic[] = {"+", "-", "*", "/", "%"};

template <std::size_t N>
bool is_one_of(const SqlWord& word, const std::string_view (&signs)[N]) {
  return std::any_of(std::begin(signs), std::end(signs),
                     [&](std::string_view sign) { return word.is_sign(sign); });
}

bool makes_other_value(const SqlWord& word) {
  return is_one_of(word, kArithmetic) || word.is_sign("||") || word.is_sign("(") ||
         word.is_sign(".");
}

Gives given_by(const SqlWord& function) {
  const auto* found =
      std::find_if(std::begin(kFunctionNames), std::end(kFunctionNames),
                   [&](const Function& known) { return function.is_name(known.name); });
  return found == std::end(kFunctionNames) ? Gives::unknown : found->gives;
}

constexpr std::string_view kConditionWords[] = {"is",      "in",   "and", "or",
                                                "between", "like", "not", "glob"};

Gives given_by(const SqlWords& words) {
  if (words.size() >= 3 && words[0].kind == Kind::name && words[1].is_sign("(") &&
      closing_bracket(words, 1) == words.size() - 1) {
    return given_by(words[0]);
  }
  bool condition = false;
  bool arithmetic = false;
  for (const auto& word : words) {
    if (word.depth != 0) continue;
    if (word.is_name("case") || word.is_name("select") || word.is_name("collate") ||
        word.is_sign("||") || word.is_sign("->")) {
      return Gives::unknown;
    }
    const auto is_it = [&](std::string_view name) { return word.is_name(name); };
    condition = condition || is_one_of(word, kComparisons) || is_one_of(word, kEqualities) ||
                std::any_of(std::begin(kConditionWords), std::end(kConditionWords), is_it);
    arithmetic = arithmetic || is_one_of(word, kArithmetic);
  }
  if (condition) return Gives::yes_or_no;
  return arithmetic ? Gives::number : Gives::unknown;
}

std::string said(Gives gives) {
  switch (gives) {
    case Gives::day:
      return "a date";
    case Gives::yes_or_no:
      return "yes or no";
    case Gives::number:
      return "a number";
    case Gives::upn:
      return "a unique pupil number";
    case Gives::postcode:
      return "a postcode";
    default:
      return "an NHS number";
  }
}

bool code_can_be(const standard::CodeList* list, Gives gives) {
  if (list == nullptr || gives == Gives::number) return true;
  if (gives != Gives::yes_or_no) return false;
  return list->find("0") != nullptr || list->find("1") != nullptr;
}

bool can_be(const standard::Field& field, Gives gives, const standard::Standard& standard) {
  if (gives == Gives::unknown) return true;
  switch (field.kind) {
    case FieldKind::date:
      return gives == Gives::day;
    case FieldKind::flag:
      return gives == Gives::yes_or_no || gives == Gives::number;
    case FieldKind::number:
      return gives == Gives::number || gives == Gives::yes_or_no || gives == Gives::nhs_number;
    case FieldKind::upn:
      return gives == Gives::upn;
    case FieldKind::postcode:
      return gives == Gives::postcode;
    case FieldKind::code:
    case FieldKind::codes:
      return code_can_be(standard.code_list(field.code_list), gives);
    default:
      return true;
  }
}

class Comparisons {
 public:
  Comparisons(const SqlWords& words, const std::function<bool(std::string_view)>& is_column)
      : words_(words), is_column_(is_column) {}

  std::vector<Clash> find() {
    for (std::size_t i = 1; i + 1 < words_.size(); ++i) {
      if (is_one_of(words_[i], kComparisons)) {
        if (is_number(i + 1, i + 2)) column_before(i);
        if (words_[i - 1].kind == Kind::number && (i == 1 || !makes_other_value(words_[i - 2]))) {
          column_after(i);
        }
      } else if (words_[i].is_name("between") && is_number(i + 1, i + 2)) {
        column_before(words_[i - 1].is_name("not") ? i - 1 : i);
      } else if (is_one_of(words_[i], kEqualities) && words_[i + 1].kind == Kind::text) {
        call_before(i);
      }
    }
    return std::move(found_);
  }

 private:
  [[nodiscard]] bool is_number(std::size_t at, std::size_t after) const {
    return words_[at].kind == Kind::number &&
           (after >= words_.size() || !makes_other_value(words_[after]));
  }

  [[nodiscard]] bool is_plain_column(std::size_t at) const {
    return words_[at].kind == Kind::name && is_column_(words_[at].text) &&
           !is_alias(words_, words_[at].text);
  }

  void column_before(std::size_t sign) {
    if (sign == 0 || !is_plain_column(sign - 1)) return;
    const std::size_t column = sign - 1;
    const bool qualified = column >= 2 && words_[column - 1].is_sign(".");
    const std::size_t first = qualified ? column - 2 : column;
    if (first > 0 && makes_other_value(words_[first - 1]) && !words_[first - 1].is_sign("("))
      return;
    add(first, column);
  }

  void column_after(std::size_t sign) {
    const bool qualified = sign + 3 < words_.size() && words_[sign + 2].is_sign(".");
    const std::size_t column = qualified ? sign + 3 : sign + 1;
    if (!is_plain_column(column)) return;
    if (column + 1 < words_.size() && makes_other_value(words_[column + 1])) return;
    add(sign + 1, column);
  }

  void add(std::size_t first, std::size_t column) {
    const std::string name = first == column
                                 ? std::string(words_[column].text)
                                 : fmt::format("{}.{}", words_[first].text, words_[column].text);
    found_.push_back(
        {words_[first].at,
         fmt::format("'{}' is a text and is compared with a number: as texts, 10 comes "
                     "before 9.",
                     name),
         fmt::format("Write number({}).", name)});
  }

  /// number(...) = 'text' and flag(...) = 'text': numbers on one side, a text on the other.
  void call_before(std::size_t sign) {
    if (!words_[sign - 1].is_sign(")")) return;
    for (std::size_t i = 0; i + 1 < sign; ++i) {
      if (!words_[i + 1].is_sign("(") || closing_bracket(words_, i + 1) != sign - 1) continue;
      const Gives gives = given_by(words_[i]);
      if (gives != Gives::number && gives != Gives::yes_or_no) return;
      found_.push_back(
          {words_[i].at,
           fmt::format("{}() gives a number, which never equals a text.", words_[i].text),
           "Compare with a number without quotes, such as 1."});
      return;
    }
  }

  const SqlWords& words_;
  const std::function<bool(std::string_view)>& is_column_;
  std::vector<Clash> found_;
};

}  // namespace

bool is_alias(const SqlWords& words, std::string_view name) {
  for (std::size_t i = 1; i < words.size(); ++i) {
    if (words[i].is_name(name) && words[i - 1].is_name("as")) return true;
  }
  return false;
}

std::vector<Clash> unknown_code_lists(const SqlWords& words, const standard::Standard& standard) {
  std::vector<Clash> found;
  for (std::size_t i = 0; i + 2 < words.size(); ++i) {
    const bool names_list = (words[i].is_name("code") || words[i].is_name("is_code")) &&
                            words[i + 1].is_sign("(") && words[i + 2].kind == Kind::text;
    if (!names_list || standard.code_list(words[i + 2].text) != nullptr) continue;
    std::vector<std::string> names;
    for (const auto& [name, list] : standard.code_lists()) names.push_back(name);
    found.push_back({words[i + 2].at, fmt::format("There is no code list '{}'.", words[i + 2].text),
                     suggestion(words[i + 2].text, names)});
  }
  return found;
}

std::vector<Clash> wrong_comparisons(const SqlWords& words,
                                     const std::function<bool(std::string_view)>& is_column) {
  return Comparisons(words, is_column).find();
}

std::optional<Clash> wrong_kind(const SqlWords& words, const standard::Field& field,
                                const standard::Standard& standard) {
  const Gives gives = given_by(words);
  if (can_be(field, gives, standard)) return std::nullopt;
  return Clash{words.front().at,
               fmt::format("This gives {}, but '{}' should be {}.", said(gives), field.name,
                           kind_wanted(field)),
               ""};
}

std::string kind_wanted(const standard::Field& field) {
  switch (field.kind) {
    case FieldKind::date:
      return "a date";
    case FieldKind::flag:
    case FieldKind::purge:
      return "yes or no";
    case FieldKind::number:
      return fmt::format("a whole number from {} to {}", field.lowest, field.highest);
    case FieldKind::upn:
      return "a unique pupil number";
    case FieldKind::postcode:
      return "a postcode";
    case FieldKind::code:
      return fmt::format("a code of '{}'", field.code_list);
    case FieldKind::codes:
      return fmt::format("codes of '{}'", field.code_list);
    case FieldKind::id:
      return fmt::format("an identifier of up to {} of the characters {}", field.longest,
                         field.character_class);
    default:
      return "a text";
  }
}

}  // namespace dataflow::mapping
