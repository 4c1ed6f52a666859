// libFuzzer over the answers of a token endpoint.

#include <algorithm>

#include <boost/json.hpp>

#include "agent/oauth/token.h"
#include "tests/fuzz/choosing.h"
#include "tests/fuzz/promise.h"

namespace {

using namespace dataflow;
using namespace dataflow::oauth;

/// The characters of an access token (RFC 6749 appendix A.12): nothing that could end a header.
bool is_visible(char c) {
  return c >= 0x20 && c <= 0x7e;
}

void hold_token(const IssuedToken& token) {
  const std::string& value = token.value.reveal();
  promise(!value.empty(), "a token is not empty");
  promise(std::all_of(value.begin(), value.end(), is_visible), "a token fits into a header");
  promise(token.life >= std::chrono::seconds(1), "a token lives");
  promise(token.life <= std::chrono::hours(24), "no token lives for more than a day");
}

void hold_again(const IssuedToken& token) {
  const boost::json::value answer = {{"access_token", token.value.reveal()},
                                     {"expires_in", token.life.count()}};
  const auto again = read_token(boost::json::serialize(answer));
  promise(again && again->value.reveal() == token.value.reveal() && again->life == token.life,
          "the same token is read from the same answer");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto token = read_token(Choosing(data, size).rest());
  if (!token) return 0;
  hold_token(*token);
  hold_again(*token);
  return 0;
}
