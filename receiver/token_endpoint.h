// The token endpoint: OAuth 2.0 client credentials (RFC 6749 section 4.4), by a secret or by a
// signed assertion (RFC 7523).
#pragma once

#include <string_view>
#include <vector>

#include "receiver/assertion_desk.h"
#include "receiver/council.h"
#include "receiver/message.h"
#include "receiver/token_desk.h"

namespace dataflow::receiver {

/// What a token is granted by. All of it must outlive the call.
struct TokenCounter {
  const std::vector<Council>& councils;
  TokenDesk& tokens;
  AssertionDesk& assertions;
};

/// The answer to a POST: {"access_token","token_type","expires_in"}, or an error of RFC 6749
/// section 5.2. Any scope is taken. The audience of an assertion is the URL that was asked: https,
/// the Host header and the path.
[[nodiscard]] Answer grant_token(const Head& head, std::string_view body, TokenCounter counter);

}  // namespace dataflow::receiver
