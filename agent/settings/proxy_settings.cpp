#include "agent/settings/proxy_settings.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "agent/core/ascii.h"

namespace dataflow::settings {

namespace {

using http::ProxyMethod;
using yaml::Node;

constexpr std::string_view kWithTls = "https://";

/// "name:8080", the name perhaps an IPv6 address in brackets.
bool is_host_and_port(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos || colon == 0) return false;
  const auto port = text.substr(colon + 1);
  return !port.empty() && std::all_of(port.begin(), port.end(), ascii::is_digit) &&
         text.substr(0, colon).find_first_of("/?# ") == std::string_view::npos;
}

std::string read_proxy_url(const Node& node) {
  std::string url = node.text();
  if (!node.present()) return url;
  if (url.ends_with('/')) url.pop_back();
  std::string_view rest = url;
  for (const std::string_view scheme : {std::string_view("http://"), kWithTls}) {
    if (rest.starts_with(scheme)) rest.remove_prefix(scheme.size());
  }
  if (rest.find('@') != std::string_view::npos) {
    node.fault("A user name and password do not stand in the address of a proxy.",
               "Write username and password beside url.");
  } else if (rest.size() == url.size() || !is_host_and_port(rest)) {
    node.fault("The address of a proxy was expected, such as http://proxy.council:8080.");
  }
  return url;
}

ProxyMethod read_method(const Node& node) {
  static const std::array<std::pair<std::string_view, ProxyMethod>, 3> kMethods = {
      {{"negotiate", ProxyMethod::negotiate},
       {"ntlm", ProxyMethod::ntlm},
       {"basic", ProxyMethod::basic}}};
  const std::string word = node.one_of({"negotiate", "ntlm", "basic"});
  return std::find_if(kMethods.begin(), kMethods.end(),
                      [&](const auto& method) { return method.first == word; })
      ->second;
}

/// In the order of preference. A password goes to a proxy as it is, readable on the way, only where
/// somebody wrote that it shall.
std::vector<ProxyMethod> usual_methods(const http::Proxy& proxy) {
  std::vector<ProxyMethod> methods{ProxyMethod::negotiate};
  if (proxy.username.empty()) return methods;
  methods.push_back(ProxyMethod::ntlm);
  if (proxy.url.starts_with(kWithTls)) methods.push_back(ProxyMethod::basic);
  return methods;
}

std::vector<ProxyMethod> read_methods(const Node& node, const http::Proxy& proxy) {
  if (!node.present()) return usual_methods(proxy);
  std::vector<ProxyMethod> methods;
  for (const auto& item : node.items()) {
    const auto method = read_method(item);
    if (std::find(methods.begin(), methods.end(), method) != methods.end()) {
      item.fault("This method stands here twice.", "Keep one of them.");
    } else if (method != ProxyMethod::negotiate && proxy.username.empty()) {
      item.fault("This method needs a user name and password.",
                 "Write username and password under proxy.");
    }
    methods.push_back(method);
  }
  return methods;
}

/// One without the other proves nothing.
void check_pair(const Node& node) {
  const bool name = node.member("username").present();
  if (name == node.member("password").present()) return;
  node.member(name ? "username" : "password")
      .fault(name ? "A user name needs a password." : "A password needs a user name.",
             name ? "Write password, too." : "Write username, too.");
}

Proxy read_group(const std::filesystem::path& folder, const Node& node, PlainSecrets plain) {
  node.only({"url", "no_proxy", "authentication", "username", "password", "ca_file"});
  Proxy proxy;
  auto& route = proxy.route;
  if (const auto url = node.member("url"); url.present()) {
    route.use = http::Proxy::Use::named;
    route.url = read_proxy_url(url);
  } else if (const auto without = node.member("no_proxy"); without.present()) {
    without.fault("no_proxy belongs to a url.", "Write url, or set no_proxy in the environment.");
  }
  for (const auto& host : node.member("no_proxy").items()) route.no_proxy.push_back(host.text());
  check_pair(node);
  route.username = node.member("username").text();
  if (const auto password = node.member("password"); password.present()) {
    proxy.password = read_reference(folder, password, plain);
  }
  route.methods = read_methods(node.member("authentication"), route);
  if (const auto ca = node.member("ca_file"); ca.present()) route.ca_file = folder / ca.text();
  return proxy;
}

}  // namespace

Proxy read_proxy(const std::filesystem::path& folder, const Node& node, PlainSecrets plain) {
  if (node.is_map()) return read_group(folder, node, plain);
  Proxy proxy;
  if (!node.present()) return proxy;
  // Not one_of(), whose suggestion could repeat an address with a password in it.
  const std::string word = node.is_text() ? node.text() : "";
  if (word == "none") {
    proxy.route.use = http::Proxy::Use::none;
  } else if (word != "environment") {
    node.fault("none, environment or the settings of a proxy were expected.",
               "Write {url: http://proxy.council:8080}.");
  }
  return proxy;
}

}  // namespace dataflow::settings
