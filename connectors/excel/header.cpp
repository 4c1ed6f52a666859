#include "connectors/excel/header.h"

#include <algorithm>
#include <array>
#include <map>

#include <fmt/format.h>

#include "agent/core/ascii.h"

namespace dataflow::connectors::excel {

namespace {

/// What web pages and earlier exports leave at the ends of a name, unseen: a no-break space, a zero
/// width space and a byte order mark.
constexpr std::array<std::string_view, 3> kUnseen = {"\xC2\xA0", "\xE2\x80\x8B", "\xEF\xBB\xBF"};

std::string_view trimmed(std::string_view name) {
  for (bool again = true; again;) {
    name = ascii::trimmed(name);
    again = false;
    for (const auto unseen : kUnseen) {
      if (name.starts_with(unseen)) {
        name.remove_prefix(unseen.size());
        again = true;
      }
      if (name.ends_with(unseen)) {
        name.remove_suffix(unseen.size());
        again = true;
      }
    }
  }
  return name;
}

/// Takes the names one by one and remembers them.
class Names {
 public:
  explicit Names(std::string_view place) : place_(place) {}

  [[nodiscard]] Result<void> add(std::string_view name) {
    const std::size_t column = names_.size() + 1;
    if (name.empty()) {
      return error(fmt::format("column {} of the header has no name.", column),
                   "Give each column a name.");
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

bool has_name(const Cell& cell) {
  return cell && !trimmed(*cell).empty();
}

}  // namespace

Result<Header> read_header(std::span<const Cell> cells, std::string_view place) {
  const auto last = std::find_if(cells.rbegin(), cells.rend(), has_name);
  const auto named = static_cast<std::size_t>(cells.rend() - last);
  if (named == 0) {
    return Error{Remedy::stop, std::string(place), "the first line has no names of columns.",
                 "Delete the empty lines above the names."};
  }
  Names names(place);
  for (const Cell& cell : cells.first(named)) TRY(names.add(trimmed(cell.value_or(""))));
  return Header{names.take(), cells.size() - named};
}

bool may_be_title(std::span<const Cell> first) {
  return std::count_if(first.begin(), first.end(), has_name) == 1;
}

Result<void> check_no_title(std::span<const Cell> second, std::string_view place,
                            std::size_t line) {
  const auto names = read_header(second, place);
  if (!names || names->columns.size() < 2) return {};
  return Error{Remedy::stop, std::string(place),
               fmt::format("the first line looks like a title, and the names of the columns seem "
                           "to stand in line {}.",
                           line),
               "Delete what stands above the names."};
}

}  // namespace dataflow::connectors::excel
