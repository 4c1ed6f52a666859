#include "receiver/scripted_answer.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "agent/core/ascii.h"

namespace dataflow::receiver {

namespace {

constexpr std::string_view kPositions = "{positions}";
constexpr std::string_view kDate = "{date+";

bool is_header_name(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return ascii::is_letter(c) || ascii::is_digit(c) || c == '-' || c == '_';
  });
}

bool is_header_value(std::string_view value) {
  return std::none_of(value.begin(), value.end(),
                      [](char c) { return static_cast<unsigned char>(c) < 0x20; });
}

void read_header(const yaml::Node::Member& header, Answer& answer) {
  const std::string value = header.value.text();
  if (!is_header_name(header.name)) header.fault("This is not the name of a header.");
  if (!is_header_value(value)) header.value.fault("A header has to be one line.");
  if (ascii::lowered(header.name) == "content-type") {
    answer.content_type = value;
  } else {
    answer.headers.emplace_back(header.name, value);
  }
}

/// RFC 9110 section 6.4.1: these have no content.
bool has_no_content(int status) {
  return status == 204 || status == 304;
}

/// {date+2} becomes the HTTP-date in two seconds.
void fill_date(std::string& text, Instant now) {
  const std::size_t begin = text.find(kDate);
  if (begin == std::string::npos) return;
  int seconds = 0;
  const char* end = text.data() + text.size();
  const auto read = std::from_chars(text.data() + begin + kDate.size(), end, seconds);
  if (read.ec != std::errc() || read.ptr == end || *read.ptr != '}') return;
  const auto length = static_cast<std::size_t>(read.ptr + 1 - text.data()) - begin;
  text.replace(begin, length, http_date(now + std::chrono::seconds(seconds)));
}

}  // namespace

Answer read_scripted_answer(const yaml::Node& node) {
  node.only({"status", "headers", "body"});
  Answer answer;
  const auto status = node.required("status", "the status of HTTP");
  answer.status = static_cast<int>(status.whole_number(200, 599));
  for (const auto& header : node.member("headers").members()) read_header(header, answer);
  const auto body = node.member("body");
  answer.body = body.raw();
  if (answer.body.empty()) return answer;
  if (answer.content_type.empty()) answer.content_type = "text/plain; charset=utf-8";
  if (has_no_content(answer.status)) {
    body.fault(fmt::format("An answer with status {} has no body.", answer.status));
  }
  return answer;
}

bool names_positions(const Answer& answer) {
  return answer.body.find(kPositions) != std::string::npos;
}

Answer filled(Answer answer, std::string_view positions, Instant now) {
  std::size_t at = 0;
  while ((at = answer.body.find(kPositions, at)) != std::string::npos) {
    answer.body.replace(at, kPositions.size(), positions);
    at += positions.size();
  }
  for (auto& [name, value] : answer.headers) fill_date(value, now);
  return answer;
}

}  // namespace dataflow::receiver
