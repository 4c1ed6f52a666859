#include "connectors/csv/header.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "agent/core/ascii.h"

namespace dataflow::connectors::csv {

namespace {

/// Takes the names one by one and remembers them.
class Names {
 public:
  explicit Names(std::string_view place) : place_(place) {}

  [[nodiscard]] Result<void> add(std::string_view name) {
    const std::size_t column = names_.size() + 1;
    if (name.empty()) {
      return error(fmt::format("column {} of the header has no name.", column),
                   "Give each column a name, and remove delimiters after the last one.");
    }
    if (ascii::is_digit(name.front())) {
      return error(
          fmt::format("column {} of the header begins with a digit, as a value does.", column),
          "Check that the first line of the file has the names of the columns.");
    }
    const auto [first, is_new] = places_.emplace(ascii::lowered(name), column);
    if (!is_new) {
      return error(
          fmt::format("columns {} and {} of the header have the same name.", first->second, column),
          "Rename or remove one of them.");
    }
    names_.emplace_back(name);
    return {};
  }

  [[nodiscard]] std::vector<std::string> take() { return std::move(names_); }

 private:
  [[nodiscard]] Error error(std::string what, std::string hint) const {
    return {Remedy::stop, std::string(place_), std::move(what), std::move(hint)};
  }

  std::string_view place_;
  std::vector<std::string> names_;
  std::map<std::string, std::size_t> places_;
};

}  // namespace

Result<std::vector<std::string>> column_names(std::span<const Cell> header,
                                              std::string_view place) {
  Names names(place);
  for (const Cell& cell : header) TRY(names.add(ascii::trimmed(cell.value_or(""))));
  return names.take();
}

}  // namespace dataflow::connectors::csv
