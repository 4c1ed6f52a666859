// A CodeList holds the codes a field may take, each with its meaning and the days it may be used.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "agent/core/day.h"

namespace dataflow::standard {

struct Code {
  std::string code;
  std::string says;
  std::optional<Day> from;  ///< first day it may be used; open when absent
  std::optional<Day> to;    ///< last day it may be used; open when absent
  bool withdrawn = false;   ///< no longer used, on a day that is not known
};

class CodeList {
 public:
  CodeList(std::string name, std::string says, std::vector<Code> codes);
  ~CodeList() = default;
  CodeList(CodeList&&) = default;
  CodeList& operator=(CodeList&&) = default;
  CodeList(const CodeList&) = delete;
  CodeList& operator=(const CodeList&) = delete;

  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] const std::string& says() const { return says_; }
  [[nodiscard]] const std::vector<Code>& codes() const { return codes_; }

  /// The code that `text` is, exactly; null otherwise.
  [[nodiscard]] const Code* find(std::string_view text) const;

  /// The code that `text` stands for: the text itself without the spaces around it and in capitals,
  /// or the longest code at its beginning that a character other than a letter or digit follows, as
  /// in "1A: a relative". Null when there is none.
  [[nodiscard]] const Code* read(std::string_view text) const;

 private:
  std::string name_;
  std::string says_;
  std::vector<Code> codes_;
  std::unordered_map<std::string_view, std::size_t> index_;  // views into codes_
};

}  // namespace dataflow::standard
