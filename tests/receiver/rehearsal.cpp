#include "tests/receiver/rehearsal.h"

#include <fstream>
#include <sstream>
#include <stdexcept>

#include <fmt/format.h>

#include "agent/core/private_file.h"
#include "agent/signing/http_signature.h"
#include "receiver/certificate.h"
#include "tests/shipped.h"

namespace dataflow::receiver {

namespace {

constexpr char kSettings[] = R"(
listen: {port: 0, port_file: port}
tls: {certificate: tls/server.pem, key: tls/server.key}
store: receiver.db
standard: dfe-csc/1.0.1
councils:
  - code: "846"
    client_id: client-846
    client_secret: {file: client-secret}
    supplier_key: {file: supplier-key}
    signing_keys: [{id: council-846, file: council.pub}]
  - code: "202"
    client_id: client-202
    client_secret: {file: client-secret}
    supplier_key: {file: supplier-key}
)";

template <class T>
T expect(Result<T> result) {
  if (!result) throw std::runtime_error(describe(result.error()));
  return std::move(*result);
}

void expect(const Result<void>& result) {
  if (!result) throw std::runtime_error(describe(result.error()));
}

}  // namespace

void KeptLog::write(Severity, const Event& event, std::string_view text) {
  const std::lock_guard lock(mutex_);
  text_ += fmt::format("{} {}\n", event.name, text);
}

std::string KeptLog::text() const {
  const std::lock_guard lock(mutex_);
  return text_;
}

Rehearsal::Rehearsal(const std::string& more) {
  expect(make_certificates(file("tls"), {"localhost", "127.0.0.1"}, 2, SystemClock().now()));
  key_ = expect(signing::PrivateKey::generate(signing::Algorithm::ed25519));
  write_file(file("council.pub"), key_->public_key().pem());
  write_secret(file("client-secret"), std::string(kSecret) + "\n");
  write_secret(file("supplier-key"), kSupplierKey);
  write_file(file("receiver.yaml"), kSettings + more);
  Faults faults;
  settings_ = Settings::read(file("receiver.yaml"), shipped_config() / "standards", faults);
  if (!settings_) throw std::runtime_error(describe(faults.front()));
}

void write_file(const std::filesystem::path& file, const std::string& content) {
  std::ofstream(file, std::ios::binary) << content;
}

void write_secret(const std::filesystem::path& file, const std::string& content) {
  expect(write_private_file(file, content));
}

std::string content_of(const std::filesystem::path& file) {
  std::ostringstream content;
  content << std::ifstream(file, std::ios::binary).rdbuf();
  return content.str();
}

Head right_head(const std::string& token, const std::string& path, const Headers& others) {
  Head head{"POST",
            path,
            {{"host", "receiver.test"},
             {"authorization", "Bearer " + token},
             {"supplierkey", kSupplierKey},
             {"content-type", "application/json"}}};
  for (const auto& [name, value] : others) {
    std::erase_if(head.headers, [&, wanted = name](const auto& h) { return h.first == wanted; });
    if (!value.empty()) head.headers.emplace_back(name, value);
  }
  return head;
}

Headers signature_headers(const Rehearsal& rehearsal, const Head& head, std::string_view body,
                          Instant at) {
  const std::string digest = signing::content_digest(body);
  const std::string key = "\"delivery-1\"";
  const auto signature = expect(
      signing::sign({{"@method", head.method},
                     {"@target-uri", "https://" + head.header("host").value_or("") + head.target},
                     {"content-digest", digest},
                     {"content-type", head.header("content-type").value_or("")},
                     {"idempotency-key", key}},
                    rehearsal.key(), kKeyId, at));
  return {{"content-digest", digest},
          {"idempotency-key", key},
          {"signature-input", signature.signature_input},
          {"signature", signature.signature}};
}

std::string children_json(std::size_t count, std::size_t first) {
  std::string json = "[";
  for (std::size_t i = first; i < first + count; ++i) {
    json += fmt::format(
        R"({}{{"la_child_id":"C{:06}","child_details":{{"surname":"Brackwenth"}},)"
        R"("social_care_episodes":[{{"social_care_episode_id":"E{}","closure_reason":"RC1"}}]}})",
        i == first ? "" : ",", i, i);
  }
  return json + "]";
}

std::string header_of(const Answer& answer, std::string_view name) {
  for (const auto& [known, value] : answer.headers) {
    if (known == name) return value;
  }
  return "";
}

}  // namespace dataflow::receiver
