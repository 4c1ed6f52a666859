#include "receiver/token_endpoint.h"

#include <variant>

#include <fmt/format.h>

#include "agent/core/ascii.h"
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

Answer invalid_request(std::string_view description) {
  return failure(400, "invalid_request", description);
}

Answer invalid_client(std::string_view description) {
  return failure(401, "invalid_client", description);
}

/// The council that asks, or why it gets no token.
using Client = std::variant<const Council*, Answer>;

Client client_by_secret(const Form& form, const std::vector<Council>& councils) {
  const auto* client_id = find(form, "client_id");
  const auto* client_secret = find(form, "client_secret");
  if (!client_id || !client_secret) {
    return invalid_request("client_id and client_secret are both needed.");
  }
  const Council* council = find_client(councils, *client_id);
  const bool is_right =
      council && council->client_secret && is_secret(*council->client_secret, *client_secret);
  if (is_right) return council;
  return invalid_client("The client is not known, or its secret is wrong.");
}

std::string url_of(const Head& head) {
  return "https://" + ascii::lowered(head.header("host").value_or("")) + std::string(head.path());
}

/// RFC 7521 section 4.2: the client may be named apart from its assertion, and then has to fit.
Client client_by_assertion(const Head& head, const Form& form, const TokenCounter& counter) {
  const auto* type = find(form, "client_assertion_type");
  const auto* text = find(form, "client_assertion");
  if (!type || !text || *type != signing::kAssertionType) {
    return invalid_request("client_assertion and its type, jwt-bearer, are both needed.");
  }
  if (form.contains("client_secret")) {
    return invalid_request("Send an assertion or a secret, not both.");
  }
  const auto assertion = signing::ClientAssertion::read(*text);
  if (!assertion) return invalid_client(sentence_of(assertion.error()));
  const auto* client_id = find(form, "client_id");
  const Council* council = find_client(counter.councils, assertion->client_id());
  if (!council || (client_id && *client_id != council->client_id)) {
    return invalid_client("The client is not known, or is not the assertion's.");
  }
  const auto taken = counter.assertions.take(*council, *assertion, url_of(head));
  if (!taken) return invalid_client(sentence_of(taken.error()));
  return council;
}

Answer token_for(const Council& council, TokenDesk& desk) {
  return json_answer(200,
                     fmt::format(R"({{"access_token":"{}","token_type":"Bearer","expires_in":{}}})",
                                 desk.issue(council), desk.lifetime().count()),
                     not_to_be_kept());
}

}  // namespace

Answer grant_token(const Head& head, std::string_view body, TokenCounter counter) {
  if (!is_media_type(head.header("content-type"), "application/x-www-form-urlencoded")) {
    return invalid_request("The body has to be a form.");
  }
  const auto form = read_form(body);
  if (!form) return invalid_request("The form cannot be read.");
  const auto* grant_type = find(*form, "grant_type");
  if (!grant_type) return invalid_request("grant_type is missing.");
  if (*grant_type != "client_credentials") {
    return failure(400, "unsupported_grant_type", "Only client_credentials is supported.");
  }
  const bool asserts =
      form->contains("client_assertion") || form->contains("client_assertion_type");
  const auto client = asserts ? client_by_assertion(head, *form, counter)
                              : client_by_secret(*form, counter.councils);
  if (const auto* refusal = std::get_if<Answer>(&client)) return *refusal;
  return token_for(*std::get<const Council*>(client), counter.tokens);
}

}  // namespace dataflow::receiver
