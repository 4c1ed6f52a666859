// The certificate by which the agent proves to an endpoint who it is (mutual TLS).
#pragma once

#include "agent/core/result.h"
#include "agent/http/client_options.h"
#include "agent/http/option_setter.h"

namespace dataflow::http {

/// Reads the certificate and its private key, and presents them when an endpoint asks. The file
/// with the key has to be closed to other accounts. A file of another kind, a wrong password, and a
/// key of another certificate are told apart before anything is sent; remedy stop.
[[nodiscard]] Result<void> set_client_certificate(OptionSetter& set,
                                                  const ClientCertificate& certificate);

}  // namespace dataflow::http
