#include "agent/http/retry_after.h"

#include <algorithm>
#include <charconv>

#include <curl/curl.h>

namespace dataflow::http {

namespace {

using std::chrono::seconds;

constexpr seconds kMostPatience = std::chrono::hours(24);

std::optional<seconds> whole_seconds(const std::string& text) {
  long number = 0;
  const char* end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, number);
  if (read.ec == std::errc::result_out_of_range && text.front() != '-') return kMostPatience;
  if (read.ec != std::errc() || read.ptr != end || number < 0) return std::nullopt;
  return seconds(number);
}

}  // namespace

std::optional<Instant> parse_date(const std::string& text) {
  const std::time_t moment = curl_getdate(text.c_str(), nullptr);
  if (moment < 0) return std::nullopt;
  return Instant(seconds(moment));
}

std::optional<seconds> retry_after(const Response& response, Instant now) {
  const auto header = response.headers.find("retry-after");
  if (header == response.headers.end() || header->second.empty()) return std::nullopt;
  auto patience = whole_seconds(header->second);
  if (!patience) {
    const auto until = parse_date(header->second);
    if (!until) return std::nullopt;
    const auto date = response.headers.find("date");
    const auto server_now =
        date == response.headers.end() ? std::nullopt : parse_date(date->second);
    patience = std::chrono::ceil<seconds>(*until - server_now.value_or(now));
  }
  return std::clamp(*patience, seconds(0), kMostPatience);
}

}  // namespace dataflow::http
