// A Subject is a real source of one kind: a test fills it with tables and opens a connector over
// it.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "connectors/connector.h"
#include "tests/connectors/kept_rows.h"

namespace dataflow::contract {

/// What a column of a made-up table holds. A kind without types takes all of them as text.
enum class Type {
  text,       ///< up to 100 characters
  long_text,  ///< any number of characters
  key,        ///< a whole number of up to 16 digits: NUMERIC(16)
  whole,      ///< a whole number of 64 bits
  decimal,    ///< a decimal with five places: NUMERIC(20,5)
  boolean,    ///< "1" or "0"
  day,        ///< "YYYY-MM-DD"
  moment,     ///< "YYYY-MM-DD HH:MM:SS", with a fraction of a second perhaps
};

struct Column {
  std::string name;
  Type type = Type::text;
};

struct Table {
  std::string name;
  std::vector<Column> columns;
  std::vector<Row> rows;  ///< the text of each value; nothing is NULL

  [[nodiscard]] TableShape shape() const;
};

using Tables = std::vector<Table>;

/// What a subject can do beyond giving its rows. Cases ask, and pass over those who cannot.
enum class Can {
  tell_empty_text_from_null,
  be_lost_midway,      ///< open(Trouble::lost_midway)
  be_too_slow,         ///< open(Trouble::too_slow)
  refuse_who_asks,     ///< open(Trouble::wrong_secret)
  show_its_own_shape,  ///< describe() asks the source, and not a file of ours
};

/// What goes wrong with a source while it is read.
enum class Trouble {
  none,
  lost_midway,   ///< it dies, or its connection is cut, after some rows of the first table
  too_slow,      ///< it answers, and then no more; the connector's bound of time is a second
  wrong_secret,  ///< the connector's password is kWrongSecret
};

inline constexpr char kWrongSecret[] = "hunter2-is-wrong";

class Subject {
 public:
  virtual ~Subject() = default;

  /// Makes these tables the only ones of the source. May be called again.
  virtual void fill(const Tables& tables) = 0;

  /// A connector over it. With a trouble only after fill(), and only one that it can have.
  [[nodiscard]] virtual std::unique_ptr<connectors::Connector> open(Trouble trouble) = 0;
  [[nodiscard]] std::unique_ptr<connectors::Connector> open() { return open(Trouble::none); }

  [[nodiscard]] virtual bool can(Can what) const = 0;

  /// What the kind documents a value to arrive as; the value itself unless it says otherwise.
  [[nodiscard]] virtual std::optional<std::string> shown(
      Type type, const std::optional<std::string>& value) const;

  /// Called with each row of a read in trouble: the moment to cut the connection.
  virtual void row_arrived() {}

  /// Everything the source holds, and what it was asked to do where it knows that, as one text:
  /// equal before and after when nothing was written.
  [[nodiscard]] virtual std::string contents() = 0;
};

/// One line of the table of all subjects.
struct Entry {
  std::string kind;     ///< of connector, as in the registry
  std::string subject;  ///< the source itself, such as "PostgreSQL"
  std::unique_ptr<Subject> (*make)();
  std::string (*lacks)();  ///< what has to be installed first; empty when all is there
};

/// For subjects that need nothing but this program.
[[nodiscard]] inline std::string lacks_nothing() {
  return "";
}

}  // namespace dataflow::contract
