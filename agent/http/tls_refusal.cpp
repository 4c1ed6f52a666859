#include "agent/http/tls_refusal.h"

#include <algorithm>
#include <array>
#include <string_view>

#include <fmt/format.h>
#include <openssl/x509_vfy.h>

namespace dataflow::http {

namespace {

/// Whose certificate was looked at: the endpoint's, or that of a proxy that speaks TLS itself.
struct Owner {
  const char* name;
  long verdict;  ///< OpenSSL's, X509_V_...
};

Owner owner_of(const Failure& failure) {
  if (failure.proxy_verified != X509_V_OK) return {"proxy", failure.proxy_verified};
  return {"endpoint", failure.verified};
}

const char* advice_on_authorities(const Owner& owner, const ClientOptions& options) {
  if (owner.name == std::string_view("proxy")) {
    return "Name the file of the proxy's authority in proxy.ca_file.";
  }
  if (!options.proxy.ca_file.empty()) {
    return "Check that ca_file names the authority of the endpoint, and proxy.ca_file the one of "
           "whoever inspects TLS today.";
  }
  return "Where a proxy or firewall inspects TLS, name the file of its authority in proxy.ca_file; "
         "where the endpoint has a private authority, name that in ca_file.";
}

/// libcurl itself compares names, and before it asks for OpenSSL's verdict: there is none then.
Error not_verified(const Owner& owner, const std::string& url, const ClientOptions& options) {
  const auto error = [&](const std::string& what, const char* hint) {
    return Error{Remedy::stop, url, fmt::format("The certificate of the {} {}.", owner.name, what),
                 hint};
  };
  switch (owner.verdict) {
    case X509_V_OK:
    case X509_V_ERR_UNSPECIFIED:
    case X509_V_ERR_HOSTNAME_MISMATCH:
      return error("is for another name",
                   "Check the address. Where it is right, somebody else answers there.");
    case X509_V_ERR_CERT_HAS_EXPIRED:
      return error("has expired",
                   "Check this machine's clock; otherwise it has to be renewed there.");
    case X509_V_ERR_CERT_NOT_YET_VALID:
      return error("is not valid yet", "Check this machine's clock.");
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
      return error("comes from an authority that is not trusted",
                   advice_on_authorities(owner, options));
    default:
      return error(std::string("is refused: ") + X509_verify_cert_error_string(owner.verdict),
                   "Ask whoever runs the endpoint, or the proxy.");
  }
}

Error wrong_pin(const std::string& url) {
  return {
      Remedy::stop, url, "The key of the endpoint is none of pinned_keys.",
      "Where it was renewed, ask for the new pin. A proxy that inspects TLS has another key: the "
      "endpoint must be left out of its inspection, or pinned_keys out of the settings."};
}

Error client_certificate_refused(const std::string& url, const ClientOptions& options) {
  if (!options.client_certificate) {
    return {Remedy::stop, url, "The endpoint asks for a client certificate, and none is set.",
            "Set client_certificate."};
  }
  return {Remedy::stop, url, "The endpoint refuses the client certificate.",
          "Check that it has not expired and that the endpoint trusts the authority it is from."};
}

/// An alert is all that the other side says of a client certificate; libcurl passes it on as text.
bool is_about_our_certificate(std::string_view detail) {
  static constexpr std::array<std::string_view, 8> kAlerts = {
      "alert certificate required", "alert bad certificate",     "alert unsupported certificate",
      "alert certificate revoked",  "alert certificate expired", "alert certificate unknown",
      "alert unknown ca",           "alert access denied"};
  return std::any_of(kAlerts.begin(), kAlerts.end(), [&](std::string_view alert) {
    return detail.find(alert) != std::string_view::npos;
  });
}

Error no_handshake(const Failure& failure, const std::string& url, const ClientOptions& options) {
  // What servers of TLS 1.2 say to whoever shows no certificate, among other things.
  if (failure.detail.find("alert handshake failure") != std::string::npos) {
    return {Remedy::stop, url, "The endpoint breaks off the TLS handshake.",
            options.client_certificate
                ? "Ask which client certificates and versions of TLS it takes."
                : "Ask whether it wants a client certificate."};
  }
  if (failure.detail.find("wrong version number") != std::string::npos) {
    return {
        Remedy::stop, url, "Whoever answers there does not speak TLS.",
        "Check address and port; for a proxy, whether its url begins with http:// or https://."};
  }
  return {Remedy::wait, url, fmt::format("TLS failed: {}.", failure.detail),
          "TLS 1.2 is the least. Where this stays, ask whether a firewall or proxy interferes."};
}

}  // namespace

std::optional<Error> tls_error(const Failure& failure, const std::string& url,
                               const ClientOptions& options) {
  if (is_about_our_certificate(failure.detail)) return client_certificate_refused(url, options);
  switch (failure.code) {
    case CURLE_PEER_FAILED_VERIFICATION:
      return not_verified(owner_of(failure), url, options);
    case CURLE_SSL_PINNEDPUBKEYNOTMATCH:
      return wrong_pin(url);
    case CURLE_SSL_CLIENTCERT:
      return client_certificate_refused(url, options);
    case CURLE_SSL_CACERT_BADFILE:
      return Error{Remedy::stop, url, "The system's trusted authorities cannot be read.",
                   "Install the package ca-certificates, or set ca_file."};
    case CURLE_SSL_CERTPROBLEM:
      return Error{Remedy::stop, url, "The client certificate cannot be used.",
                   "Check client_certificate."};
    case CURLE_SSL_CONNECT_ERROR:
      return no_handshake(failure, url, options);
    default:
      return std::nullopt;
  }
}

std::optional<Error> certificate_refused(const Response& response, const std::string& url,
                                         const ClientOptions& options) {
  constexpr int kBadRequest = 400;  // nginx has 495 and 496 for it, and sends them as 400
  const bool is_about_it =
      response.status == kBadRequest &&
      (response.body.find("No required SSL certificate was sent") != std::string::npos ||
       response.body.find("The SSL certificate error") != std::string::npos);
  if (!is_about_it) return std::nullopt;
  return client_certificate_refused(url, options);
}

}  // namespace dataflow::http
