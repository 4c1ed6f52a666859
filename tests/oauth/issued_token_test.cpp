#include <catch2/catch.hpp>

#include "agent/oauth/token.h"

using namespace dataflow::oauth;

TEST_CASE("what cannot stand in a header is no token") {
  CHECK(read_token(R"({"access_token":"made-up"})"));
  CHECK_FALSE(read_token(R"({"access_token":""})"));
  CHECK_FALSE(read_token(R"({"access_token":"made-up\r\nX-Injected: 1"})"));
  CHECK_FALSE(read_token(R"({"access_token":"made\u0000up"})"));
  CHECK_FALSE(read_token(R"({"access_token":"made\u00e9up"})"));
}
