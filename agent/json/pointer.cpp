#include "agent/json/pointer.h"

#include <charconv>

#include "agent/core/ascii.h"

namespace dataflow::json {

namespace {

/// "~1" is a slash and "~0" a tilde (RFC 6901 section 4).
std::optional<std::string> unescaped(std::string_view step) {
  std::string out;
  for (std::size_t i = 0; i < step.size(); ++i) {
    if (step[i] != '~') {
      out += step[i];
      continue;
    }
    if (++i == step.size() || (step[i] != '0' && step[i] != '1')) return std::nullopt;
    out += step[i] == '0' ? '~' : '/';
  }
  return out;
}

/// A number without a sign and without leading zeros.
const Value* item_of(const Value& list, const std::string& step) {
  if (step.empty() || !ascii::is_digit(step[0]) || (step[0] == '0' && step.size() > 1)) {
    return nullptr;
  }
  std::size_t place = 0;
  const char* end = step.data() + step.size();
  const auto read = std::from_chars(step.data(), end, place);
  if (read.ec != std::errc() || read.ptr != end || place >= list.items.size()) return nullptr;
  return &list.items[place];
}

}  // namespace

std::optional<Pointer> Pointer::parse(std::string_view text) {
  Pointer pointer;
  pointer.text_ = text;
  if (text.empty()) return pointer;
  if (text.front() != '/') return std::nullopt;
  for (std::size_t begin = 1; begin <= text.size();) {
    const std::size_t end = std::min(text.find('/', begin), text.size());
    auto step = unescaped(text.substr(begin, end - begin));
    if (!step) return std::nullopt;
    pointer.steps_.push_back(std::move(*step));
    begin = end + 1;
  }
  return pointer;
}

const Value* Pointer::in(const Value& document) const {
  const Value* value = &document;
  for (const auto& step : steps_) {
    value = value->kind == Value::Kind::list ? item_of(*value, step) : value->member(step);
    if (value == nullptr) return nullptr;
  }
  return value;
}

}  // namespace dataflow::json
