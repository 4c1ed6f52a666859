#include "agent/http/address.h"

#include <catch2/catch.hpp>

using namespace dataflow::http;

TEST_CASE("of an address the host is told, and the port of its scheme where it names none") {
  CHECK(host_and_port("https://api.example/v1?p=1") == "api.example:443");
  CHECK(host_and_port("http://proxy.council:8080") == "proxy.council:8080");
  CHECK(host_and_port("http://proxy.council") == "proxy.council:80");
  CHECK(host_and_port("sftp://files.council/exports") == "files.council:22");
  CHECK(host_and_port("https://somebody@api.example") == "api.example:443");
  CHECK(host_and_port("https://[2001:db8::1]/") == "[2001:db8::1]:443");
  CHECK(host_of("https://API.example:9/token") == "API.example");
  CHECK(host_of("postgresql://somebody@cms.council:5432/cms") == "cms.council");
}

TEST_CASE("what is no address has no host") {
  for (const char* text : {"", "environment", "none", "cms.db", "/srv/exports", "COUNCIL\\agent"}) {
    INFO(text);
    CHECK(host_of(text).empty());
    CHECK(host_and_port(text).empty());
  }
}
