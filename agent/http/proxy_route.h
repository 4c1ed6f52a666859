// The way through a proxy: which one, and by which method it is told who asks.
#pragma once

#include <string>

#include "agent/http/client_options.h"
#include "agent/http/option_setter.h"

namespace dataflow::http {

/// "negotiate", "ntlm" or "basic": the word of the settings.
[[nodiscard]] std::string name_of(ProxyMethod method);

/// Which proxy. What it answers to a CONNECT is kept out of the response's headers.
void set_proxy(OptionSetter& set, const Proxy& proxy);

/// From the next exchange on the proxy is told who asks by this method and no other.
void set_proxy_method(OptionSetter& set, const Proxy& proxy, ProxyMethod method);

}  // namespace dataflow::http
