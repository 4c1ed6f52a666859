#include "tests/fuzz/known_keys.h"

#include <map>

namespace dataflow::fuzz {

namespace {

constexpr char kKnownEd25519[] =
    "-----BEGIN PUBLIC KEY-----\n"
    "MCowBQYDK2VwAyEAE+2t6KF5Dnd423G3ohKcfJd2y3Psna5gVN6aFYGUjd8=\n"
    "-----END PUBLIC KEY-----\n";
constexpr char kKnownP256[] =
    "-----BEGIN PUBLIC KEY-----\n"
    "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEUSp+1znRnxbrOlHHXvcVuF4cSlkr\n"
    "NMc0LuI9frSjGCShksgsSpqL3ZiIAYOOnY4sci00COhe4BzuBrjFeys43g==\n"
    "-----END PUBLIC KEY-----\n";
constexpr char kKnownRsa[] =
    "-----BEGIN PUBLIC KEY-----\n"
    "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAunEDU4Aq1lONhfVK/vh2\n"
    "9/VC9qUcc9OIs9yyKo/m4A1++XL8NNxGSvkO0Z5D3L+MJkxKYbPrOKJxZl5BUFjV\n"
    "3TDxz5yje0mGZHP++kM9G2GwA2JlSRei/s9Iiounu33fPtZFp3eQipMbYyJx8Loy\n"
    "fhc4Fej+rHHkwgCjEVa3FkEmu3v5/rf5M4fy4y83vJdCgrBOxpYCYh83yuPERnZA\n"
    "HgyVPSJhG+NueD+BhWrg6nMQDnFoJlQ5RgjSkVcSJ6zWXvD2ls82CUinz8kTOTn1\n"
    "dAmn3zofddE1bgJ83Ptg0sEcRnmYrSzQ82bSUIvIC4dHQwp3mWSD1RxFzX7S0HSq\n"
    "yQIDAQAB\n"
    "-----END PUBLIC KEY-----\n";
constexpr char kOtherEd25519[] =
    "-----BEGIN PUBLIC KEY-----\n"
    "MCowBQYDK2VwAyEAfMVojgJf/1aro4IYM/ZgJLxEujbQE+qaMpVnFyCrWwM=\n"
    "-----END PUBLIC KEY-----\n";
constexpr char kOtherP256[] =
    "-----BEGIN PUBLIC KEY-----\n"
    "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEYopT1OxvyiaGEo/2TnHMrqX0TU6r\n"
    "cI7tE+FlRU+vdj9LQcpEvqoOdfM89w40wPiDzMhYyg+XNaAx78qqfK/r8g==\n"
    "-----END PUBLIC KEY-----\n";
constexpr char kOtherRsa[] =
    "-----BEGIN PUBLIC KEY-----\n"
    "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA5nnXpHJ357vBnx5gX/F2\n"
    "/YlMEDSzEBVKT2w59l+9hxXXEDFZmACLo0Jpmhr1lk3CQ/Ek+DUPTO3hxxmrTfI0\n"
    "YOwiGjr0qdgZKS0PP7rO8pTvnMEzuqjXenzA17DmRknhrErfsussKh/Se7lL7jbs\n"
    "leJVEcKjvwqY4o3SL3/h3U4oSpbU9lWsXvBcGwld8CWo0TPdl9okJ/M+9fl4wpV3\n"
    "6i5g20XPW2Aq1fkMyDIVwAyYgBScEXBkbGNvFIAqgdFMCd7B0RVEXoovT4w2zt5P\n"
    "SZr05/l0B7XsxpR9hBQ6yr6gz5xIZR8Faic+Co62Ino6JKWPNek3PZOXccTFdL6B\n"
    "2QIDAQAB\n"
    "-----END PUBLIC KEY-----\n";

using Keys = std::map<std::string, signing::PublicKey, std::less<>>;

Keys read_keys(const char* ed25519, const char* p256, const char* rsa) {
  const auto read = [](const char* pem) {
    return signing::PublicKey::from_pem(pem, "known_keys").value();
  };
  return {{"ed25519", read(ed25519)}, {"p256", read(p256)}, {"rsa", read(rsa)}};
}

std::optional<signing::PublicKey> find(const Keys& keys, std::string_view id) {
  const auto found = keys.find(id);
  return found == keys.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace

std::optional<std::string> value_of(std::string_view name) {
  static const std::map<std::string, std::string, std::less<>> kMessage = {
      {"@method", "POST"},
      {"@target-uri", "https://localhost/children_social_care_data/846/children"},
      {"content-type", "application/json"},
      {"idempotency-key", "7d4e3eec80026719639ed4dba68916eb94c7a49a053e05c8f9578fe4e5a3d7ea"}};
  const auto found = kMessage.find(name);
  return found == kMessage.end() ? std::nullopt : std::optional(found->second);
}

std::optional<signing::PublicKey> known_key(std::string_view id) {
  static const Keys kKeys = read_keys(kKnownEd25519, kKnownP256, kKnownRsa);
  return find(kKeys, id);
}

std::optional<signing::PublicKey> other_key(std::string_view id) {
  static const Keys kKeys = read_keys(kOtherEd25519, kOtherP256, kOtherRsa);
  return find(kKeys, id);
}

}  // namespace dataflow::fuzz
