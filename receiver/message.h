// The head of a request and the answer to it, as plain values: no socket is needed to make them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "agent/core/clock.h"
#include "agent/core/error.h"

namespace dataflow::receiver {

/// Names with values, in their order.
using Headers = std::vector<std::pair<std::string, std::string>>;

struct Head {
  std::string method;
  std::string target;  ///< path and query as sent
  Headers headers;     ///< names in lower case, values without white space around them

  /// The value of a header; several of one name are joined by ", " (RFC 9110 section 5.3).
  [[nodiscard]] std::optional<std::string> header(std::string_view lower_case_name) const;

  /// The target up to the query.
  [[nodiscard]] std::string_view path() const;
};

struct Answer {
  int status = 200;
  Headers headers;
  std::string body;
  std::string content_type;  ///< empty when there is no body
};

/// A text for people, one sentence a line. It never holds a value from a child's record.
[[nodiscard]] Answer text_answer(int status, std::string text, Headers headers = {});
[[nodiscard]] Answer json_answer(int status, std::string json, Headers headers = {});

/// What an error says and advises, for the one who sent the request.
[[nodiscard]] std::string sentence_of(const Error& error);

/// Whether the answer has a header of that name, as written.
[[nodiscard]] bool has_header(const Answer& answer, std::string_view name);

/// Mon, 01 Jun 2026 06:30:00 GMT (RFC 9110 section 5.6.7)
[[nodiscard]] std::string http_date(Instant instant);

}  // namespace dataflow::receiver
