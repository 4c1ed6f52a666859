#include "receiver/settings.h"

#include <catch2/catch.hpp>

#include "tests/receiver/rehearsal.h"
#include "tests/shipped.h"

using namespace dataflow;
using namespace dataflow::receiver;

namespace {

std::string faults_of(const Rehearsal& rehearsal, const std::string& text) {
  const auto file = rehearsal.file("other.yaml");
  write_file(file, text);
  Faults faults;
  const auto settings = Settings::read(file, shipped_config() / "standards", faults);
  CHECK(settings.has_value() == faults.empty());
  const std::string folder = rehearsal.file("").string();
  std::string lines;
  for (const auto& fault : faults) lines += describe(fault) + "\n";
  for (std::size_t at = 0; (at = lines.find(folder, at)) != std::string::npos;) {
    lines.erase(at, folder.size());
  }
  return lines;
}

constexpr char kRight[] =
    "tls: {certificate: tls/server.pem, key: tls/server.key}\n"
    "store: receiver.db\n"
    "standard: dfe-csc/1.0.1\n"
    "councils:\n"
    "  - {code: 846, client_id: a, client_secret: {file: client-secret},\n"
    "     supplier_key: {file: supplier-key}}\n";

}  // namespace

TEST_CASE("settings are read with their defaults, and paths are taken from the file's folder") {
  const Rehearsal rehearsal;
  const Settings& settings = rehearsal.settings();
  CHECK(settings.listen.address == "127.0.0.1");
  CHECK(settings.listen.port == 0);
  CHECK(settings.listen.port_file == rehearsal.file("port"));
  CHECK(settings.store == rehearsal.file("receiver.db"));
  CHECK(settings.standard->id() == "dfe-csc/1.0.1");
  CHECK(settings.token_path == "/oauth2/v2.0/token");
  CHECK(settings.token_lifetime == std::chrono::hours(1));
  CHECK(settings.base_path.empty());
  CHECK(settings.signatures == Signatures::when_present);
  CHECK(settings.receipts == ReceiptShape::list);
  CHECK(settings.requests_a_minute == 0);
  CHECK(settings.most_body_bytes == 64'000'000);
  CHECK(settings.bodies == Bodies::dropped);
  REQUIRE(settings.councils.size() == 2);
  CHECK(settings.councils[0].code == "846");
  CHECK(settings.councils[0].signing_keys.contains("council-846"));
}

TEST_CASE("a secret's line break does not belong to it") {
  const Rehearsal rehearsal;
  CHECK(is_secret(*rehearsal.settings().councils[0].client_secret, kSecret));
  CHECK_FALSE(
      is_secret(*rehearsal.settings().councils[0].client_secret, std::string(kSecret) + "\n"));
}

TEST_CASE("every fault of receiver.yaml is reported at once, with its place and a suggestion") {
  const Rehearsal rehearsal;
  write_file(rehearsal.file("open-secret"), "x");
  write_secret(rehearsal.file("empty-secret"), "\n");
  CHECK(faults_of(rehearsal, kRight).empty());
  CHECK(faults_of(rehearsal,
                  "lisen: 1\n"
                  "listen: {address: localhost, port: 70000}\n"
                  "tls: {certificate: tls/ca.pem, key: tls/server.key}\n"
                  "standard: dfe-csc/1.0.2\n"
                  "token: {path: token, lifetime_seconds: 0}\n"
                  "base_path: nowhere\n"
                  "signatures: require\n"
                  "receipts: lists\n"
                  "councils:\n"
                  "  - code: 84\n"
                  "    client_id: a\n"
                  "    client_secret: secret\n"
                  "    supplier_key: {file: missing}\n"
                  "    signing_keys: [{id: k, file: client-secret}]\n"
                  "  - code: \"846\"\n"
                  "    client_id: a\n"
                  "    client_secret: {file: open-secret}\n"
                  "    supplier_key: {file: empty-secret}\n") ==
        "other.yaml:1:1: 'lisen' is not known here. Did you mean 'listen'?\n"
        "other.yaml:1:1: 'store' is missing: the SQLite file for what is received.\n"
        "other.yaml:2:19: 'address' should be an IP address of this machine. Write 127.0.0.1 for "
        "this machine alone, or 0.0.0.0 for every network.\n"
        "other.yaml:2:36: 'port' should be a whole number from 0 to 65535.\n"
        "other.yaml:3:37: tls/server.key: This key does not belong to the certificate. Name the "
        "key that was made with the certificate.\n"
        "other.yaml:4:11: The standard 'dfe-csc/1.0.2' is not there. Did you mean "
        "'dfe-csc/1.0.1'?\n"
        "other.yaml:5:15: A path that begins with '/' was expected.\n"
        "other.yaml:5:40: 'lifetime_seconds' should be a whole number from 1 to 86400.\n"
        "other.yaml:6:12: A path that begins with '/' was expected.\n"
        "other.yaml:7:13: 'signatures' should be one of: required, when_present. Did you mean "
        "'required'?\n"
        "other.yaml:8:11: 'receipts' should be one of: list, uuid, digests. Did you mean 'list'?\n"
        "other.yaml:10:11: 'code' should be three digits. Write it in quotes, such as \"846\".\n"
        "other.yaml:12:20: A secret is not written here, but named by its file. Write it as "
        "{file: NAME}, and put the secret into that file.\n"
        "other.yaml:13:26: missing: This file cannot be read, or is empty. Check the path and that "
        "this account may read it.\n"
        "other.yaml:14:34: client-secret: This is not a public key in PEM form. It should begin "
        "with -----BEGIN PUBLIC KEY-----.\n"
        "other.yaml:16:16: Two councils have this client id. Give each its own: it tells them "
        "apart.\n"
        "other.yaml:17:27: open-secret: Other accounts can read this file. Run: chmod 600 "
        "'open-secret'\n"
        "other.yaml:18:26: The file holds no secret. Write the secret into it, on one line.\n");
}

TEST_CASE("a certificate that is none, and a key that others can read, are faults") {
  const Rehearsal rehearsal;
  std::filesystem::permissions(rehearsal.file("tls/ca.key"), std::filesystem::perms::others_read,
                               std::filesystem::perm_options::add);
  const auto with = [&](const std::string& tls) {
    std::string text = kRight;
    text.replace(0, text.find('\n'), "tls: " + tls);
    return faults_of(rehearsal, text);
  };
  CHECK_THAT(with("{certificate: council.pub, key: tls/server.key}"),
             Catch::Contains("other.yaml:1:20: council.pub: This is not a certificate"));
  CHECK_THAT(with("{certificate: tls/ca.pem, key: tls/ca.key}"),
             Catch::Contains("other.yaml:1:37: tls/ca.key: Other accounts can read this file. Run: "
                             "chmod 600"));
  CHECK_THAT(with("{certificate: nowhere.pem, key: tls/server.key}"),
             Catch::Contains("nowhere.pem: This file cannot be read"));
  CHECK_THAT(with("{key: tls/server.key}"), Catch::Contains("'certificate' is missing"));
}

TEST_CASE("a council may have keys for assertions in the place of a secret, and has one of both") {
  const Rehearsal rehearsal;
  const auto with = [&](const std::string& how) {
    std::string text = kRight;
    text.replace(text.find("client_secret: {file: client-secret}"), 36, how);
    return faults_of(rehearsal, text);
  };
  CHECK(with("assertion_keys: [{id: a, file: council.pub}]").empty());
  CHECK(with("client_secret: {file: client-secret}, assertion_keys: [{id: a, file: council.pub}]")
            .empty());
  CHECK(with("assertion_keys: [{id: a, file: council.pub}, {id: a, file: council.pub}]") ==
        "other.yaml:5:81: The key id 'a' is given twice. Give each key its own.\n");
  CHECK_THAT(with("signing_keys: []"), Catch::Contains("'client_secret' is missing"));
}

TEST_CASE("the key that signs answers has to be there, closed to others, and named") {
  const Rehearsal rehearsal;
  const auto with = [&](const std::string& responses) {
    return faults_of(rehearsal, kRight + ("responses: " + responses + "\n"));
  };
  CHECK(with("{signing_key: tls/server.key, key_id: central-2026}").empty());
  CHECK(with("{signing_key: council.pub, key: x}") ==
        "other.yaml:7:12: 'key_id' is missing: the key id that the councils know the key by.\n"
        "other.yaml:7:26: council.pub: Other accounts can read this file. Run: chmod 600 "
        "'council.pub'\n"
        "other.yaml:7:39: 'key' is not known here. Known here: signing_key, key_id.\n");
}

TEST_CASE("a standard is looked for in the folder that the settings name") {
  const Rehearsal rehearsal;
  CHECK_THAT(faults_of(rehearsal, std::string(kRight) + "standards: elsewhere\n"),
             Catch::Contains("The standard 'dfe-csc/1.0.1' is not there. elsewhere holds none."));
  std::filesystem::create_directory_symlink(shipped_config() / "standards",
                                            rehearsal.file("elsewhere"));
  CHECK(faults_of(rehearsal, std::string(kRight) + "standards: elsewhere\n").empty());
}
