#include "agent/mapping/value_writer.h"

#include <algorithm>
#include <limits>
#include <set>

#include <fmt/format.h>

#include "agent/core/ascii.h"
#include "agent/core/canonical_json.h"
#include "agent/mapping/source_text.h"
#include "agent/standard/identifiers.h"

namespace dataflow::mapping {

namespace {

using standard::Field;
using standard::FieldKind;

Written write_text(const Field& field, std::string_view text, std::string& out) {
  const auto clean = clean_text(text);
  if (!clean || clean->text.empty() || !field.length_fits(clean->text)) return Written::refused;
  append_json_string(out, clean->text);
  return clean->changed ? Written::mended : Written::whole;
}

Written write_id(const Field& field, std::string_view text, std::string& out) {
  const bool fits = std::all_of(text.begin(), text.end(), [&](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < field.characters.size() && field.characters.test(byte);
  });
  // The contract lets most ids be empty; an empty one would tell nothing apart.
  if (!fits || text.empty() || !field.length_fits(text)) return Written::refused;
  append_json_string(out, text);
  return Written::whole;
}

Written write_day(std::string_view text, std::string& out) {
  const auto day = read_day(text);
  if (!day) return Written::refused;
  append_json_string(out, day->text());
  return Written::whole;
}

Written write_flag(std::string_view text, std::string& out) {
  const auto flag = read_flag(text);
  if (!flag) return Written::refused;
  out += *flag ? "true" : "false";
  return Written::whole;
}

Written write_number(const Field& field, std::string_view text, std::string& out) {
  const auto number = read_number(text);
  if (!number || *number < field.lowest || *number > field.highest) return Written::refused;
  out += std::to_string(*number);
  return Written::whole;
}

Written write_if(const Field& field, const std::optional<std::string>& text, std::string& out) {
  if (!text || !field.length_fits(*text)) return Written::refused;
  append_json_string(out, *text);
  return Written::whole;
}

}  // namespace

Written ValueWriter::write(const Field& field, std::string_view text, std::string& out) const {
  switch (field.kind) {
    case FieldKind::text:
      return write_text(field, text, out);
    case FieldKind::id:
      return write_id(field, ascii::trimmed(text), out);
    case FieldKind::date:
      return write_day(text, out);
    case FieldKind::flag:
    case FieldKind::purge:
      return write_flag(text, out);
    case FieldKind::number:
      return write_number(field, text, out);
    case FieldKind::upn:
      return write_if(field, standard::read_upn(text), out);
    case FieldKind::postcode:
      return write_if(field, standard::read_postcode(text), out);
    case FieldKind::codes:
      return write_codes(field, text, out);
    case FieldKind::code: {
      const auto* code = read(field, text);
      if (code == nullptr) return Written::refused;
      append_json_string(out, code->code);
      return Written::whole;
    }
    case FieldKind::object:
    case FieldKind::list:
      break;
  }
  return Written::refused;
}

const standard::Code* ValueWriter::read(const Field& field, std::string_view text) const {
  const auto* code = read_code(*standard_.code_list(field.code_list), words_, text);
  if (counts_ != nullptr) counts_->add(field, code, text);
  return code;
}

Written ValueWriter::write_codes(const Field& field, std::string_view text,
                                 std::string& out) const {
  std::set<std::string_view> codes;
  bool all = true;
  for (const auto& item : ItemList(text)) {
    const auto* code = read(field, item);
    if (code == nullptr) {
      all = false;
    } else {
      codes.insert(code->code);
    }
  }
  if (codes.size() > field.most_items) return Written::too_many;
  if (codes.empty()) return Written::refused;
  char before = '[';
  for (const auto code : codes) {
    out += before;
    append_json_string(out, code);
    before = ',';
  }
  out += ']';
  return all ? Written::whole : Written::mended;
}

std::string format_rule(const Field& field) {
  switch (field.kind) {
    case FieldKind::id:
      return field.key && field.path.find('.') == std::string::npos ? "F01" : "F02";
    case FieldKind::date:
      return "F03";
    case FieldKind::upn:
      return "F04";
    case FieldKind::code:
    case FieldKind::codes:
      return "F07";
    case FieldKind::postcode:
      return "F08";
    case FieldKind::number:
      return "F09";
    case FieldKind::flag:
    case FieldKind::purge:
      return "F11";
    default:
      return "F10";
  }
}

std::string why_refused(const Field& field) {
  switch (field.kind) {
    case FieldKind::id:
      return fmt::format("It should be {} to {} of the characters {}.",
                         std::max<std::size_t>(field.shortest, 1), field.longest,
                         field.character_class);
    case FieldKind::date:
      return "It is not a real date.";
    case FieldKind::upn:
      return "It is not a unique pupil number of 13 characters with the right check letter.";
    case FieldKind::code:
      return fmt::format("It is no code of '{}'.", field.code_list);
    case FieldKind::codes:
      return fmt::format("Something in it is no code of '{}'.", field.code_list);
    case FieldKind::postcode:
      return "It does not have the form of a UK postcode.";
    case FieldKind::number:
      return fmt::format("It is not a whole number from {} to {}.", field.lowest, field.highest);
    case FieldKind::flag:
    case FieldKind::purge:
      return "It is neither yes nor no.";
    case FieldKind::text:
      if (field.longest != std::numeric_limits<std::size_t>::max()) {
        return fmt::format(
            "It should have {} to {} characters, and none that does not belong in a text.",
            std::max<std::size_t>(field.shortest, 1), field.longest);
      }
      [[fallthrough]];
    default:
      return "It holds characters that do not belong in a text.";
  }
}

}  // namespace dataflow::mapping
