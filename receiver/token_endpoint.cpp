#include "receiver/token_endpoint.h"

#include <fmt/format.h>

#include "agent/core/canonical_json.h"
#include "receiver/form.h"
#include "receiver/media_type.h"

namespace dataflow::receiver {

namespace {

/// RFC 6749 section 5.1: nobody on the way may keep the answer.
Headers not_to_be_kept() {
  return {{"Cache-Control", "no-store"}, {"Pragma", "no-cache"}};
}

Answer failure(int status, std::string_view error, std::string_view description) {
  std::string json = R"({"error":)";
  append_json_string(json, error);
  json += R"(,"error_description":)";
  append_json_string(json, description);
  return json_answer(status, json + "}", not_to_be_kept());
}

const std::string* find(const Form& form, std::string_view name) {
  const auto found = form.find(name);
  return found == form.end() || found->second.empty() ? nullptr : &found->second;
}

}  // namespace

Answer grant_token(const Head& head, std::string_view body, const std::vector<Council>& councils,
                   TokenDesk& desk) {
  if (!is_media_type(head.header("content-type"), "application/x-www-form-urlencoded")) {
    return failure(400, "invalid_request", "The body has to be a form.");
  }
  const auto form = read_form(body);
  if (!form) return failure(400, "invalid_request", "The form cannot be read.");
  const auto* grant_type = find(*form, "grant_type");
  if (!grant_type) return failure(400, "invalid_request", "grant_type is missing.");
  if (*grant_type != "client_credentials") {
    return failure(400, "unsupported_grant_type", "Only client_credentials is supported.");
  }
  const auto* client_id = find(*form, "client_id");
  const auto* client_secret = find(*form, "client_secret");
  if (!client_id || !client_secret) {
    return failure(400, "invalid_request", "client_id and client_secret are both needed.");
  }
  const Council* council = find_client(councils, *client_id);
  if (!council || !is_secret(council->client_secret, *client_secret)) {
    return failure(401, "invalid_client", "The client is not known, or its secret is wrong.");
  }
  return json_answer(200,
                     fmt::format(R"({{"access_token":"{}","token_type":"Bearer","expires_in":{}}})",
                                 desk.issue(*council), desk.lifetime().count()),
                     not_to_be_kept());
}

}  // namespace dataflow::receiver
