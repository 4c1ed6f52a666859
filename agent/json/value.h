// A Value is parsed JSON (RFC 8259) whose numbers keep the very text they were written in.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dataflow::json {

/// An identifier of 18 digits does not survive a double, and 1.50 is not 1.5 for who wrote it: so
/// no number is ever made of a number.
struct Value {
  enum class Kind { nothing, truth, number, text, list, object };
  Kind kind = Kind::nothing;
  std::string text;          ///< of a text, a number as it was written, "true" or "false"
  std::vector<Value> items;  ///< of a list
  struct Member;
  std::vector<Member> members;  ///< of an object, in the order written

  /// The member of an object, or null; null also for whatever is no object.
  [[nodiscard]] const Value* member(std::string_view name) const;

  /// The text of a member that is a text; nothing otherwise.
  [[nodiscard]] std::optional<std::string> text_of(std::string_view name) const;

  /// Makes the member of an object, or replaces it.
  void set(const std::string& name, Value value);
};

struct Value::Member {
  std::string name;
  Value value;
};

[[nodiscard]] Value text(std::string text);
[[nodiscard]] Value truth(std::string_view word);  ///< "true" or "false"

/// Nothing unless all of `bytes` is one JSON document in UTF-8. No object may name a member twice,
/// as two readers then see two different documents. Nested 32 deep at most.
[[nodiscard]] std::optional<Value> parse(std::string_view bytes);

/// The value as JSON without white space.
[[nodiscard]] std::string serialised(const Value& value);

/// The value as one cell of a table: a text as it is, a number as it was written, `true` or
/// `false`, a list or an object as JSON, and nothing for null.
[[nodiscard]] std::optional<std::string> cell_of(const Value& value);

}  // namespace dataflow::json
