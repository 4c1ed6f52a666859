// A Handle owns one of ODBC's handles: an environment, a connection or a statement.
#pragma once

#include <utility>

#include "connectors/odbc/api.h"

namespace dataflow::connectors::odbc {

/// Free a Handle before the one it was allocated from.
template <SQLSMALLINT kType>
class Handle {
 public:
  Handle() = default;

  /// Allocated from `parent`; empty where the driver manager has no memory for it.
  explicit Handle(SQLHANDLE parent) {
    if (!SQL_SUCCEEDED(SQLAllocHandle(kType, parent, &handle_))) handle_ = nullptr;
  }
  // What a driver says of a handle that goes is of no use to anybody.
  ~Handle() {
    if (handle_ != nullptr) static_cast<void>(SQLFreeHandle(kType, handle_));
  }
  Handle(Handle&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}
  Handle& operator=(Handle&& other) noexcept {
    std::swap(handle_, other.handle_);
    return *this;
  }
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;

  [[nodiscard]] SQLHANDLE get() const { return handle_; }
  [[nodiscard]] static constexpr SQLSMALLINT type() { return kType; }

 private:
  SQLHANDLE handle_ = nullptr;
};

using EnvironmentHandle = Handle<SQL_HANDLE_ENV>;
using LinkHandle = Handle<SQL_HANDLE_DBC>;
using StatementHandle = Handle<SQL_HANDLE_STMT>;

}  // namespace dataflow::connectors::odbc
