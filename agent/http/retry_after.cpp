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
  const std::string asked = response.header("retry-after");
  if (asked.empty()) return std::nullopt;
  auto patience = whole_seconds(asked);
  if (!patience) {
    const auto until = parse_date(asked);
    if (!until) return std::nullopt;
    const auto server_now = parse_date(response.header("date"));
    patience = std::chrono::ceil<seconds>(*until - server_now.value_or(now));
  }
  return std::clamp(*patience, seconds(0), kMostPatience);
}

}  // namespace dataflow::http
