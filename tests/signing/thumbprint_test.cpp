#include "agent/signing/thumbprint.h"

#include <fstream>

#include <catch2/catch.hpp>

#include "tests/temporary_folder.h"

using namespace dataflow;

namespace {

// Made up. `openssl x509 -outform DER | sha256sum` gave the digest.
constexpr char kCertificate[] = R"(-----BEGIN CERTIFICATE-----
MIIBQDCB86ADAgECAhQZ9OanTQ0aWMbxgBFn3s6RuegYmzAFBgMrZXAwFjEUMBIG
A1UEAwwLY291bmNpbC04NDYwHhcNMjYxMTI1MjMxNDEwWhcNMzYxMTIyMjMxNDEw
WjAWMRQwEgYDVQQDDAtjb3VuY2lsLTg0NjAqMAUGAytlcAMhAFgdSDBNPPPIKUBE
VGhnJxUq02sDQVbsL3kCqwGSF0CSo1MwUTAdBgNVHQ4EFgQUOUEar2jPdVdzKFGr
u0SdB+/sVNcwHwYDVR0jBBgwFoAUOUEar2jPdVdzKFGru0SdB+/sVNcwDwYDVR0T
AQH/BAUwAwEB/zAFBgMrZXADQQCKtaeWY7RGZXz2U0LpcZuGloOjPbjlyE1YMZdc
HhAnC93NW2bToKcpEM5TZBkuR0szPh/CsrCtIu3vNX21TQIL
-----END CERTIFICATE-----
)";
constexpr char kDigest[] = "28a6da8f9dda3f983ceae09c07c212a1e983dc523007cbc1fa490ca0e8df2e1a";

}  // namespace

TEST_CASE("the thumbprint of a certificate is the SHA-256 of its DER form, as OpenSSL shows it") {
  const TemporaryFolder folder;
  const auto file = folder.path() / "client.pem";
  std::ofstream(file) << "A word before it.\n" << kCertificate;
  const auto thumbprint = signing::thumbprint(file);
  REQUIRE(thumbprint);
  CHECK(thumbprint->hex() == kDigest);
}

TEST_CASE("a file without a certificate is named, and so is one that is missing") {
  const TemporaryFolder folder;
  const auto file = folder.path() / "client.pem";
  std::ofstream(file) << "-----BEGIN CERTIFICATE-----\nnonsense\n-----END CERTIFICATE-----\n";
  CHECK(signing::thumbprint(file).error().what == "This is not a certificate in PEM form.");
  CHECK(signing::thumbprint(folder.path() / "none.pem").error().where.find("none.pem") !=
        std::string::npos);
}
