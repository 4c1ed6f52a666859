#include <openssl/x509_vfy.h>

#include "agent/http/failure.h"
#include "agent/http/tls_refusal.h"
#include "tests/http/line.h"
#include "tests/http/made_certificates.h"

using namespace dataflow;
using http::ClientCertificate;

namespace {

std::string said(const http::Exchange& exchange) {
  return exchange.response ? "a response" : exchange.error.what;
}

Error opening(const ClientCertificate& certificate) {
  http::ClientOptions options;
  options.client_certificate = certificate;
  const auto client = http::Client::open(options);
  return client ? Error{Remedy::wait, "", "It was opened.", ""} : client.error();
}

std::string explained(CURLcode code, long verified, const std::string& detail = "") {
  return http::error_of({code, detail, verified}, "https://x", {}).what;
}

}  // namespace

TEST_CASE("an endpoint is trusted by a private authority, and then by no other") {
  const Line line(ok);
  CHECK(line.post_once(line.options()).response);
  const MadeCertificate other(line.folder(), "other", "");
  CHECK(said(line.post_once({other.pem})) ==
        "The certificate of the endpoint comes from an authority that is not trusted.");
}

TEST_CASE("the authority of an inspecting proxy is trusted besides the endpoint's") {
  const Line line(ok);
  const MadeCertificate other(line.folder(), "other", "");
  http::ClientOptions options{other.pem};
  options.proxy.ca_file = line.endpoint.ca_file();
  CHECK(line.post_once(options).response);
  options.ca_file.clear();  // besides the system's
  CHECK(line.post_once(options).response);
}

TEST_CASE("a file without a certificate is no authority") {
  const TemporaryFolder folder;
  const auto empty = http::Client::open({folder.write("ca.pem", "no certificate")});
  REQUIRE_FALSE(empty);
  CHECK(empty.error().what == "This file holds no certificate in PEM form.");
  const auto missing = http::Client::open({folder.path() / "missing.pem"});
  REQUIRE_FALSE(missing);
  CHECK(missing.error().where == (folder.path() / "missing.pem").string());
}

TEST_CASE("a certificate for another name is refused") {
  const Line line(ok);
  auto client = Line::open(line.options());
  std::string url = line.endpoint.url();
  url.replace(url.find("localhost"), 9, "127.0.0.1");
  const auto exchange = client.post({url, {}, "[]"});
  CHECK(said(exchange) == "The certificate of the endpoint is for another name.");
  CHECK(exchange.reach == http::Reach::not_sent);
}

TEST_CASE("only a pinned key is talked to where keys are pinned") {
  const Line line(ok);
  auto options = line.options();
  const auto pin = pin_of(line.endpoint.ca_file().parent_path() / "server.pem");
  const auto other = pin_of(line.endpoint.ca_file());
  options.pinned_keys = {other, pin};
  CHECK(line.post_once(options).response);
  options.pinned_keys = {other};
  const auto exchange = line.post_once(options);
  CHECK(said(exchange) == "The key of the endpoint is none of pinned_keys.");
  CHECK(exchange.reach == http::Reach::not_sent);
}

TEST_CASE("a client certificate is opened as PEM and as PKCS#12, with its password") {
  const TemporaryFolder folder;
  const MadeCertificate made(folder.path(), "client", "pa55word");
  using Format = ClientCertificate::Format;
  CHECK(opening({Format::pem, made.pem, made.key, Secret("pa55word")}).what == "It was opened.");
  CHECK(opening({Format::pkcs12, made.p12, "", Secret("pa55word")}).what == "It was opened.");
}

TEST_CASE("what is wrong with a client certificate is told before anything is sent") {
  const TemporaryFolder folder;
  const MadeCertificate made(folder.path(), "client", "pa55word");
  const MadeCertificate other(folder.path(), "other", "pa55word");
  using Format = ClientCertificate::Format;
  const Secret right("pa55word");
  const Secret wrong("hunter2");
  const auto says = [](const ClientCertificate& certificate) {
    const Error error = opening(certificate);
    CHECK(error.remedy == Remedy::stop);
    CHECK(describe(error).find("hunter2") == std::string::npos);
    return error.what;
  };
  CHECK(says({Format::pem, made.pem, made.key, wrong}) ==
        "The client certificate's private key cannot be opened.");
  CHECK(says({Format::pem, made.pem, made.key, {}}) ==
        "The client certificate's private key cannot be opened.");
  CHECK(says({Format::pem, made.pem, other.key, right}) ==
        "This private key belongs to another certificate.");
  CHECK(says({Format::pem, made.p12, made.key, right}) ==
        "This file holds no certificate in PEM form.");
  CHECK(says({Format::pkcs12, made.p12, "", wrong}) ==
        "The password of this PKCS#12 file is wrong.");
  CHECK(says({Format::pkcs12, made.pem, "", right}) == "This is no PKCS#12 file.");
}

TEST_CASE("a client's key that other accounts can read is refused") {
  const TemporaryFolder folder;
  const MadeCertificate made(folder.path(), "client", "pa55word");
  const Secret password("pa55word");
  using Format = ClientCertificate::Format;
  for (const auto& file : {made.key, made.p12}) {
    std::filesystem::permissions(file, std::filesystem::perms::others_read,
                                 std::filesystem::perm_options::add);
  }
  CHECK(opening({Format::pem, made.pem, made.key, password}).what ==
        "Other accounts can read this file.");
  CHECK(opening({Format::pkcs12, made.p12, "", password}).what ==
        "Other accounts can read this file.");
}

TEST_CASE("each refusal of TLS has a sentence of its own") {
  CHECK(explained(CURLE_PEER_FAILED_VERIFICATION, X509_V_ERR_CERT_HAS_EXPIRED) ==
        "The certificate of the endpoint has expired.");
  CHECK(explained(CURLE_PEER_FAILED_VERIFICATION, X509_V_ERR_CERT_NOT_YET_VALID) ==
        "The certificate of the endpoint is not valid yet.");
  CHECK(explained(CURLE_PEER_FAILED_VERIFICATION, X509_V_ERR_CERT_REVOKED) ==
        "The certificate of the endpoint is refused: certificate revoked.");
  CHECK(explained(CURLE_RECV_ERROR, 0, "SSL_read: tlsv13 alert certificate required") ==
        "The endpoint asks for a client certificate, and none is set.");
  CHECK(explained(CURLE_SSL_CONNECT_ERROR, 0, "sslv3 alert handshake failure") ==
        "The endpoint breaks off the TLS handshake.");
  CHECK(explained(CURLE_SSL_CONNECT_ERROR, 0, "wrong version number") ==
        "Whoever answers there does not speak TLS.");
}
