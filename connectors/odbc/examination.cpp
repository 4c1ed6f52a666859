#include "connectors/odbc/examination.h"

#include <algorithm>
#include <array>
#include <vector>

#include <fmt/format.h>

#include "connectors/odbc/questions.h"

namespace dataflow::connectors::odbc {

namespace {

using Weight = Remark::Weight;

constexpr std::size_t kMostNamed = 5;

/// "SELECT, INSERT ON `cms`.*" of a grant that lets write; empty of any other. What follows TO is
/// nobody's business: it may hold the hash of a password.
std::string writing_part(const std::string& grant) {
  constexpr std::string_view kGrant = "GRANT ";
  if (!grant.starts_with(kGrant)) return grant;
  const std::string part = grant.substr(kGrant.size(), grant.find(" TO ") - kGrant.size());
  const std::string rights = part.substr(0, part.find(" ON "));
  constexpr std::array kWriting = {"ALL PRIVILEGES", "INSERT", "UPDATE", "DELETE", "CREATE",
                                   "DROP",           "ALTER",  "SUPER",  "FILE"};
  const bool writes = std::any_of(kWriting.begin(), kWriting.end(), [&](const char* right) {
    return rights.find(right) != std::string::npos;
  });
  return writes ? part : "";
}

class Examiner {
 public:
  explicit Examiner(Connection& connection)
      : connection_(connection), questions_(questions_for(connection.dbms())) {}

  Examination examine() {
    examination_.dialect = questions_.grants;
    note("driver", fmt::format("{} {}, ODBC {}.", info(SQL_DRIVER_NAME), info(SQL_DRIVER_VER),
                               info(SQL_DRIVER_ODBC_VER)));
    note("server", fmt::format("{} {}{}.", connection_.dbms(), info(SQL_DBMS_VER),
                               info(SQL_DATA_SOURCE_READ_ONLY) == "Y" ? ", for reading only" : ""));
    encryption();
    rights();
    tell_answer("collation", questions_.collation);
    tell_answer("time there", questions_.time);
    return std::move(examination_);
  }

 private:
  void note(const std::string& about, std::string says) {
    examination_.remarks.push_back({about, Weight::note, std::move(says)});
  }
  void warn(const std::string& about, std::string says) {
    examination_.remarks.push_back({about, Weight::warning, std::move(says)});
  }

  std::string info(SQLUSMALLINT what) {
    auto text = connection_.info(what);
    return text ? std::move(*text) : std::string("?");
  }

  /// Nothing where the server does not answer.
  std::optional<std::string> ask(std::string_view question) {
    if (question.empty()) return std::nullopt;
    auto answer = connection_.ask(question);
    if (!answer) return std::nullopt;
    return answer->value_or("");
  }

  void tell_answer(const std::string& about, std::string_view question) {
    if (const auto answer = ask(question)) note(about, *answer + ".");
  }

  void encryption() {
    const auto cipher = ask(questions_.encryption);
    if (!cipher) {
      warn("encryption", "The account may not ask whether the connection is encrypted.");
    } else if (cipher->empty()) {
      warn("encryption", "The connection is not encrypted: what is read can be read on its way.");
    } else {
      note("encryption", fmt::format("The connection is encrypted ({}).", *cipher));
    }
  }

  Result<std::vector<std::string>> writable() {
    TRY_ASSIGN(auto statement, connection_.statement());
    TRY(statement.execute(questions_.writable));
    std::vector<std::string> places;
    while (true) {
      TRY_ASSIGN(const Fetched fetched, statement.fetch());
      if (fetched == Fetched::none) return places;
      TRY_ASSIGN(const auto row, statement.text(1));
      auto place = writing_part(row.value_or(""));
      if (!place.empty()) places.push_back(std::move(place));
    }
  }

  void rights() {
    const auto places =
        questions_.writable.empty() ? Result<std::vector<std::string>>(Error()) : writable();
    if (!places) return warn("rights", "It could not be found out whether the account may write.");
    if (places->empty()) return note("rights", "The account may read and not write.");
    const std::vector<std::string> named(
        places->begin(),
        places->begin() + static_cast<std::ptrdiff_t>(std::min(places->size(), kMostNamed)));
    warn("rights",
         fmt::format("The account could write, and needs to read only: {}{}.",
                     fmt::join(named, ", "), places->size() > kMostNamed ? " and others" : ""));
  }

  Connection& connection_;
  const Questions& questions_;
  Examination examination_;
};

}  // namespace

Examination examine(Connection& connection) {
  return Examiner(connection).examine();
}

}  // namespace dataflow::connectors::odbc
