#include "agent/sqlite/read_guard.h"

#include <algorithm>
#include <iterator>
#include <string_view>
#include <utility>

#include <fmt/format.h>
#include <sqlite3.h>

namespace dataflow::sqlite {

namespace {

struct Forbidden {
  std::string_view function;
  std::string_view because;
};

constexpr std::string_view kChanges = "its answer changes from run to run";
constexpr std::string_view kStops =
    "one value that is not JSON would stop the whole run; use member() or list()";

constexpr Forbidden kForbidden[] = {
    {"random", kChanges},
    {"randomblob", kChanges},
    {"changes", kChanges},
    {"total_changes", kChanges},
    {"last_insert_rowid", kChanges},
    {"current_date", kChanges},
    {"current_time", kChanges},
    {"current_timestamp", kChanges},
    {"json", kStops},
    {"json_extract", kStops},
    {"json_array_length", kStops},
    {"json_type", kStops},
    {"->", kStops},
    {"->>", kStops},
    {"json_each", kStops},
    {"load_extension", "it loads foreign code"},
};

bool same_word(const char* a, std::string_view b) {
  return a != nullptr && std::string_view(a).size() == b.size() &&
         sqlite3_strnicmp(a, b.data(), static_cast<int>(b.size())) == 0;
}

}  // namespace

ReadGuard::ReadGuard(const Database& database, std::string_view author)
    : database_(database), author_(author) {
  sqlite3_set_authorizer(database_.handle(), decide, this);  // cannot fail on an open connection
}

ReadGuard::~ReadGuard() {
  sqlite3_set_authorizer(database_.handle(), nullptr, nullptr);
}

Reads ReadGuard::take_reads() {
  return std::exchange(reads_, {});
}

std::string ReadGuard::take_refusal() {
  return std::exchange(refusal_, {});
}

int ReadGuard::decide(void* guard, int action, const char* a, const char* b, const char*,
                      const char*) {
  return static_cast<ReadGuard*>(guard)->judge(action, a, b);
}

int ReadGuard::judge(int action, const char* a, const char* b) {
  switch (action) {
    case SQLITE_SELECT:
      return SQLITE_OK;
    case SQLITE_READ: {
      auto& columns = reads_[a];
      if (b != nullptr && *b != '\0') columns.insert(b);
      return SQLITE_OK;
    }
    case SQLITE_FUNCTION: {
      const auto is_it = [&](const Forbidden& entry) { return same_word(b, entry.function); };
      const auto* found = std::find_if(std::begin(kForbidden), std::end(kForbidden), is_it);
      if (found == std::end(kForbidden)) return SQLITE_OK;
      refusal_ = fmt::format("{} may not use {}: {}.", author_, b, found->because);
      return SQLITE_DENY;
    }
    case SQLITE_INSERT:
      if (!fillable_.empty() && fillable_ == a) return SQLITE_OK;
      break;
    default:
      break;
  }
  refusal_ = fmt::format("{} may only read: this is something other than a SELECT.", author_);
  return SQLITE_DENY;
}

}  // namespace dataflow::sqlite
