#include "agent/standard/compare.h"

#include <limits>
#include <set>

#include <boost/json.hpp>
#include <fmt/format.h>

#include "agent/standard/json_schema.h"
#include "agent/standard/published_schema.h"

namespace dataflow::standard {

namespace {

using boost::json::object;
using boost::json::value;

constexpr char kRequest[] = "the request";
constexpr char kChild[] = "the child";

std::string text_of(const value* stated) {
  return stated == nullptr ? "" : boost::json::serialize(*stated);
}

/// Keywords that are read one by one below.
const std::set<std::string_view>& read_keywords() {
  static const std::set<std::string_view> kRead = {
      "type",     "format",   "minLength", "maxLength",   "pattern",
      "required", "minItems", "maxItems",  "uniqueItems", "additionalProperties",
      "enum",     "minimum",  "maximum",   "nullable",    "properties",
      "items"};
  return kRead;
}

std::string joined(const std::set<std::string>& words) {
  return fmt::format("{}", fmt::join(words, ", "));
}

class Comparison {
 public:
  Comparison(const Standard& standard, const value& openapi)
      : standard_(standard), openapi_(openapi) {}

  std::vector<Difference> request(const object& schema) {
    Field list;
    list.kind = FieldKind::list;
    list.most_items = standard_.most_children();
    list.members = standard_.document().members;
    field(list, schema, kRequest);
    return std::move(differences_);
  }

 private:
  void field(const Field& field, const object& unresolved, const std::string& path) {
    const object& schema = resolve(openapi_, unresolved);
    const std::size_t before = differences_.size();
    const object ours = contract_of(field);
    keyword(path, "type", ours, schema, nullptr);
    if (differences_.size() != before) return;  // nothing else could agree
    unread(path, schema);
    keyword(path, "nullable", ours, schema, false);
    switch (field.kind) {
      case FieldKind::object:
        return members(field, schema, path);
      case FieldKind::list:
        return items(field, schema, path);
      case FieldKind::codes:
        return codes(field, schema, path);
      case FieldKind::number:
        return number(field, schema, path);
      case FieldKind::flag:
      case FieldKind::purge:
        return leaf(field, ours, schema, path);
      default:
        return text(field, ours, schema, path);
    }
  }

  void leaf(const Field& field, const object& ours, const object& schema, const std::string& path) {
    keyword(path, "format", ours, schema, nullptr);
    if (const value* theirs = schema.if_contains("enum")) enumeration(field, *theirs, path);
  }

  void number(const Field& field, const object& schema, const std::string& path) {
    leaf(field, contract_of(field), schema, path);
    const auto limit = [&](const char* name, std::int64_t ours, std::int64_t none) {
      const value* theirs = schema.if_contains(name);
      if (theirs == nullptr) return;  // our range is information of our own
      const value mine(ours);
      if (mine != *theirs) add(path, name, ours == none ? "" : text_of(&mine), text_of(theirs));
    };
    limit("minimum", field.lowest, std::numeric_limits<std::int64_t>::min());
    limit("maximum", field.highest, std::numeric_limits<std::int64_t>::max());
  }

  void text(const Field& field, const object& ours, const object& schema, const std::string& path) {
    leaf(field, ours, schema, path);
    const value* theirs = schema.if_contains("pattern");
    const auto pattern =
        theirs != nullptr && theirs->is_string() ? read_pattern(word_of(*theirs)) : std::nullopt;
    object lengths;
    if (const value* least = schema.if_contains("minLength")) lengths["minLength"] = *least;
    if (const value* most = schema.if_contains("maxLength")) lengths["maxLength"] = *most;
    const bool at_least_one = pattern && pattern->shortest > 0;
    if (at_least_one && (!lengths.contains("minLength") || lengths["minLength"] == value(0))) {
      lengths["minLength"] = 1;
    }
    keyword(path, "minLength", ours, lengths, 0);
    keyword(path, "maxLength", ours, lengths, nullptr);
    const std::string our_pattern = pattern_of(field);
    if (theirs == nullptr && our_pattern.empty()) return;
    if (pattern && !our_pattern.empty() && pattern->characters == field.characters) return;
    const value mine(our_pattern);
    add(path, "pattern", our_pattern.empty() ? "" : text_of(&mine), text_of(theirs));
  }

  void codes(const Field& field, const object& schema, const std::string& path) {
    array_limits(field, schema, path);
    const object* item = object_at(schema, "items");
    if (item == nullptr) return add(path, "items", "\"string\"", "");
    Field code = field;
    code.kind = FieldKind::code;
    this->field(code, *item, path + "[]");
  }

  void items(const Field& list, const object& schema, const std::string& path) {
    array_limits(list, schema, path);
    const object* item = object_at(schema, "items");
    if (item == nullptr) return add(path, "items", "\"object\"", "");
    Field one = list;
    one.kind = FieldKind::object;
    field(one, *item, path == kRequest ? std::string(kChild) : path + "[]");
  }

  void array_limits(const Field& field, const object& schema, const std::string& path) {
    const object ours = contract_of(field);
    keyword(path, "minItems", ours, schema, 0);
    keyword(path, "maxItems", ours, schema, nullptr);
    keyword(path, "uniqueItems", ours, schema, false);
  }

  void members(const Field& parent, const object& schema, const std::string& path) {
    keyword(path, "additionalProperties", contract_of(parent), schema, true);
    required(parent, schema, path);
    static const object kNone;
    const object* stated = object_at(schema, "properties");
    const object& theirs = stated == nullptr ? kNone : *stated;
    for (const auto& member : parent.members) {
      const std::string at = below(path, member.name);
      const value* found = theirs.if_contains(member.name);
      if (found == nullptr) {
        add(at, "member", "present", "");
      } else if (found->is_object()) {
        field(member, found->get_object(), at);
      } else {
        add(at, "type", text_of(contract_of(member).if_contains("type")), text_of(found));
      }
    }
    for (const auto& member : theirs) {
      const std::string name(member.key());
      if (parent.member(name) == nullptr) add(below(path, name), "member", "", "present");
    }
  }

  void required(const Field& parent, const object& schema, const std::string& path) {
    std::set<std::string> theirs;
    if (const value* names = schema.if_contains("required"); names && names->is_array()) {
      for (const auto& name : names->get_array()) theirs.insert(word_of(name));
    }
    for (const auto& member : parent.members) {
      const bool stated = theirs.erase(member.name) > 0;
      if (stated == member.key) continue;
      add(below(path, member.name), "required", member.key ? "true" : "", stated ? "true" : "");
    }
    for (const auto& name : theirs) {
      if (parent.member(name) == nullptr) add(below(path, name), "required", "", "true");
    }
  }

  /// What only one side has.
  void enumeration(const Field& field, const value& stated, const std::string& path) {
    std::set<std::string> theirs;
    if (stated.is_array()) {
      for (const auto& code : stated.get_array()) theirs.insert(word_of(code));
    }
    std::set<std::string> ours;
    if (const CodeList* list = standard_.code_list(field.code_list)) {
      for (const auto& code : list->codes()) {
        if (theirs.erase(code.code) == 0) ours.insert(code.code);
      }
    }
    if (!ours.empty() || !theirs.empty()) add(path, "enum", joined(ours), joined(theirs));
  }

  /// One keyword; `none` is what it means where it is not stated.
  void keyword(const std::string& path, const char* name, const object& ours, const object& theirs,
               const value& none) {
    const value* mine = ours.if_contains(name);
    const value* other = theirs.if_contains(name);
    if ((mine ? *mine : none) != (other ? *other : none)) {
      add(path, name, text_of(mine), text_of(other));
    }
  }

  void unread(const std::string& path, const object& schema) {
    for (const auto& member : schema) {
      const std::string_view name(member.key().data(), member.key().size());
      if (read_keywords().contains(name) || is_annotation(name)) continue;
      add(path, std::string(name), "", text_of(&member.value()));
    }
  }

  static std::string below(const std::string& path, const std::string& name) {
    return path == kChild ? name : path + "." + name;
  }

  void add(std::string path, std::string keyword, std::string ours, std::string theirs) {
    differences_.push_back(
        {std::move(path), std::move(keyword), std::move(ours), std::move(theirs)});
  }

  const Standard& standard_;
  const value& openapi_;
  std::vector<Difference> differences_;
};

}  // namespace

std::string describe(const Difference& difference) {
  const auto& [path, keyword, ours, theirs] = difference;
  if (keyword == "member") {
    return fmt::format("{}: Only {} has this member.", path,
                       theirs.empty() ? "our description" : "the published file");
  }
  const auto stated = [](const std::string& text) { return text.empty() ? "not stated" : text; };
  if (keyword == "enum") {
    const auto codes = [](const std::string& text) { return text.empty() ? "none" : text; };
    return fmt::format("{}: Codes of our description alone: {}; of the published file alone: {}.",
                       path, codes(ours), codes(theirs));
  }
  return fmt::format("{}: {} is {} in our description and {} in the published file.", path, keyword,
                     stated(ours), stated(theirs));
}

Result<std::vector<Difference>> compare(const Standard& standard,
                                        const boost::json::value& openapi) {
  boost::json::error_code missing;
  const value* schema = openapi.find_pointer("/components/schemas/CSC", missing);
  if (schema == nullptr || !schema->is_object()) {
    return Error{Remedy::stop, "the OpenAPI file", "It has no schema components.schemas.CSC.",
                 "Name the OpenAPI file that the DfE publishes, as JSON."};
  }
  return Comparison(standard, openapi).request(schema->get_object());
}

}  // namespace dataflow::standard
