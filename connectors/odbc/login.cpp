#include "connectors/odbc/login.h"

#include <algorithm>

#include <fmt/format.h>

#include "agent/core/ascii.h"

namespace dataflow::connectors::odbc {

namespace {

Error unclear(std::string what, std::string hint) {
  return {Remedy::stop, "source", std::move(what), std::move(hint)};
}

/// A value in braces from `at` on, which is behind the first; `at` ends behind the last.
Result<std::string> braced(const std::string& text, std::size_t& at) {
  std::string value;
  for (; at < text.size(); ++at) {
    if (text[at] != '}') {
      value += text[at];
    } else if (at + 1 < text.size() && text[at + 1] == '}') {
      value += text[at++];
    } else {
      ++at;
      return value;
    }
  }
  return unclear("'connection_string' has a brace without its end.", "Write {value}.");
}

/// A string of which no copy is left behind when it grows.
class Growing {
 public:
  Growing() { text_.reserve(4096); }
  void add(std::string_view name, std::string_view value) {
    text_.append(name).append("=");
    if (value.find_first_of("[]{}(),;?*=!@ '\"") == value.npos) {
      text_ += value;
    } else {
      text_ += '{';
      for (const char c : value) text_.append(c == '}' ? 2 : 1, c);
      text_ += '}';
    }
    text_ += ';';
  }
  [[nodiscard]] Secret secret() && { return Secret(std::move(text_)); }

 private:
  std::string text_;
};

/// How each family is told which server and database.
void add_place(Growing& out, const Login& login, DriverFamily family) {
  const bool has_port = !login.port.empty();
  if (family == DriverFamily::oracle) {
    std::string place = login.server + (has_port ? ":" + login.port : "");
    if (!login.database.empty()) place += "/" + login.database;
    if (!place.empty()) out.add("DBQ", place);
    return;
  }
  const bool with_comma = family == DriverFamily::sql_server && has_port;
  if (!login.server.empty()) {
    out.add("SERVER", with_comma ? login.server + "," + login.port : login.server);
  }
  if (has_port && !with_comma) out.add("PORT", login.port);
  if (!login.database.empty()) out.add("DATABASE", login.database);
}

/// libpq reads a list of its own, with quotes of its own.
std::string libpq_quoted(const std::string& path) {
  std::string out = "'";
  for (const char c : path) {
    if (c == '\'' || c == '\\') out += '\\';
    out += c;
  }
  return out + "'";
}

/// Who certifies the server, and how PostgreSQL's library notices a network that has gone silent.
void add_authority(Growing& out, const std::string& ca_file, DriverFamily family) {
  if (family == DriverFamily::postgresql) {
    std::string words = "keepalives_idle=60 keepalives_interval=10 keepalives_count=6";
    if (!ca_file.empty()) words += " sslrootcert=" + libpq_quoted(ca_file);
    out.add("pqopt", words);
  }
  if (family == DriverFamily::mariadb && !ca_file.empty()) out.add("SSLCA", ca_file);
}

void add_account(Growing& out, const Login& login, DriverFamily family) {
  if (!login.user.empty()) {
    out.add("UID", login.user);
    if (!login.password.empty()) out.add("PWD", login.password.reveal());
  } else if (family == DriverFamily::sql_server) {
    out.add("Trusted_Connection", "yes");
  }
}

Result<void> check(const Login& login) {
  if (login.dsn.empty() == login.driver.empty()) {
    return unclear("It is not plain what to connect to.",
                   "Write either 'dsn', or 'driver' with 'server' and 'database'.");
  }
  if (login.user.empty() && !login.password.empty()) {
    return unclear("There is a 'password' and no 'user'.", "");
  }
  for (const auto& [name, value] : login.more) {
    const std::string why = refusal_of(name, value);
    if (!why.empty()) return unclear(why, "");
  }
  return {};
}

}  // namespace

Result<Words> words_in(const std::string& text) {
  Words words;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t equals = text.find('=', at);
    const std::string_view rest = std::string_view(text).substr(at);
    if (ascii::trimmed(rest.substr(0, rest.find(';'))).empty()) {
      at = std::min(text.size(), text.find(';', at)) + 1;
      continue;
    }
    if (equals == std::string::npos || text.find(';', at) < equals) {
      return unclear("'connection_string' is no list of words with values.",
                     "Write Word=value;Word=value.");
    }
    std::string name(ascii::trimmed(std::string_view(text).substr(at, equals - at)));
    at = equals + 1;
    std::string value;
    if (at < text.size() && text[at] == '{') {
      TRY_ASSIGN(value, braced(text, ++at));
      at = std::min(text.size(), text.find(';', at));
    } else {
      const std::size_t end = std::min(text.size(), text.find(';', at));
      value = ascii::trimmed(std::string_view(text).substr(at, end - at));
      at = end;
    }
    ++at;
    words.emplace_back(std::move(name), std::move(value));
  }
  return words;
}

Result<Login> Login::of(const Options& options) {
  Login login;
  login.dsn = options.text("dsn");
  login.driver = options.text("driver");
  login.server = options.text("server");
  login.port = options.text("port");
  login.database = options.text("database");
  login.user = options.text("user");
  login.password = options.secret("password");
  login.ca_file = options.text("ca_file");
  TRY_ASSIGN(login.more, words_in(options.text("connection_string")));
  TRY(check(login));
  return login;
}

std::string Login::name() const {
  if (!dsn.empty()) return dsn;
  return server + (port.empty() ? "" : ":" + port) + (database.empty() ? "" : "/" + database);
}

Secret Login::connection_string(DriverFamily family) const {
  Growing out;
  if (dsn.empty()) {
    // The driver manager reads a name of a driver in braces on every platform.
    out.add("DRIVER", driver);
  } else {
    out.add("DSN", dsn);
  }
  add_place(out, *this, family);
  for (const auto& [name, value] : more) out.add(name, value);
  for (const auto& keyword : keywords_of(family)) {
    const bool said = std::any_of(more.begin(), more.end(), [&](const auto& word) {
      return ascii::same_ignoring_case(word.first, keyword.name);
    });
    if (!said) out.add(keyword.name, keyword.value);
  }
  add_authority(out, ca_file, family);
  add_account(out, *this, family);
  return std::move(out).secret();
}

}  // namespace dataflow::connectors::odbc
