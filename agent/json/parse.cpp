#include <algorithm>

#include <boost/json/basic_parser_impl.hpp>

#include "agent/json/value.h"

namespace dataflow::json {

namespace {

using boost::json::error_code;
using boost::json::string_view;

/// Builds Values from what Boost.JSON's parser reads; of a number it takes the text alone.
class Builder {
 public:
  static constexpr std::size_t max_object_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_array_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_key_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_string_size = static_cast<std::size_t>(-1);

  [[nodiscard]] Value take() { return std::move(root_); }

  static bool on_document_begin(error_code& /*problem*/) { return true; }
  static bool on_document_end(error_code& /*problem*/) { return true; }
  bool on_object_begin(error_code& /*problem*/) { return open(Value::Kind::object); }
  bool on_object_end(std::size_t /*count*/, error_code& problem) {
    if (names_one_twice(*open_.back())) {
      problem = boost::json::error::syntax;
      return false;
    }
    return close();
  }
  bool on_array_begin(error_code& /*problem*/) { return open(Value::Kind::list); }
  bool on_array_end(std::size_t /*count*/, error_code& /*problem*/) { return close(); }
  bool on_key_part(string_view part, std::size_t /*size*/, error_code& /*problem*/) {
    return add(part);
  }
  bool on_key(string_view rest, std::size_t /*size*/, error_code& /*problem*/) {
    add(rest);
    open_.back()->members.push_back({std::move(part_), Value()});
    part_.clear();
    return true;
  }
  bool on_string_part(string_view part, std::size_t /*size*/, error_code& /*problem*/) {
    return add(part);
  }
  bool on_string(string_view rest, std::size_t /*size*/, error_code& /*problem*/) {
    return finish(Value::Kind::text, rest);
  }
  bool on_number_part(string_view part, error_code& /*problem*/) { return add(part); }
  bool on_int64(std::int64_t /*number*/, string_view rest, error_code& /*problem*/) {
    return finish(Value::Kind::number, rest);
  }
  bool on_uint64(std::uint64_t /*number*/, string_view rest, error_code& /*problem*/) {
    return finish(Value::Kind::number, rest);
  }
  bool on_double(double /*number*/, string_view rest, error_code& /*problem*/) {
    return finish(Value::Kind::number, rest);
  }
  bool on_bool(bool yes, error_code& /*problem*/) {
    return finish(Value::Kind::truth, yes ? "true" : "false");
  }
  bool on_null(error_code& /*problem*/) { return finish(Value::Kind::nothing, ""); }
  static bool on_comment_part(string_view /*part*/, error_code& /*problem*/) { return true; }
  static bool on_comment(string_view /*rest*/, error_code& /*problem*/) { return true; }

 private:
  static bool names_one_twice(const Value& object) {
    std::vector<std::string_view> names;
    names.reserve(object.members.size());
    for (const auto& member : object.members) names.emplace_back(member.name);
    std::sort(names.begin(), names.end());
    return std::adjacent_find(names.begin(), names.end()) != names.end();
  }

  bool add(string_view part) {
    part_.append(part.data(), part.size());
    return true;
  }

  /// Where the value that is read now belongs. An object that is open stays in its place while it
  /// is: only the innermost one grows.
  Value& place() {
    if (open_.empty()) return root_;
    Value& around = *open_.back();
    if (around.kind == Value::Kind::object) return around.members.back().value;
    return around.items.emplace_back();
  }

  bool open(Value::Kind kind) {
    Value& value = place();
    value.kind = kind;
    open_.push_back(&value);
    return true;
  }

  bool close() {
    open_.pop_back();
    return true;
  }

  bool finish(Value::Kind kind, string_view rest) {
    add(rest);
    Value& value = place();
    value.kind = kind;
    value.text = std::move(part_);
    part_.clear();
    return true;
  }

  Value root_;
  std::vector<Value*> open_;
  std::string part_;
};

}  // namespace

std::optional<Value> parse(std::string_view bytes) {
  boost::json::basic_parser<Builder> parser(boost::json::parse_options{});
  error_code problem;
  const std::size_t used = parser.write_some(false, bytes.data(), bytes.size(), problem);
  if (problem || used != bytes.size()) return std::nullopt;
  return parser.handler().take();
}

}  // namespace dataflow::json
