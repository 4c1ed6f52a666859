// Lets Catch show a Result: a failed CHECK prints the error.
#pragma once

#include <string>

#include <catch2/catch.hpp>

#include "agent/core/result.h"

namespace Catch {

template <class T>
struct StringMaker<dataflow::Result<T>> {
  static std::string convert(const dataflow::Result<T>& result) {
    return result ? "a value" : dataflow::describe(result.error());
  }
};

}  // namespace Catch
