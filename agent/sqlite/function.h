// A function of ours that SQL may call: its arguments, its answer, and how SQLite learns of it.
#pragma once

#include <cstdint>
#include <new>
#include <optional>
#include <string>
#include <string_view>

#include <sqlite3.h>

#include "agent/core/day.h"
#include "agent/sqlite/database.h"

namespace dataflow::sqlite {

/// The arguments and the answer of one call from SQL. `Context` is what the functions know; it is
/// the same for all functions of one registration. A call that answers nothing answers NULL.
template <class Context>
class Call {
 public:
  Call(sqlite3_context* context, sqlite3_value** arguments, int count)
      : context_(context), arguments_(arguments), count_(count) {}

  [[nodiscard]] const Context& known() const {
    return *static_cast<const Context*>(sqlite3_user_data(context_));
  }
  [[nodiscard]] bool has(int index) const { return index < count_; }

  /// NULL and text that is not there read as empty.
  [[nodiscard]] std::string_view text(int index) const {
    const auto* bytes = reinterpret_cast<const char*>(sqlite3_value_text(arguments_[index]));
    if (bytes == nullptr) return {};
    return {bytes, static_cast<std::size_t>(sqlite3_value_bytes(arguments_[index]))};
  }
  [[nodiscard]] bool is_null(int index) const {
    return sqlite3_value_type(arguments_[index]) == SQLITE_NULL;
  }
  [[nodiscard]] std::int64_t integer(int index) const {
    return sqlite3_value_int64(arguments_[index]);
  }

  void answer(std::string_view text) const {
    sqlite3_result_text64(context_, text.data(), text.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
  }
  void answer(const std::optional<std::string>& text) const {
    if (text) answer(std::string_view(*text));
  }
  void answer(const std::optional<Day>& day) const {
    if (day) answer(std::string_view(day->text()));
  }
  void answer_flag(bool value) const { sqlite3_result_int(context_, value ? 1 : 0); }
  void answer_number(std::int64_t value) const { sqlite3_result_int64(context_, value); }
  void fail(const std::string& why) const {
    sqlite3_result_error(context_, why.c_str(), static_cast<int>(why.size()));
  }

 private:
  sqlite3_context* context_;
  sqlite3_value** arguments_;
  int count_;
};

/// SQLite's form of a function that takes a Call. Memory that runs out becomes an SQL error.
template <class Context, void (*Function)(const Call<Context>&)>
void call_from_sql(sqlite3_context* context, int count, sqlite3_value** arguments) {
  try {
    Function(Call<Context>(context, arguments, count));
  } catch (const std::bad_alloc&) {
    sqlite3_result_error_nomem(context);
  }
}

/// One function: its name in SQL, how many arguments it takes, and what runs.
struct Registration {
  const char* name;
  int arguments;
  void (*function)(sqlite3_context*, int, sqlite3_value**);
};

/// How our functions are registered: the same arguments always give the same answer, and nothing
/// they do has an effect.
inline constexpr int kFunctionFlags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;

/// Makes a function known to the connection. `context` must outlive the connection.
template <class Context>
[[nodiscard]] Result<void> register_function(const Database& database, const Registration& entry,
                                             const Context& context) {
  // SQLite wants a void*, but the functions only read.
  auto* known = const_cast<Context*>(&context);
  const int code =
      sqlite3_create_function_v2(database.handle(), entry.name, entry.arguments, kFunctionFlags,
                                 known, entry.function, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) return database.error();
  return {};
}

}  // namespace dataflow::sqlite
