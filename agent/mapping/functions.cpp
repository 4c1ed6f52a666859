#include "agent/mapping/functions.h"

#include <algorithm>

#include <fmt/format.h>
#include <sqlite3.h>

#include "agent/core/ascii.h"
#include "agent/mapping/source_text.h"
#include "agent/sqlite/function.h"
#include "agent/standard/identifiers.h"

namespace dataflow::mapping {

namespace {

using Call = sqlite::Call<FunctionContext>;

std::optional<Day> day_in(const Call& call, int index) {
  return read_day(call.text(index));
}

/// The code list that the first argument names, or null after an SQL error.
const standard::CodeList* list_in(const Call& call) {
  const auto* found = call.known().standard->code_list(call.text(0));
  if (found == nullptr) call.fail(fmt::format("there is no code list '{}'", call.text(0)));
  return found;
}

void today(const Call& call) {
  call.answer(std::optional(call.known().today));
}
void window_start(const Call& call) {
  call.answer(std::optional(call.known().window.start));
}
void window_end(const Call& call) {
  call.answer(std::optional(call.known().window.end));
}
void day(const Call& call) {
  call.answer(day_in(call, 0));
}

void in_window(const Call& call) {
  const standard::Window& window = call.known().window;
  const auto from = day_in(call, 0);
  if (!call.has(1)) return call.answer_flag(from && window.holds(*from));
  const auto to = day_in(call, 1);
  call.answer_flag(from && *from <= window.end && (!to || *to >= window.start));
}

void on_31_march(const Call& call) {
  const standard::Window& window = call.known().window;
  const auto from = day_in(call, 0);
  const auto to = day_in(call, 1);
  bool found = false;
  const int first = static_cast<int>(window.start.civil().year());
  const int last = static_cast<int>(window.end.civil().year());
  for (int year = first; from && year <= last; ++year) {
    const Day census = *Day::of(year, 3, 31);
    found = found || (window.holds(census) && *from <= census && (!to || *to >= census));
  }
  call.answer_flag(found);
}

void birthday(const Call& call) {
  const auto born = day_in(call, 0);
  const auto age = read_number(call.text(1));
  if (born && age && *age >= 0 && *age <= 200) {
    call.answer(std::optional(born->birthday(static_cast<int>(*age))));
  }
}

void flag(const Call& call) {
  if (const auto value = read_flag(call.text(0))) call.answer_flag(*value);
}

void number(const Call& call) {
  if (const auto value = read_number(call.text(0))) call.answer_number(*value);
}

void code(const Call& call) {
  if (const auto* list = list_in(call)) {
    const auto* found = read_code(*list, *call.known().words, call.text(1));
    if (found != nullptr) call.answer(std::string_view(found->code));
  }
}

void is_code(const Call& call) {
  if (const auto* list = list_in(call)) {
    call.answer_flag(read_code(*list, *call.known().words, call.text(1)) != nullptr);
  }
}

void clean(const Call& call) {
  const auto cleaned = clean_text(call.text(0));
  if (cleaned && !cleaned->text.empty()) call.answer(std::string_view(cleaned->text));
}

void upn(const Call& call) {
  call.answer(standard::read_upn(call.text(0)));
}
void postcode(const Call& call) {
  call.answer(standard::read_postcode(call.text(0)));
}
void nhs_number(const Call& call) {
  call.answer(standard::read_nhs_number(call.text(0)));
}
void member(const Call& call) {
  call.answer(read_member(call.text(0), call.text(1)));
}

void list(const Call& call) {
  const ItemList read(call.text(0));
  std::vector<std::string_view> items(read.begin(), read.end());
  if (!items.empty()) call.answer(std::string_view(join_sorted(items)));
}

void gather_step(sqlite3_context* context, int, sqlite3_value** arguments) {
  auto** gathered =
      static_cast<std::string**>(sqlite3_aggregate_context(context, sizeof(std::string*)));
  if (gathered == nullptr) return sqlite3_result_error_nomem(context);
  // SQLite owns it for us: gather_final, which is always called, frees it.
  // NOLINTNEXTLINE(cppcoreguidelines-owning-memory)
  if (*gathered == nullptr) *gathered = new std::string;
  const Call call(context, arguments, 1);
  for (const auto item : ItemList(call.text(0))) {
    **gathered += item;
    **gathered += kListSeparator;
  }
}

void gather_final(sqlite3_context* context) {
  auto** kept = static_cast<std::string**>(sqlite3_aggregate_context(context, 0));
  if (kept == nullptr || *kept == nullptr) return;
  const std::unique_ptr<std::string> gathered(*kept);
  const ItemList read(*gathered);
  std::vector<std::string_view> items(read.begin(), read.end());
  if (!items.empty()) Call(context, nullptr, 0).answer(std::string_view(join_sorted(items)));
}

template <void (*Function)(const Call&)>
constexpr auto kCalled = sqlite::call_from_sql<FunctionContext, Function>;

constexpr sqlite::Registration kFunctions[] = {
    {"today", 0, kCalled<today>},
    {"window_start", 0, kCalled<window_start>},
    {"window_end", 0, kCalled<window_end>},
    {"in_window", 1, kCalled<in_window>},
    {"in_window", 2, kCalled<in_window>},
    {"on_31_march", 2, kCalled<on_31_march>},
    {"day", 1, kCalled<day>},
    {"birthday", 2, kCalled<birthday>},
    {"flag", 1, kCalled<flag>},
    {"number", 1, kCalled<number>},
    {"code", 2, kCalled<code>},
    {"is_code", 2, kCalled<is_code>},
    {"clean", 1, kCalled<clean>},
    {"upn", 1, kCalled<upn>},
    {"nhs_number", 1, kCalled<nhs_number>},
    {"postcode", 1, kCalled<postcode>},
    {"list", 1, kCalled<list>},
    {"member", 2, kCalled<member>},
};

}  // namespace

const std::pair<const std::string, std::string>* local_word(const standard::CodeList& list,
                                                            const CodeWords& words,
                                                            std::string_view text) {
  const auto known = words.find(list.name());
  if (known == words.end() || list.find(text) != nullptr) return nullptr;
  const auto word = known->second.find(ascii::trimmed(text));
  return word == known->second.end() ? nullptr : &*word;
}

const standard::Code* read_code(const standard::CodeList& list, const CodeWords& words,
                                std::string_view text) {
  if (const auto* exact = list.find(text)) return exact;
  if (const auto* local = local_word(list, words, text)) return list.find(local->second);
  return list.read(text);
}

const std::vector<FunctionHelp>& function_help() {
  static const std::vector<FunctionHelp> kHelp = {
      {"day", "day(x)",
       "The date in x as YYYY-MM-DD: reads 2026-06-01 and 01/06/2026, with or without a time."},
      {"in_window", "in_window(from, to)",
       "Whether the days from `from` to `to` touch the collection window; without `to`, whether "
       "the "
       "day `from` is in it. An empty `to` is still open."},
      {"window_start", "window_start()", "The first day of the collection window."},
      {"window_end", "window_end()", "The last day of the collection window."},
      {"today", "today()", "The day of the run. Use this, never date('now')."},
      {"on_31_march", "on_31_march(from, to)",
       "Whether the days from `from` to `to` hold a 31 March that is in the collection window."},
      {"birthday", "birthday(born, n)", "The day of the nth birthday."},
      {"flag", "flag(x)", "1 for y, yes, t, true or 1; 0 for n, no, f, false or 0."},
      {"number", "number(x)",
       "The whole number in x. Source values are texts, so compare numbers through this."},
      {"code", "code('list', x)",
       "The code of that code list that x stands for: local words, small letters and a text after "
       "the code are understood."},
      {"is_code", "is_code('list', x)",
       "1 when x stands for a code of that code list, 0 otherwise."},
      {"clean", "clean(x)", "x without control characters and superfluous spaces."},
      {"upn", "upn(x)", "The unique pupil number in x, if its check letter is right."},
      {"nhs_number", "nhs_number(x)", "The NHS number in x, if its check digit is right."},
      {"postcode", "postcode(x)", "The UK postcode in x in its usual form."},
      {"list", "list(x)",
       "The different items of x, sorted: x may be a JSON array, a JSON object of yes and no, or "
       "items with commas between them."},
      {"gather", "gather(x)",
       "In a lookup without `order`: the different items of x over all rows of the key, sorted."},
      {"member", "member(json, 'name')", "The text of a member of a JSON object."},
  };
  return kHelp;
}

Result<void> register_functions(const sqlite::Database& database, const FunctionContext& context) {
  for (const auto& entry : kFunctions) TRY(sqlite::register_function(database, entry, context));
  auto* known = const_cast<FunctionContext*>(&context);  // as in register_function
  if (sqlite3_create_function_v2(database.handle(), "gather", 1, sqlite::kFunctionFlags, known,
                                 nullptr, gather_step, gather_final, nullptr) != SQLITE_OK) {
    return database.error();
  }
  return {};
}

}  // namespace dataflow::mapping
