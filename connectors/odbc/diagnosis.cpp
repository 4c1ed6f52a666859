#include "connectors/odbc/diagnosis.h"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include <fmt/format.h>

#include "agent/core/ascii.h"
#include "connectors/odbc/wide_text.h"

namespace dataflow::connectors::odbc {

namespace {

struct ByState {
  std::string_view begin;  ///< of the SQLSTATE
  Trouble trouble;
};

/// The longest beginnings first. Classes are ODBC's and, from 53 on, PostgreSQL's.
constexpr std::array kByState = {
    ByState{"HYT", Trouble::time},      ByState{"HY008", Trouble::time},
    ByState{"HY018", Trouble::time},    ByState{"57014", Trouble::time},
    ByState{"HY001", Trouble::memory},  ByState{"HY013", Trouble::memory},
    ByState{"HY014", Trouble::memory},  ByState{"28", Trouble::login},
    ByState{"3D000", Trouble::login},   ByState{"08", Trouble::connection},
    ByState{"53", Trouble::connection}, ByState{"57", Trouble::connection},
    ByState{"IM", Trouble::driver},     ByState{"40", Trouble::in_the_way},
    ByState{"55", Trouble::in_the_way}, ByState{"42501", Trouble::rights},
    ByState{"42S", Trouble::missing},   ByState{"42P01", Trouble::missing},
    ByState{"42703", Trouble::missing}, ByState{"22", Trouble::value},
    ByState{"07006", Trouble::value},
};

struct ByNumber {
  std::string_view state;  ///< the beginning of the SQLSTATE it comes with
  std::int64_t native;
  Trouble trouble;
};

/// What several servers report under a general SQLSTATE. A number may mean another thing elsewhere,
/// so each stands with the states it is known with.
constexpr std::array kByNumber = {
    // MariaDB
    ByNumber{"HY", 1205, Trouble::in_the_way},
    ByNumber{"HY", 1412, Trouble::in_the_way},
    ByNumber{"HY", 2002, Trouble::connection},
    ByNumber{"HY", 2003, Trouble::connection},
    ByNumber{"HY", 2006, Trouble::connection},
    ByNumber{"HY", 2013, Trouble::connection},
    ByNumber{"HY", 1040, Trouble::connection},
    ByNumber{"HY", 2026, Trouble::encryption},
    ByNumber{"HY", 1969, Trouble::time},
    ByNumber{"70100", 1317, Trouble::connection},
    ByNumber{"70100", 1927, Trouble::connection},
    ByNumber{"70100", 1969, Trouble::time},
    ByNumber{"HY", 1927, Trouble::connection},
    ByNumber{"42000", 1044, Trouble::login},
    ByNumber{"42000", 1049, Trouble::login},
    ByNumber{"42000", 1142, Trouble::rights},
    ByNumber{"42000", 1143, Trouble::rights},
    // SQL Server
    ByNumber{"42000", 229, Trouble::rights},
    ByNumber{"42000", 230, Trouble::rights},
    ByNumber{"42000", 4060, Trouble::login},
    ByNumber{"42000", 1222, Trouble::in_the_way},
    ByNumber{"HY", 1222, Trouble::in_the_way},
    ByNumber{"HY", 3960, Trouble::in_the_way},
    ByNumber{"HY", 3961, Trouble::in_the_way},
    ByNumber{"42000", 3961, Trouble::in_the_way},
    ByNumber{"HY", 601, Trouble::in_the_way},
    // Oracle
    ByNumber{"HY", 1013, Trouble::time},
    ByNumber{"HY", 1410, Trouble::in_the_way},
    ByNumber{"HY", 1466, Trouble::in_the_way},
    ByNumber{"HY", 1555, Trouble::in_the_way},
    ByNumber{"HY", 8103, Trouble::in_the_way},
    ByNumber{"HY", 8177, Trouble::in_the_way},
    ByNumber{"HY", 3113, Trouble::connection},
    ByNumber{"HY", 3114, Trouble::connection},
    ByNumber{"HY", 1017, Trouble::login},
    ByNumber{"HY", 12154, Trouble::connection},
    ByNumber{"HY", 12541, Trouble::connection},
};

struct ByWord {
  std::string_view word;  ///< in small letters
  Trouble trouble;
};

/// PostgreSQL's driver gives one number for everything that can go wrong with a login.
constexpr std::array kByWord = {
    ByWord{"ssl syscall error", Trouble::connection},
    ByWord{"closed unexpectedly", Trouble::connection},
    ByWord{"certificate", Trouble::encryption},
    ByWord{"ssl", Trouble::encryption},
    ByWord{"tls", Trouble::encryption},
    ByWord{"authentication failed", Trouble::login},
    ByWord{"no password supplied", Trouble::login},
    ByWord{"no pg_hba.conf entry", Trouble::login},
    ByWord{"not permitted to log in", Trouble::login},
    ByWord{"permission denied for database", Trouble::login},
    ByWord{"\" does not exist", Trouble::login},
    ByWord{"can't open lib", Trouble::driver},
};

/// Servers that refuse TLS and servers that refuse the login say both in one message.
Trouble told_by_words(const std::string& message, Trouble otherwise) {
  const auto login = std::find_if(kByWord.begin(), kByWord.end(), [&](const ByWord& entry) {
    return entry.trouble == Trouble::login && message.find(entry.word) != message.npos;
  });
  if (login != kByWord.end()) return Trouble::login;
  const auto found = std::find_if(kByWord.begin(), kByWord.end(), [&](const ByWord& entry) {
    return message.find(entry.word) != message.npos;
  });
  return found == kByWord.end() ? otherwise : found->trouble;
}

struct Record {
  std::string state;
  std::int64_t native = 0;
  std::string message;  ///< in small letters
};

std::string utf8_of(std::span<const SQLWCHAR> units) {
  std::string text;
  append_utf8(text, units);
  return text;
}

/// The first record that is no mere warning, or else the first.
Record record_of(SQLSMALLINT type, SQLHANDLE handle) {
  constexpr SQLSMALLINT kMost = 20;
  Record kept;
  for (SQLSMALLINT number = 1; number <= kMost; ++number) {
    std::array<SQLWCHAR, 6> state{};
    std::array<SQLWCHAR, 1024> message{};
    SQLINTEGER native = 0;
    SQLSMALLINT length = 0;
    const auto got = SQLGetDiagRecW(type, handle, number, state.data(), &native, message.data(),
                                    static_cast<SQLSMALLINT>(message.size()), &length);
    if (!SQL_SUCCEEDED(got)) break;
    const auto units = std::clamp<std::size_t>(static_cast<std::size_t>(std::max<int>(length, 0)),
                                               0, message.size() - 1);
    Record record{utf8_of(std::span(state).first(5)), native,
                  ascii::lowered(utf8_of(std::span(message).first(units)))};
    const bool warns = record.state.starts_with("01");
    if (number == 1 || !warns) kept = std::move(record);
    if (!warns) break;
  }
  return kept;
}

struct Saying {
  Remedy remedy;
  std::string_view what;
  std::string_view hint;
};

Saying saying_of(Trouble trouble) {
  switch (trouble) {
    case Trouble::driver:
      return {Remedy::stop, "The ODBC driver or the data source name is not there",
              "Check 'driver' or 'dsn'. odbcinst -q -d and odbcinst -q -s list what is installed."};
    case Trouble::login:
      return {Remedy::stop, "The server does not let this account in",
              "Check 'user', 'password' and 'database', or the agent's own account."};
    case Trouble::encryption:
      return {Remedy::stop, "No trusted TLS connection to the server comes about",
              "The server needs TLS, and a certificate for the name in 'server' from an authority "
              "that this machine or 'ca_file' trusts."};
    case Trouble::connection:
      return {Remedy::wait, "The server cannot be reached, or the connection to it was lost", ""};
    case Trouble::time:
      return {Remedy::wait, "The server took longer than its bound of time",
              "Raise 'timeout_seconds' if it needs longer."};
    case Trouble::in_the_way:
      return {Remedy::wait, "Another transaction is in the way",
              "The source is being written or rebuilt."};
    case Trouble::rights:
      return {Remedy::stop, "The account may not read this", "Grant it SELECT."};
    case Trouble::missing:
      return {Remedy::stop, "A table or a column is not there", ""};
    case Trouble::value:
      return {Remedy::stop, "The server or its driver cannot give a value as text",
              "Let the source give the column as text, or leave it out of the mapping."};
    case Trouble::memory:
      return {Remedy::wait, "Memory ran out", ""};
    case Trouble::other:
      break;
  }
  return {Remedy::wait, "The server or its ODBC driver reports a failure", ""};
}

}  // namespace

Trouble trouble_of(std::string_view state, std::int64_t native) {
  for (const auto& entry : kByNumber) {
    if (entry.native == native && state.starts_with(entry.state)) return entry.trouble;
  }
  for (const auto& entry : kByState) {
    if (state.starts_with(entry.begin)) return entry.trouble;
  }
  return Trouble::other;
}

Diagnosis diagnosis_of(SQLSMALLINT type, SQLHANDLE handle) {
  Record record = record_of(type, handle);
  Trouble trouble = trouble_of(record.state, record.native);
  const bool tells = trouble != Trouble::connection && trouble != Trouble::other;
  if (type == SQL_HANDLE_DBC && !tells) trouble = told_by_words(record.message, trouble);
  return {trouble, std::move(record.state), record.native};
}

Error error_of(const Diagnosis& diagnosis, std::string where) {
  const Saying saying = saying_of(diagnosis.trouble);
  return {saying.remedy, std::move(where),
          fmt::format("{} (SQLSTATE {}, {}).", saying.what,
                      diagnosis.state.empty() ? "unknown" : diagnosis.state, diagnosis.native),
          std::string(saying.hint)};
}

}  // namespace dataflow::connectors::odbc
