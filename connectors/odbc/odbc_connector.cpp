#include "connectors/odbc/odbc_connector.h"

#include <utility>

#include "connectors/odbc/examination.h"
#include "connectors/odbc/reading.h"
#include "connectors/odbc/schema.h"
#include "connectors/wishes.h"

namespace dataflow::connectors {

namespace {

using namespace odbc;

class OdbcConnector final : public Connector {
 public:
  OdbcConnector(Login login, std::string schema, Bounds bounds)
      : login_(std::move(login)), schema_(std::move(schema)), bounds_(bounds) {}

  [[nodiscard]] Result<std::vector<TableShape>> describe() override {
    described_.clear();
    TRY_ASSIGN(const auto connection, Connection::open(login_, bounds_));
    TRY_ASSIGN(const auto tables, tables_of(*connection, schema_, clock_));
    described_ = shapes_of(tables);
    TRY_ASSIGN(const auto promised, moment_of(*connection));
    moment_ = promised == odbc::Moment::one_after_another ? connectors::Moment::several
                                                          : connectors::Moment::one;
    return described_;
  }

  [[nodiscard]] Result<void> read(std::span<const TableShape> wishes, RowSink& sink) override {
    TRY_ASSIGN(const auto connection, Connection::open(login_, bounds_));
    TRY_ASSIGN(const auto tables, tables_of(*connection, schema_, clock_));
    TRY(check_wishes(wishes, {shapes_of(tables), described_}, login_.name()));
    std::vector<TableToRead> wished;
    for (const auto& wish : wishes) {
      TRY_ASSIGN(const auto* table, chosen(tables, wish.table, login_.name()));
      wished.push_back(TableToRead::of(*connection, *table, wish));
    }
    return Reading(*connection, std::move(wished), clock_).pass_to(sink);
  }

  /// As the server promised when it was last described.
  [[nodiscard]] connectors::Moment moment() const override { return moment_; }

  [[nodiscard]] Result<Examination> examine(std::span<const TableShape> wishes) override {
    TRY_ASSIGN(const auto connection, Connection::open(login_, bounds_));
    TRY_ASSIGN(const auto tables, tables_of(*connection, schema_, clock_));
    auto examination = odbc::examine(*connection);
    for (const auto& wish : wishes) {
      TRY_ASSIGN(const auto* table, chosen(tables, wish.table, login_.name()));
      if (table == nullptr) continue;
      examination.granted.push_back({table->owner + "." + table->shape.table, wish.columns});
    }
    return examination;
  }

 private:
  Login login_;
  std::string schema_;
  Bounds bounds_;
  SystemClock clock_;
  std::vector<TableShape> described_;
  connectors::Moment moment_ = connectors::Moment::several;
};

std::chrono::seconds seconds_in(const Options& options, const char* name,
                                std::chrono::seconds otherwise) {
  const long given = options.whole_number(name, 0);
  return given <= 0 ? otherwise : std::chrono::seconds(given);
}

Result<std::unique_ptr<Connector>> open_odbc(const Options& options) {
  TRY_ASSIGN(auto login, Login::of(options));
  Bounds bounds;
  bounds.login = seconds_in(options, "login_seconds", bounds.login);
  bounds.answer = seconds_in(options, "timeout_seconds", bounds.answer);
  bounds.read = seconds_in(options, "most_seconds", bounds.read);
  bounds.rebuild = seconds_in(options, "rebuild_seconds", bounds.rebuild);
  return std::unique_ptr<Connector>(
      std::make_unique<OdbcConnector>(std::move(login), options.text("schema"), bounds));
}

}  // namespace

const Kind& odbc_kind() {
  using Type = Option::Type;
  static const Kind kind = {
      "odbc",
      "The tables and views of a database server, through its ODBC driver.",
      {{"dsn", Type::text, false, "A data source name of this machine, in place of driver."},
       {"driver",
        Type::text,
        false,
        "The ODBC driver, such as ODBC Driver 18 for SQL Server.",
        "",
        {"dsn"}},
       {"server", Type::text, false, "The server's name.", "driver"},
       {"port", Type::whole_number, false, "The server's port.", "driver"},
       {"database", Type::text, false, "The database; Oracle's service.", "driver"},
       {"schema", Type::text, false, "The schema that holds the tables."},
       {"user", Type::text, false, "The account; left out, the operating system says who it is."},
       {"password", Type::secret, false, "Where the account's password is kept.", "user"},
       {"ca_file", Type::path, false, "PEM file of the server's private certificate authority."},
       {"connection_string", Type::text, false,
        "More words for the driver: Word=value;Word=value."},
       {"timeout_seconds", Type::whole_number, false, "For an answer of the server."},
       {"login_seconds", Type::whole_number, false, "For the login."},
       {"most_seconds", Type::whole_number, false, "For one read of all tables."},
       {"rebuild_seconds", Type::whole_number, false,
        "How long a read waits for a source that is being rebuilt."}},
      open_odbc};
  return kind;
}

}  // namespace dataflow::connectors
