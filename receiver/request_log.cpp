#include "receiver/request_log.h"

#include <fmt/format.h>

namespace dataflow::receiver {

namespace {

/// The log names only methods that it knows: a sender can write anything in the place of one.
std::string_view method_in_log(const std::string& method) {
  for (const std::string_view known :
       {"POST", "GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS"}) {
    if (method == known) return known;
  }
  return "-";
}

std::string_view place_in_log(const Examination& examination) {
  switch (examination.route) {
    case Route::children:
      return examination.la_code;
    case Route::token:
      return "token";
    case Route::unknown:
      break;
  }
  return "-";
}

}  // namespace

std::string request_line(const Exchange& exchange, int status, std::size_t bytes) {
  const auto spent = std::chrono::duration_cast<std::chrono::milliseconds>(
      std::chrono::steady_clock::now() - exchange.begun);
  return fmt::format("{} {} {} children={} bytes={} milliseconds={} id={}",
                     method_in_log(exchange.head.method), place_in_log(exchange.examination),
                     status, exchange.children, bytes, spent.count(), exchange.request_id);
}

std::string mishap_line(const Exchange& exchange) {
  return fmt::format("request={} lines={} id={}", exchange.number,
                     fmt::join(exchange.mishap.lines, ","), exchange.request_id);
}

}  // namespace dataflow::receiver
