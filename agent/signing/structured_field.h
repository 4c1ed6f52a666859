// Structured HTTP field values (RFC 8941): the parts that signatures and digests are made of.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace dataflow::signing {

/// A byte sequence (RFC 8941 section 3.3.5).
struct Bytes {
  std::string value;
  bool operator==(const Bytes&) const = default;
};

/// A token (RFC 8941 section 3.3.4).
struct Token {
  std::string value;
  bool operator==(const Token&) const = default;
};

/// A bare item: integer, string, token, byte sequence or boolean. Decimals do not occur here.
using BareItem = std::variant<std::int64_t, std::string, Token, Bytes, bool>;

/// Parameters in their order; a later one of the same name replaces the earlier.
using Parameters = std::vector<std::pair<std::string, BareItem>>;

/// The value of a parameter, or null.
[[nodiscard]] const BareItem* find(const Parameters& parameters, std::string_view name);

struct Item {
  BareItem value;
  Parameters parameters;
};

struct InnerList {
  std::vector<Item> items;
  Parameters parameters;
};

/// A member of a dictionary: an item or an inner list.
using Member = std::variant<Item, InnerList>;
using Dictionary = std::vector<std::pair<std::string, Member>>;

/// Parses a dictionary (RFC 8941 section 4.2.2); nothing when the text is not one.
[[nodiscard]] std::optional<Dictionary> parse_dictionary(std::string_view text);

/// Serialises as RFC 8941 section 4.1 does. Strings must be printable ASCII.
[[nodiscard]] std::string serialise(const BareItem& item);
[[nodiscard]] std::string serialise(const Parameters& parameters);
[[nodiscard]] std::string serialise(const InnerList& list);

}  // namespace dataflow::signing
