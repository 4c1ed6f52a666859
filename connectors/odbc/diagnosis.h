// A Diagnosis is what ODBC says went wrong, by its numbers: messages may quote values of records.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "agent/core/result.h"
#include "connectors/odbc/api.h"
#include "connectors/odbc/handle.h"

namespace dataflow::connectors::odbc {

/// What kind of trouble it is, as far as somebody has to act on it.
enum class Trouble {
  driver,      ///< the driver or the data source name is not there
  login,       ///< the server does not let this account in
  encryption,  ///< TLS could not be agreed on, or the server is not who it should be
  connection,  ///< the server cannot be reached, ends, or is gone
  time,        ///< a bound of time was reached
  in_the_way,  ///< another transaction holds or has changed what is read
  rights,      ///< the account may not read it
  missing,     ///< a table or a column is not there
  value,       ///< a value does not fit what its column says
  memory,
  other,
};

struct Diagnosis {
  Trouble trouble = Trouble::other;
  std::string state;        ///< the SQLSTATE, five characters
  std::int64_t native = 0;  ///< the server's own number
};

/// What the last failed call on the handle said. A driver's message is read for what kind of
/// trouble it is, where its numbers do not tell, and is not kept.
[[nodiscard]] Diagnosis diagnosis_of(SQLSMALLINT type, SQLHANDLE handle);

template <SQLSMALLINT kType>
[[nodiscard]] Diagnosis diagnosis_of(const Handle<kType>& handle) {
  return diagnosis_of(kType, handle.get());
}

/// The kind of trouble by the numbers alone; for tests.
[[nodiscard]] Trouble trouble_of(std::string_view state, std::int64_t native);

/// As an Error about `where`: one sentence, the numbers, and what to do.
[[nodiscard]] Error error_of(const Diagnosis& diagnosis, std::string where);

}  // namespace dataflow::connectors::odbc
