// The token endpoint: OAuth 2.0 client credentials (RFC 6749 section 4.4).
#pragma once

#include <string_view>
#include <vector>

#include "receiver/council.h"
#include "receiver/message.h"
#include "receiver/token_desk.h"

namespace dataflow::receiver {

/// The answer to a POST: {"access_token","token_type","expires_in"}, or an error of RFC 6749
/// section 5.2. Any scope is taken.
[[nodiscard]] Answer grant_token(const Head& head, std::string_view body,
                                 const std::vector<Council>& councils, TokenDesk& desk);

}  // namespace dataflow::receiver
