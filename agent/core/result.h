// A Result is either a value or the Error that kept it from being made.
#pragma once

#include <stdexcept>
#include <utility>
#include <variant>

#include "agent/core/error.h"

namespace dataflow {

/// Holds a T or an Error. The compiler warns whoever ignores one.
///
/// `if (result)` or has_value() asks, value(), `*result` and `result->` read the value, error()
/// reads the error. Reading what is not there is a broken invariant and throws std::logic_error.
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : content_(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) : content_(std::in_place_index<1>, std::move(error)) {}

  [[nodiscard]] bool has_value() const { return content_.index() == 0; }
  explicit operator bool() const { return has_value(); }

  [[nodiscard]] T& value() & {
    static_cast<void>(std::as_const(*this).value());
    return *std::get_if<0>(&content_);
  }
  [[nodiscard]] const T& value() const& {
    if (!has_value()) throw std::logic_error(describe(*std::get_if<1>(&content_)));
    return *std::get_if<0>(&content_);
  }
  [[nodiscard]] T&& value() && { return std::move(value()); }

  [[nodiscard]] T& operator*() & { return value(); }
  [[nodiscard]] const T& operator*() const& { return value(); }
  [[nodiscard]] T&& operator*() && { return std::move(value()); }
  [[nodiscard]] T* operator->() { return &value(); }
  [[nodiscard]] const T* operator->() const { return &value(); }

  [[nodiscard]] const Error& error() const& {
    if (*this) throw std::logic_error("This Result holds no error.");
    return *std::get_if<1>(&content_);
  }
  [[nodiscard]] Error error() && {
    static_cast<void>(std::as_const(*this).error());
    return std::move(*std::get_if<1>(&content_));
  }

 private:
  std::variant<T, Error> content_;
};

/// Success without a value, or an Error.
template <>
class [[nodiscard]] Result<void> : public Result<std::monostate> {
 public:
  Result() : Result<std::monostate>(std::monostate()) {}
  Result(Error error) : Result<std::monostate>(std::move(error)) {}
};

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
