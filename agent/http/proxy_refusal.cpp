#include "agent/http/proxy_refusal.h"

#include <vector>

#include <fmt/ranges.h>

#include "agent/http/proxy_route.h"

namespace dataflow::http {

namespace {

constexpr long kForbidden = 403;
constexpr long kWhoAsks = 407;
constexpr long kFirstOfItsOwn = 500;  // from here on the proxy, or what is behind it, has a problem

Error not_known(const std::string& url, const Proxy& proxy) {
  std::vector<std::string> names;
  for (const auto method : proxy.methods) names.push_back(name_of(method));
  const auto tried = names.empty() ? "nothing was tried"
                                   : fmt::format("it took none of: {}", fmt::join(names, ", "));
  return {Remedy::stop, url,
          fmt::format("The proxy asks who this is (407), and {}. Nothing was sent.", tried),
          proxy.username.empty()
              ? "Check the account's Kerberos ticket, or set username, password and authentication "
                "under proxy."
              : "Check username, password and authentication under proxy."};
}

}  // namespace

bool asks_who(const Failure& failure) {
  return failure.proxy_status == kWhoAsks;
}

bool refused_by_proxy(const Failure& failure) {
  constexpr long kFirstRefusal = 300;
  return failure.proxy_status >= kFirstRefusal;
}

Error proxy_error(const Failure& failure, const std::string& url, const Proxy& proxy) {
  if (asks_who(failure)) return not_known(url, proxy);
  const long status = failure.proxy_status;
  if (status == kForbidden) {
    return {Remedy::stop, url,
            "The proxy does not allow connections to this address (403). Nothing was sent.",
            "Ask for this host and port to be allowed for the agent's account."};
  }
  if (status >= kFirstOfItsOwn) {
    return {Remedy::wait, url,
            fmt::format("The proxy cannot reach this address ({}). Nothing was sent.", status),
            "Check that the endpoint is up; otherwise ask who runs the proxy."};
  }
  return {Remedy::stop, url,
          fmt::format("The proxy refuses to connect ({}). Nothing was sent.", status),
          "Check the address under proxy, and ask who runs the proxy."};
}

}  // namespace dataflow::http
