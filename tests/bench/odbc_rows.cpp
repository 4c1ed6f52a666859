// Reads a table by ODBC, through the connector or by a bare loop over the same rowset, and prints
// the rows, the seconds and the peak memory in KB.
//
// odbc_rows bare|connector TABLE OPTION=VALUE...   with the password in DATAFLOW_PASSWORD

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

#include "connectors/odbc/connection.h"
#include "connectors/odbc/odbc_connector.h"
#include "connectors/odbc/rowset.h"

using namespace dataflow;
using namespace dataflow::connectors;

namespace {

const TableShape kWish{"", {"id", "code", "born", "seen"}};

/// Looks at every value, as whoever reads does.
class Counting final : public RowSink {
 public:
  Result<void> begin_table(const TableShape& /*shape*/) override { return {}; }
  Result<void> row(std::span<const Cell> cells) override {
    ++rows;
    for (const auto& cell : cells) bytes += cell ? cell->size() : 0;
    return {};
  }
  void found(Finding /*finding*/) override {}

  std::uint64_t rows = 0;
  std::uint64_t bytes = 0;
};

Result<std::uint64_t> read_by_connector(const Options& options, const std::string& table) {
  TRY_ASSIGN(const auto source, odbc_kind().open(options));
  Counting counting;
  const std::vector<TableShape> wishes = {{table, kWish.columns}};
  TRY(source->read(wishes, counting));
  return counting.bytes == 0 ? 0 : counting.rows;
}

/// What a program without the connector's promises would do: fetch, and look at the lengths.
Result<std::uint64_t> read_bare(const Options& options, const std::string& table) {
  TRY_ASSIGN(const auto login, odbc::Login::of(options));
  TRY_ASSIGN(const auto connection, odbc::Connection::open(login, {}));
  TRY(connection->begin());
  TRY_ASSIGN(auto statement, connection->statement());
  const std::vector<odbc::ColumnForm> forms = {
      *odbc::form_of(SQL_NUMERIC, 16), *odbc::form_of(SQL_WVARCHAR, 20),
      *odbc::form_of(SQL_TYPE_DATE, 10), *odbc::form_of(SQL_TYPE_TIMESTAMP, 26)};
  const std::size_t size = odbc::rows_for(forms);
  std::vector<std::vector<char>> values;
  std::vector<std::vector<SQLLEN>> lengths;
  SQLULEN fetched = 0;
  TRY(statement.check(SQLSetStmtAttr(statement.get(), SQL_ATTR_ROW_ARRAY_SIZE,
                                     reinterpret_cast<SQLPOINTER>(size), 0)));
  TRY(statement.check(SQLSetStmtAttr(statement.get(), SQL_ATTR_ROWS_FETCHED_PTR, &fetched, 0)));
  for (std::size_t i = 0; i < forms.size(); ++i) {
    values.emplace_back(forms[i].width * size);
    lengths.emplace_back(size);
    TRY(statement.check(SQLBindCol(statement.get(), static_cast<SQLUSMALLINT>(i + 1),
                                   forms[i].c_type, values[i].data(),
                                   static_cast<SQLLEN>(forms[i].width), lengths[i].data())));
  }
  TRY(statement.execute("SELECT id, code, born, seen FROM cms." + table));
  std::uint64_t rows = 0;
  std::uint64_t bytes = 0;
  while (true) {
    TRY_ASSIGN(const auto more, statement.fetch());
    if (more == odbc::Fetched::none) break;
    rows += fetched;
    for (const auto& column : lengths) {
      for (std::size_t i = 0; i < fetched; ++i) bytes += static_cast<std::uint64_t>(column[i]);
    }
  }
  return bytes == 0 ? 0 : rows;
}

long peak_memory() {
  std::ifstream status("/proc/self/status");
  std::string word;
  long kilobytes = 0;
  while (status >> word) {
    if (word == "VmHWM:" && status >> kilobytes) return kilobytes;
  }
  return 0;
}

}  // namespace

int main(int count, char** words) {
  const std::vector<std::string> arguments(words + 1, words + count);
  if (arguments.size() < 2) return 2;
  Options options{{{"schema", "cms"}}};
  for (std::size_t i = 2; i < arguments.size(); ++i) {
    const auto equals = arguments[i].find('=');
    options.values[arguments[i].substr(0, equals)] = arguments[i].substr(equals + 1);
  }
  const char* password = std::getenv("DATAFLOW_PASSWORD");
  options.secrets["password"] = Secret(password == nullptr ? "" : password);
  const auto begin = std::chrono::steady_clock::now();
  const auto rows = arguments[0] == "bare" ? read_bare(options, arguments[1])
                                           : read_by_connector(options, arguments[1]);
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
  if (!rows) {
    std::fprintf(stderr, "%s\n", describe(rows.error()).c_str());
    return 1;
  }
  std::printf("%llu %.3f %ld\n", static_cast<unsigned long long>(*rows), took.count(),
              peak_memory());
  return 0;
}
