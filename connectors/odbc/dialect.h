// A Dialect is how one kind of database is asked for rows of one moment, without a right but
// SELECT.
#pragma once

#include <array>
#include <string_view>

namespace dataflow::connectors::odbc {

/// How far the rows of all tables are of one moment.
enum class Moment {
  locked_snapshot,    ///< one snapshot, taken once nobody can truncate or rebuild what is wished
  snapshot,           ///< one snapshot; whether a table was emptied behind it, its count tells
  one_after_another,  ///< each table as it stands when it is its turn; counts tell what moved
};

/// How a driver writes a GUID, and how the server itself does.
enum class Guids { as_given, in_small_letters };

/// In the statements, {} stands for what the comment says. None outlives the connection.
struct Dialect {
  std::string_view dbms = {};                    ///< how SQL_DBMS_NAME begins
  std::array<std::string_view, 2> session = {};  ///< run first; {} is the bound in seconds
  std::string_view snapshot_asked_by = {};   ///< answers 1 where `moment` can be had; empty: it can
  std::string_view snapshot_wanted_by = {};  ///< run before the transaction where it can be had
  std::string_view begin = {};               ///< the first statement of the transaction
  std::string_view lock_all = {};            ///< {} is the list of wished tables
  std::string_view lock_each = {};           ///< {} is one wished table
  Moment moment = Moment::one_after_another;
  Guids guids = Guids::as_given;
};

/// By what the server calls itself. Nothing special for one that is not known.
[[nodiscard]] const Dialect& dialect_of(std::string_view dbms);

}  // namespace dataflow::connectors::odbc
