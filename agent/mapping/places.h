// Places finds the line and column of any part of an expression in the mapping file as it was
// typed.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "agent/mapping/mapping_file.h"

namespace dataflow::mapping {

class Places {
 public:
  /// Reads the file. When that fails, of() answers with the beginning of the expression.
  explicit Places(const std::filesystem::path& file);

  struct Place {
    std::size_t line;
    std::size_t column;
  };

  /// Where byte `at` of the expression's SQL stands. YAML folds the lines of a text, but keeps its
  /// characters and their order; where it does not (escapes), this is the expression's beginning.
  [[nodiscard]] Place of(const Expression& expression, std::size_t at) const;

 private:
  std::vector<std::string> lines_;
};

}  // namespace dataflow::mapping
