// Code counts: which codes a source uses in each field of codes, and how often.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>

#include "agent/standard/standard.h"

namespace dataflow::mapping {

/// The values of one field.
struct FieldCodes {
  std::unordered_map<const standard::Code*, std::int64_t> codes;
  /// Texts that stand for no code, as the source has them: they may be anything, somebody's note
  /// included. Once there are kMostTexts of them, others count under the empty text.
  std::map<std::string, std::int64_t, std::less<>> texts;

  static constexpr std::size_t kMostTexts = 1000;
};

/// For one thread. The standard must outlive it.
class CodeCounts {
 public:
  /// `code` is what `text` stands for, or null.
  void add(const standard::Field& field, const standard::Code* code, std::string_view text);

  /// The fields that had a value, by their paths.
  [[nodiscard]] std::map<std::string, const FieldCodes*> by_path() const;

 private:
  std::unordered_map<const standard::Field*, FieldCodes> fields_;
};

}  // namespace dataflow::mapping
