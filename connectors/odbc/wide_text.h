// Text between UTF-8, which is ours, and UTF-16, which every ODBC driver understands alike.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/odbc/api.h"

namespace dataflow::connectors::odbc {

/// UTF-16 for one call of ODBC; wiped at its end, because it may hold a password.
class WideText {
 public:
  /// What is no UTF-8 becomes U+FFFD.
  explicit WideText(std::string_view utf8);
  ~WideText();
  WideText(const WideText&) = delete;
  WideText& operator=(const WideText&) = delete;

  /// For a call that takes a pointer that it does not write to. Null where the text is empty.
  [[nodiscard]] SQLWCHAR* data() { return units_.empty() ? nullptr : units_.data(); }
  template <class Length>
  [[nodiscard]] Length length() const {
    return static_cast<Length>(units_.size());
  }

 private:
  std::vector<SQLWCHAR> units_;
};

/// Appends the text as UTF-8. Gives how many halves of a surrogate pair stood alone: each became
/// U+FFFD, since UTF-8 has no place for them.
std::size_t append_utf8(std::string& out, std::span<const SQLWCHAR> units);

}  // namespace dataflow::connectors::odbc
