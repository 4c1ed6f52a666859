// What a request for metrics is answered with, before any figure is read.
#pragma once

#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/status.hpp>
#include <boost/beast/http/string_body.hpp>

namespace dataflow::service {

using MetricsRequest = boost::beast::http::request<boost::beast::http::empty_body>;
using MetricsAnswer = boost::beast::http::response<boost::beast::http::string_body>;

/// 200 for GET or HEAD of /metrics; 403 when Host names another machine than this one, 404 for
/// another path, 405 for another method.
[[nodiscard]] boost::beast::http::status status_for(const MetricsRequest& request);

/// The answer with that status, after which the connection is closed. `text` is given with 200.
[[nodiscard]] MetricsAnswer answer_with(boost::beast::http::status status,
                                        const MetricsRequest& request, const std::string& text);

}  // namespace dataflow::service
