#include "connectors/odbc/driver_family.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "agent/core/ascii.h"

namespace dataflow::connectors::odbc {

namespace {

using ascii::same_ignoring_case;

struct Part {
  std::string_view part;  ///< of a driver's name or file, in small letters
  DriverFamily family;
};

constexpr std::array kParts = {
    Part{"freetds", DriverFamily::freetds},       Part{"tdsodbc", DriverFamily::freetds},
    Part{"sql server", DriverFamily::sql_server}, Part{"msodbcsql", DriverFamily::sql_server},
    Part{"sqlncli", DriverFamily::sql_server},    Part{"postgres", DriverFamily::postgresql},
    Part{"psqlodbc", DriverFamily::postgresql},   Part{"maria", DriverFamily::mariadb},
    Part{"maodbc", DriverFamily::mariadb},        Part{"oracle", DriverFamily::oracle},
    Part{"sqora", DriverFamily::oracle},
};

constexpr std::array kSqlServer = {
    Keyword{"Encrypt", "yes"},
    Keyword{"TrustServerCertificate", "no"},
    Keyword{"APP", "dataflow-agent"},
    Keyword{"ApplicationIntent", "ReadOnly"},
};
constexpr std::array kFreeTds = {
    Keyword{"Encryption", "require"},
    Keyword{"TDS_Version", "7.4"},
    Keyword{"ClientCharset", "UTF-8"},
    Keyword{"APP", "dataflow-agent"},
};
/// Without UseDeclareFetch the driver keeps a whole table in memory. MaxVarcharSize is what a
/// varchar without a length is said to have: longer than what is bound (column_form.h).
constexpr std::array kPostgreSql = {
    Keyword{"SSLmode", "verify-full"}, Keyword{"UseDeclareFetch", "1"},
    Keyword{"Fetch", "1000"},          Keyword{"BoolsAsChar", "0"},
    Keyword{"MaxVarcharSize", "4000"}, Keyword{"LFConversion", "0"},
    Keyword{"CommLog", "0"},           Keyword{"Debug", "0"},
};
/// Without NO_CACHE and FORWARDONLY the driver keeps a whole table in memory.
constexpr std::array kMariaDb = {
    Keyword{"FORCETLS", "1"}, Keyword{"SSLVERIFY", "1"},   Keyword{"CHARSET", "utf8mb4"},
    Keyword{"NO_CACHE", "1"}, Keyword{"FORWARDONLY", "1"},
};

/// A word that may not be said at all.
struct Barred {
  std::string_view name;
  std::string_view why;
};

constexpr std::string_view kOwnOption = "it has an option of its own under 'source'";
constexpr std::string_view kSecret = "passwords belong in the option 'password'";
constexpr std::string_view kLog = "the driver would write what it reads into files";
constexpr std::string_view kRuns = "it could run statements that write";
constexpr std::string_view kTls = "it can switch off the verification of the server";

constexpr std::array kBarred = {
    Barred{"PWD", kSecret},
    Barred{"PASSWORD", kSecret},
    Barred{"NewPassword", kSecret},
    Barred{"UID", kOwnOption},
    Barred{"USER", kOwnOption},
    Barred{"USERNAME", kOwnOption},
    Barred{"DSN", kOwnOption},
    Barred{"FILEDSN", kOwnOption},
    Barred{"SAVEFILE", kLog},
    Barred{"DRIVER", kOwnOption},
    Barred{"SERVER", kOwnOption},
    Barred{"SERVERNAME", kOwnOption},
    Barred{"PORT", kOwnOption},
    Barred{"DATABASE", kOwnOption},
    Barred{"DB", kOwnOption},
    Barred{"DBQ", kOwnOption},
    Barred{"SSLCA", "'ca_file' is its option"},
    Barred{"pqopt", kTls},
    Barred{"D7", kTls},
    Barred{"CA", kTls},
    Barred{"ConnSettings", kRuns},
    Barred{"A6", kRuns},
    Barred{"INITSTMT", kRuns},
    Barred{"STMT", kRuns},
    Barred{"B2", kLog},
    Barred{"B3", kLog},
};

/// A word of which only these values may be said.
struct Bound {
  std::string_view name;
  std::array<std::string_view, 3> values;
  std::string_view why;
};

constexpr std::array kBound = {
    Bound{"TrustServerCertificate", {"no", "false", "0"}, kTls},
    Bound{"Encrypt", {"yes", "mandatory", "strict"}, kTls},
    Bound{"Encryption", {"require", "strict", "require"}, kTls},
    Bound{"SSLmode", {"verify-full", "verify-ca", "VERIFY_IDENTITY"}, kTls},
    Bound{"SSLVERIFY", {"1", "yes", "true"}, kTls},
    Bound{"FORCETLS", {"1", "yes", "true"}, kTls},
    Bound{"Debug", {"0", "", "0"}, kLog},
    Bound{"CommLog", {"0", "", "0"}, kLog},
    Bound{"Trace", {"0", "no", "0"}, kLog},
    Bound{"QueryLog_On", {"no", "0", "no"}, kLog},
    Bound{"StatsLog_On", {"no", "0", "no"}, kLog},
};

}  // namespace

DriverFamily family_of(std::string_view driver) {
  const std::string name = ascii::lowered(driver);
  const auto found = std::find_if(kParts.begin(), kParts.end(), [&](const Part& part) {
    return name.find(part.part) != std::string::npos;
  });
  return found == kParts.end() ? DriverFamily::other : found->family;
}

std::span<const Keyword> keywords_of(DriverFamily family) {
  switch (family) {
    case DriverFamily::sql_server:
      return kSqlServer;
    case DriverFamily::freetds:
      return kFreeTds;
    case DriverFamily::postgresql:
      return kPostgreSql;
    case DriverFamily::mariadb:
      return kMariaDb;
    case DriverFamily::oracle:
    case DriverFamily::other:
      break;
  }
  return {};
}

std::string refusal_of(std::string_view name, std::string_view value) {
  for (const auto& barred : kBarred) {
    if (!same_ignoring_case(barred.name, name)) continue;
    return fmt::format("'{}' may not stand in 'connection_string': {}.", barred.name, barred.why);
  }
  for (const auto& bound : kBound) {
    if (!same_ignoring_case(bound.name, name)) continue;
    const bool fits = std::any_of(bound.values.begin(), bound.values.end(),
                                  [&](auto good) { return same_ignoring_case(good, value); });
    if (fits) return "";
    return fmt::format("'{}' in 'connection_string' may only be {}: {}.", bound.name,
                       bound.values.front(), bound.why);
  }
  return "";
}

}  // namespace dataflow::connectors::odbc
