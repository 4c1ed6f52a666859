#include "agent/support/hiding.h"

#include <algorithm>
#include <sstream>
#include <string_view>

#include <boost/json.hpp>

#include "agent/core/ascii.h"
#include "agent/core/canonical_json.h"
#include "agent/http/address.h"

namespace dataflow::support {

namespace {

constexpr std::string_view kInstead = "(set)";
constexpr std::size_t kShort = 3;

bool tells(const std::string& value) {
  const bool words = std::any_of(value.begin(), value.end(), ascii::is_letter);
  return words && value.size() > kShort && value != "true" && value != "false" && value != "null";
}

/// The longest first, so that none hides a part of another.
std::vector<std::string> wanted(const std::vector<std::string>& values) {
  std::vector<std::string> all;
  for (const auto& value : values) {
    for (const auto& form : {value, http::host_of(value)}) {
      if (tells(form)) all.push_back(form);
    }
  }
  std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) {
    return a.size() != b.size() ? a.size() > b.size() : a < b;
  });
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

bool is_word(char c) {
  return ascii::is_letter(c) || ascii::is_digit(c);
}

bool stands_alone(std::string_view text, std::size_t at, std::size_t size) {
  const bool begins = at == 0 || !is_word(text[at - 1]) || !is_word(text[at]);
  const auto end = at + size;
  return begins && (end == text.size() || !is_word(text[end]) || !is_word(text[end - 1]));
}

void replace(std::string& text, const std::string& value) {
  for (auto at = text.find(value); at != std::string::npos; at = text.find(value, at)) {
    if (stands_alone(text, at, value.size())) {
      text.replace(at, value.size(), kInstead);
      at += kInstead.size();
    } else {
      ++at;
    }
  }
}

void replace_all(std::string& text, const std::vector<std::string>& values) {
  for (const auto& value : values) replace(text, value);
}

/// In the texts, and not in the names that the program gives them.
void replace_in_texts(boost::json::value& value, const std::vector<std::string>& values) {
  if (auto* members = value.if_object()) {
    for (auto& member : *members) replace_in_texts(member.value(), values);
  } else if (auto* items = value.if_array()) {
    for (auto& item : *items) replace_in_texts(item, values);
  } else if (const auto* text = value.if_string()) {
    std::string replaced(*text);
    replace_all(replaced, values);
    value = replaced;
  }
}

}  // namespace

void leave_out(const Event& event, BundleFile& log) {
  const auto word = " " + std::string(event.name) + " ";
  std::istringstream lines(log.text);
  std::string kept;
  for (std::string line; std::getline(lines, line);) {
    if (line.find(word) == std::string::npos) kept += line + "\n";
  }
  log.text = std::move(kept);
}

void hide(const std::vector<std::string>& values, std::vector<BundleFile>& files) {
  const auto all = wanted(values);
  for (auto& file : files) {
    if (file.form == BundleFile::Form::text) {
      replace_all(file.text, all);
    } else {
      auto value = boost::json::parse(file.text);
      replace_in_texts(value, all);
      file.text = canonical_json(value) + "\n";
    }
  }
}

}  // namespace dataflow::support
