// A set of codes as the tables of built blocks hold it: a JSON array of texts, such as
// ["HEAR","VIS"].
#pragma once

#include <optional>
#include <string_view>

namespace dataflow::rules {

/// Reads the codes of a set one after another, without a copy: rules ask for them of every child.
class CodeReader {
 public:
  /// `json` must outlive the reader.
  explicit CodeReader(std::string_view json);

  /// The next code; nothing after the last one, and where the text is no set of codes. A code with
  /// escapes comes as it is written.
  [[nodiscard]] std::optional<std::string_view> next();

  /// After the last code: whether the whole text was a set of codes.
  [[nodiscard]] bool is_whole() const { return is_whole_; }

 private:
  std::string_view rest_;  // from before the next code; empty when there is none
  bool is_whole_ = false;
};

}  // namespace dataflow::rules
