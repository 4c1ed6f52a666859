// A Result is either a value or the Error that kept it from being made.
#pragma once

#include <stdexcept>
#include <utility>

#include <boost/system/result.hpp>

#include "agent/core/error.h"

namespace dataflow {

/// boost::system::result with our Error, and a warning for whoever ignores one.
///
/// `if (result)` asks, `*result` and `result->` read the value, `result.error()` reads the error.
template <class T>
class [[nodiscard]] Result : public boost::system::result<T, Error> {
 public:
  using boost::system::result<T, Error>::result;
};

/// Called by Result::value() on an error: reading a value that is not there is a broken invariant.
[[noreturn]] inline void throw_exception_from_error(const Error& error,
                                                    const boost::source_location&) {
  throw std::logic_error(describe(error));
}

}  // namespace dataflow

#define DATAFLOW_JOIN_INNER(a, b) a##b
#define DATAFLOW_JOIN(a, b) DATAFLOW_JOIN_INNER(a, b)

/// TRY(expression): returns the error of a Result from the enclosing function, or goes on.
#define TRY(expression)                                \
  do {                                                 \
    if (auto try_result = (expression); !try_result) { \
      return std::move(try_result).error();            \
    }                                                  \
  } while (false)

/// TRY_ASSIGN(auto x, expression): as TRY, and gives x the value of the Result.
#define TRY_ASSIGN(declaration, expression) \
  TRY_ASSIGN_INNER(DATAFLOW_JOIN(try_result_, __COUNTER__), declaration, expression)
#define TRY_ASSIGN_INNER(name, declaration, expression) \
  auto name = (expression);                             \
  if (!name) return std::move(name).error();            \
  declaration = std::move(*name)
