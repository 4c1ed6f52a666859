#include "agent/rules/rule_functions.h"

#include <algorithm>

#include <fmt/format.h>

#include "agent/rules/code_set.h"
#include "agent/rules/working_days.h"
#include "agent/sqlite/function.h"
#include "agent/standard/identifiers.h"

namespace dataflow::rules {

namespace {

using Call = sqlite::Call<RuleContext>;

constexpr int kMostMonths = 12'000;  // far beyond any life, and no overflow
constexpr int kMostDays = 365'000;

std::optional<Day> day_in(const Call& call, int index) {
  return Day::parse(call.text(index));
}

void today(const Call& call) {
  call.answer(std::optional(call.known().days.today));
}
void window_start(const Call& call) {
  call.answer(std::optional(call.known().days.window.start));
}
void window_end(const Call& call) {
  call.answer(std::optional(call.known().days.window.end));
}

void days_after(const Call& call) {
  const auto day = day_in(call, 0);
  const auto days = call.integer(1);
  if (day && days >= -kMostDays && days <= kMostDays) {
    call.answer(std::optional(day->plus(static_cast<int>(days))));
  }
}

void months_after(const Call& call) {
  const auto day = day_in(call, 0);
  const auto months = call.integer(1);
  if (day && months >= -kMostMonths && months <= kMostMonths) {
    call.answer(std::optional(day->plus_months(static_cast<int>(months))));
  }
}

void birthday(const Call& call) {
  const auto born = day_in(call, 0);
  const auto age = call.integer(1);
  if (born && age >= 0 && age <= 200) {
    call.answer(std::optional(born->birthday(static_cast<int>(age))));
  }
}

/// Whole years, counted by birthdays.
void age(const Call& call) {
  const auto born = day_in(call, 0);
  const auto on = day_in(call, 1);
  if (!born || !on) return;
  int years = static_cast<int>(on->civil().year()) - static_cast<int>(born->civil().year());
  if (years >= 0 && born->birthday(years) > *on) --years;
  call.answer_number(years);
}

void weekday(const Call& call) {
  if (const auto day = day_in(call, 0)) call.answer_number(day->weekday());
}

void count_working_days(const Call& call) {
  const auto from = day_in(call, 0);
  const auto to = day_in(call, 1);
  if (from && to) call.answer_number(working_days(*from, *to));
}

void has(const Call& call) {
  CodeReader codes(call.text(0));
  const std::string_view wanted = call.text(1);
  bool found = false;
  while (const auto code = codes.next()) found = found || *code == wanted;
  if (codes.is_whole()) call.answer_flag(found);
}

void count_of(const Call& call) {
  CodeReader codes(call.text(0));
  std::int64_t count = 0;
  while (codes.next()) ++count;
  if (codes.is_whole()) call.answer_number(count);
}

void different_in(const Call& call) {
  CodeReader codes(call.text(0));
  std::vector<std::string_view> different;
  while (const auto code = codes.next()) {
    const bool is_new = std::find(different.begin(), different.end(), *code) == different.end();
    if (is_new) different.push_back(*code);
  }
  if (codes.is_whole()) call.answer_number(static_cast<std::int64_t>(different.size()));
}

/// The code list that the first argument names, or null after an SQL error.
const standard::CodeList* list_in(const Call& call) {
  const auto* found = call.known().standard->code_list(call.text(0));
  if (found == nullptr) call.fail(fmt::format("there is no code list '{}'", call.text(0)));
  return found;
}

void is_code(const Call& call) {
  const auto* list = list_in(call);
  if (list != nullptr && !call.is_null(1)) call.answer_flag(list->find(call.text(1)) != nullptr);
}

void allowed(const Call& call) {
  const auto* list = list_in(call);
  const auto day = day_in(call, 2);
  if (list == nullptr || call.is_null(1) || !day) return;
  const auto* code = list->find(call.text(1));
  call.answer_flag(code != nullptr && !code->withdrawn && (!code->from || *code->from <= *day) &&
                   (!code->to || *day <= *code->to));
}

void upn_check(const Call& call) {
  if (!call.is_null(0)) call.answer_flag(standard::read_upn(call.text(0)).has_value());
}

void nhs_check(const Call& call) {
  if (!call.is_null(0)) call.answer_flag(standard::read_nhs_number(call.text(0)).has_value());
}

template <void (*Function)(const Call&)>
constexpr auto kCalled = sqlite::call_from_sql<RuleContext, Function>;

constexpr sqlite::Registration kFunctions[] = {
    {"today", 0, kCalled<today>},
    {"window_start", 0, kCalled<window_start>},
    {"window_end", 0, kCalled<window_end>},
    {"days_after", 2, kCalled<days_after>},
    {"months_after", 2, kCalled<months_after>},
    {"birthday", 2, kCalled<birthday>},
    {"age", 2, kCalled<age>},
    {"weekday", 1, kCalled<weekday>},
    {"working_days", 2, kCalled<count_working_days>},
    {"has", 2, kCalled<has>},
    {"count_of", 1, kCalled<count_of>},
    {"different_in", 1, kCalled<different_in>},
    {"is_code", 2, kCalled<is_code>},
    {"allowed", 3, kCalled<allowed>},
    {"upn_check", 1, kCalled<upn_check>},
    {"nhs_check", 1, kCalled<nhs_check>},
};

}  // namespace

const std::vector<RuleFunctionHelp>& rule_function_help() {
  static const std::vector<RuleFunctionHelp> kHelp = {
      {"today", "today()", "The day of the run."},
      {"window_start", "window_start()", "The first day of the collection window."},
      {"window_end", "window_end()", "The last day of the collection window."},
      {"days_after", "days_after(day, n)", "The day n days later; n may be negative."},
      {"months_after", "months_after(day, n)",
       "The same day of the month n months later, or that month's last day."},
      {"birthday", "birthday(born, n)", "The day of the nth birthday."},
      {"age", "age(born, on)", "Whole years from birth to that day."},
      {"weekday", "weekday(day)", "1 for Monday to 7 for Sunday."},
      {"working_days", "working_days(from, to)",
       "Working days in England after `from` up to and including `to`."},
      {"has", "has(codes, 'X')", "Whether a set of codes holds the code."},
      {"count_of", "count_of(codes)", "How many codes a set holds."},
      {"different_in", "different_in(codes)", "How many different codes a set holds."},
      {"is_code", "is_code('list', x)", "Whether x is a code of that list, exactly."},
      {"allowed", "allowed('list', x, day)", "Whether the code x may be used on that day."},
      {"upn_check", "upn_check(x)",
       "Whether x is a unique pupil number with the right check letter."},
      {"nhs_check", "nhs_check(x)", "Whether x is an NHS number with the right check digit."},
  };
  return kHelp;
}

Result<void> register_rule_functions(const sqlite::Database& database, const RuleContext& context) {
  for (const auto& entry : kFunctions) TRY(sqlite::register_function(database, entry, context));
  return {};
}

}  // namespace dataflow::rules
