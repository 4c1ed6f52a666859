// Reads what sources write: days, flags, lists and texts in the forms that systems really use.
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "agent/core/day.h"

namespace dataflow::mapping {

/// Separates the items of a list inside SQL: U+001F, the unit separator.
inline constexpr char kListSeparator = '\x1f';

/// 2026-06-01, 2026-06-01 with a time after a space or T, or 01/06/2026 with or without a time.
/// Nothing for anything else and for days that do not exist.
[[nodiscard]] std::optional<Day> read_day(std::string_view text);

/// y, yes, t, true, 1 and n, no, f, false, 0 in any case. Nothing for anything else.
[[nodiscard]] std::optional<bool> read_flag(std::string_view text);

/// A whole number, with a minus at most. Nothing for anything else.
[[nodiscard]] std::optional<std::int64_t> read_number(std::string_view text);

/// A text fit for the standard, and whether something had to go. Line breaks, tabs and the spaces
/// of Unicode become plain spaces, runs of spaces one space; control characters and the invisible
/// U+200B, U+2060 and U+FEFF go; nothing is cut off.
struct CleanText {
  std::string text;
  bool changed = false;  ///< characters went that a reader would not expect to go
};

/// Nothing when the text is not UTF-8.
[[nodiscard]] std::optional<CleanText> clean_text(std::string_view text);

/// The items of a list: U+001F between them, or a JSON array of texts, or a JSON object whose
/// members are yes or no (those that are yes count), or commas between them. Empty items are left
/// out.
class ItemList {
 public:
  /// `text` must outlive the list.
  explicit ItemList(std::string_view text);
  ~ItemList() = default;
  ItemList(const ItemList&) = delete;
  ItemList& operator=(const ItemList&) = delete;

  [[nodiscard]] auto begin() const { return items_.begin(); }
  [[nodiscard]] auto end() const { return items_.end(); }

 private:
  void add(std::string_view item);
  void split(std::string_view text, char separator);
  [[nodiscard]] bool read_plain_array(std::string_view text);
  [[nodiscard]] bool read_json(std::string_view text);

  std::vector<std::string_view> items_;
  std::deque<std::string> decoded_;  // items that do not stand in the text as they are
};

/// The different items of a list, sorted, with U+001F between them. Sorts `items` in place.
[[nodiscard]] std::string join_sorted(std::vector<std::string_view>& items);

/// The text of a member of a JSON object; nothing when there is none, or no JSON.
[[nodiscard]] std::optional<std::string> read_member(std::string_view json, std::string_view name);

}  // namespace dataflow::mapping
