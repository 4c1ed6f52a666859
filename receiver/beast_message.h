// Beast's messages turned into a Head, and an Answer turned into one of Beast's.
#pragma once

#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>

#include "receiver/message.h"

namespace dataflow::receiver {

using BeastRequest = boost::beast::http::request<boost::beast::http::string_body>;
using BeastResponse = boost::beast::http::response<boost::beast::http::string_body>;

[[nodiscard]] Head head_of(const BeastRequest& request);

/// Whether the sender waits to be told before it sends the body (RFC 9110 section 10.1.1).
[[nodiscard]] bool expects_continue(const BeastRequest& request);

/// Whether the connection can be used again after an answer.
enum class Persistence { kept, closed };

/// The response to `request`: without a body when that is HEAD.
[[nodiscard]] BeastResponse response_of(Answer answer, const BeastRequest& request,
                                        Persistence persistence);

/// All bytes of the response.
[[nodiscard]] std::string bytes_of(const BeastResponse& response);

}  // namespace dataflow::receiver
