#include "agent/service/metrics_request.h"

#include <string>
#include <string_view>

#include <boost/beast/core/string.hpp>

#include "agent/health/open_metrics.h"

namespace dataflow::service {

namespace {

namespace http = boost::beast::http;

/// The Host header's value without its port.
std::string_view without_port(std::string_view host) {
  if (host.starts_with('[')) return host.substr(0, host.find(']') + 1);
  return host.substr(0, host.find(':'));
}

bool names_this_machine(std::string_view host) {
  const auto name = without_port(host);
  return boost::beast::iequals(name, "localhost") || name == "127.0.0.1" || name == "[::1]";
}

}  // namespace

http::status status_for(const MetricsRequest& request) {
  if (request.count(http::field::host) != 1) return http::status::forbidden;
  if (!names_this_machine(request[http::field::host])) return http::status::forbidden;
  const std::string_view target = request.target();
  if (target.substr(0, target.find('?')) != "/metrics") return http::status::not_found;
  const bool reads = request.method() == http::verb::get || request.method() == http::verb::head;
  return reads ? http::status::ok : http::status::method_not_allowed;
}

MetricsAnswer answer_with(http::status status, const MetricsRequest& request,
                          const std::string& text) {
  MetricsAnswer answer(status, request.version());
  const bool given = status == http::status::ok;
  answer.set(http::field::content_type, given ? health::kOpenMetrics : "text/plain");
  answer.set(http::field::cache_control, "no-store");
  if (status == http::status::method_not_allowed) answer.set(http::field::allow, "GET, HEAD");
  answer.keep_alive(false);
  answer.body() = given ? text : std::string(http::obsolete_reason(status)) + "\n";
  answer.prepare_payload();
  if (request.method() == http::verb::head) answer.body().clear();
  return answer;
}

}  // namespace dataflow::service
