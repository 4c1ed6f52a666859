#include "agent/standard/field_words.h"

#include <fmt/format.h>

namespace dataflow::standard {

namespace {

template <class Number>
constexpr bool is_limit(Number highest) {
  return highest != std::numeric_limits<Number>::max();
}

std::string characters(const Field& field) {
  if (!is_limit(field.longest)) {
    return field.shortest == 0 ? "" : fmt::format("at least {} characters", field.shortest);
  }
  if (field.longest == 1) return field.shortest == 1 ? "1 character" : "at most 1 character";
  if (field.shortest == 0) return fmt::format("at most {} characters", field.longest);
  if (field.shortest == field.longest) return fmt::format("{} characters", field.longest);
  return fmt::format("{} to {} characters", field.shortest, field.longest);
}

std::string numbers(const Field& field) {
  const bool from = field.lowest != std::numeric_limits<std::int64_t>::min();
  if (from && is_limit(field.highest)) return fmt::format("{} to {}", field.lowest, field.highest);
  if (from) return fmt::format("at least {}", field.lowest);
  return is_limit(field.highest) ? fmt::format("at most {}", field.highest) : "";
}

}  // namespace

const std::string& kind_word(FieldKind kind) {
  return field_kind_words()[static_cast<std::size_t>(kind)];
}

std::string limits_in_words(const Field& field) {
  if (field.kind == FieldKind::number) return numbers(field);
  std::string words = characters(field);
  if (field.kind == FieldKind::id) words += fmt::format(" of {}", field.character_class);
  if (field.kind != FieldKind::codes || !is_limit(field.most_items)) return words;
  const auto most = fmt::format("at most {} codes", field.most_items);
  return words.empty() ? most : fmt::format("{}, each {}", most, words);
}

}  // namespace dataflow::standard
