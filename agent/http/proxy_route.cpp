#include "agent/http/proxy_route.h"

#include <fmt/ranges.h>

namespace dataflow::http {

namespace {

unsigned long bit_of(ProxyMethod method) {
  switch (method) {
    case ProxyMethod::negotiate:
      return CURLAUTH_NEGOTIATE;
    case ProxyMethod::ntlm:
      return CURLAUTH_NTLM;
    case ProxyMethod::basic:
      break;
  }
  return CURLAUTH_BASIC;
}

}  // namespace

std::string name_of(ProxyMethod method) {
  switch (method) {
    case ProxyMethod::negotiate:
      return "negotiate";
    case ProxyMethod::ntlm:
      return "ntlm";
    case ProxyMethod::basic:
      break;
  }
  return "basic";
}

void set_proxy(OptionSetter& set, const Proxy& proxy) {
  set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
  if (proxy.use == Proxy::Use::none) set(CURLOPT_PROXY, "");
  if (proxy.use != Proxy::Use::named) return;
  set(CURLOPT_PROXY, proxy.url);
  set(CURLOPT_NOPROXY, fmt::format("{}", fmt::join(proxy.no_proxy, ",")));
}

void set_proxy_method(OptionSetter& set, const Proxy& proxy, ProxyMethod method) {
  // An empty name and password stand for the account's own ticket.
  const bool by_ticket = method == ProxyMethod::negotiate;
  set(CURLOPT_PROXYAUTH, static_cast<long>(bit_of(method)));
  set(CURLOPT_PROXYUSERNAME, by_ticket ? "" : proxy.username.c_str());
  set(CURLOPT_PROXYPASSWORD, by_ticket ? "" : proxy.password.reveal().c_str());
}

}  // namespace dataflow::http
