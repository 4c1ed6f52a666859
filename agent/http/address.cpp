#include "agent/http/address.h"

#include <memory>

#include <curl/curl.h>

#include "agent/core/ascii.h"

namespace dataflow::http {

namespace {

struct FreeAddress {
  void operator()(CURLU* address) const { curl_url_cleanup(address); }
};
using Address = std::unique_ptr<CURLU, FreeAddress>;

struct FreeText {
  void operator()(char* text) const { curl_free(text); }
};

/// A part of an address; nothing when it has none.
std::optional<std::string> part_of(const Address& address, CURLUPart part, unsigned flags = 0) {
  char* text = nullptr;
  if (curl_url_get(address.get(), part, &text, flags) != CURLUE_OK) return std::nullopt;
  const std::unique_ptr<char, FreeText> owned(text);
  return std::string(text);
}

bool set(const Address& address, const std::string& text, unsigned flags = 0) {
  return address && curl_url_set(address.get(), CURLUPART_URL, text.c_str(), flags) == CURLUE_OK;
}

std::optional<std::string> host_and_port_of(const Address& address) {
  const auto host = part_of(address, CURLUPART_HOST);
  const auto port = part_of(address, CURLUPART_PORT, CURLU_DEFAULT_PORT);
  if (!host || !port) return std::nullopt;
  return *host + ":" + *port;
}

/// "host:port" of an https address without a user, in small letters; nothing for any other.
std::optional<std::string> server_of(const std::string& url) {
  const Address address(curl_url());
  if (!set(address, url) || part_of(address, CURLUPART_SCHEME) != "https") return std::nullopt;
  if (part_of(address, CURLUPART_USER)) return std::nullopt;
  const auto server = host_and_port_of(address);
  return server ? std::optional(ascii::lowered(*server)) : std::nullopt;
}

}  // namespace

std::string host_of(const std::string& url) {
  const Address address(curl_url());
  if (!set(address, url, CURLU_NON_SUPPORT_SCHEME)) return "";
  return part_of(address, CURLUPART_HOST).value_or("");
}

std::string host_and_port(const std::string& url) {
  const Address address(curl_url());
  return set(address, url) ? host_and_port_of(address).value_or("") : "";
}

std::optional<std::string> resolved(const std::string& base, const std::string& reference) {
  const Address address(curl_url());
  if (!set(address, base) || !set(address, reference)) return std::nullopt;
  if (part_of(address, CURLUPART_SCHEME) != "https") return std::nullopt;
  return part_of(address, CURLUPART_URL);
}

bool same_server(const std::string& one, const std::string& other) {
  const auto server = server_of(one);
  return server && server == server_of(other);
}

}  // namespace dataflow::http
