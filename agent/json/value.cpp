#include "agent/json/value.h"

#include <algorithm>

#include <boost/json/serialize.hpp>

namespace dataflow::json {

namespace {

void write(std::string& out, const Value& value);

void write_text(std::string& out, const std::string& text) {
  out += boost::json::serialize(boost::json::string_view(text));
}

void write_list(std::string& out, const Value& list) {
  out += '[';
  for (std::size_t i = 0; i < list.items.size(); ++i) {
    if (i != 0) out += ',';
    write(out, list.items[i]);
  }
  out += ']';
}

void write_object(std::string& out, const Value& object) {
  out += '{';
  for (std::size_t i = 0; i < object.members.size(); ++i) {
    if (i != 0) out += ',';
    write_text(out, object.members[i].name);
    out += ':';
    write(out, object.members[i].value);
  }
  out += '}';
}

void write(std::string& out, const Value& value) {
  switch (value.kind) {
    case Value::Kind::nothing:
      out += "null";
      break;
    case Value::Kind::truth:
    case Value::Kind::number:
      out += value.text;
      break;
    case Value::Kind::text:
      write_text(out, value.text);
      break;
    case Value::Kind::list:
      write_list(out, value);
      break;
    case Value::Kind::object:
      write_object(out, value);
      break;
  }
}

}  // namespace

const Value* Value::member(std::string_view name) const {
  const auto found = std::find_if(members.begin(), members.end(),
                                  [&](const auto& member) { return member.name == name; });
  return found == members.end() ? nullptr : &found->value;
}

std::optional<std::string> Value::text_of(std::string_view name) const {
  const Value* found = member(name);
  if (found == nullptr || found->kind != Kind::text) return std::nullopt;
  return found->text;
}

void Value::set(const std::string& name, Value value) {
  const auto found = std::find_if(members.begin(), members.end(),
                                  [&](const auto& member) { return member.name == name; });
  if (found == members.end()) {
    members.push_back({name, std::move(value)});
  } else {
    found->value = std::move(value);
  }
}

Value text(std::string text) {
  return {Value::Kind::text, std::move(text), {}, {}};
}

Value truth(std::string_view word) {
  return {Value::Kind::truth, std::string(word), {}, {}};
}

std::string serialised(const Value& value) {
  std::string out;
  write(out, value);
  return out;
}

std::optional<std::string> cell_of(const Value& value) {
  switch (value.kind) {
    case Value::Kind::nothing:
      return std::nullopt;
    case Value::Kind::list:
    case Value::Kind::object:
      return serialised(value);
    default:
      return value.text;
  }
}

}  // namespace dataflow::json
