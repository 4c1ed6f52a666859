#include <array>
#include <chrono>

#include <fmt/format.h>

#include "agent/app/endpoint_options.h"
#include "agent/app/shipped_file.h"
#include "agent/core/presence.h"
#include "agent/delivery/check_up.h"
#include "agent/setup/topics.h"

namespace dataflow::setup {

namespace {

namespace fs = std::filesystem;
using delivery::Step;
using Type = Question::Type;
using Need = Question::Need;

/// Whether the answers say that the endpoint signs its answers, so that its key has to be known.
bool signs_answers(const Draft& draft) {
  const auto name = draft.answers.text("endpoint.profile");
  Faults ignored;  // the question about the profile has told them
  const auto profile = delivery::Profile::read(
      app::file_called(name, draft.ground.config.parent_path(), draft.ground.shipped / "endpoints"),
      ignored);
  return profile && profile->answers == delivery::Answers::signed_;
}

bool key_exists(const Draft& draft) {
  const auto file = draft.answers.text("endpoint.signing_key");
  return !file.empty() && !is_missing(placed_path(draft, file));
}

std::string usual_key_id(const Draft& draft) {
  const auto year = rfc3339(draft.ground.clock.now()).substr(0, 4);
  return fmt::format("council-{}-{}", draft.answers.text("council"), year);
}

void add_client(std::vector<Question>& questions) {
  questions.insert(
      questions.end(),
      {{"endpoint.profile", "How this kind of endpoint wants to be spoken to",
        "dfe-csc is the DfE's API, reference is dataflow-receiver. docs/delivery.md#profiles",
        "dfe-csc"},
       {"endpoint.url", "The base address of the endpoint",
        "Where the records are sent, from the DfE's portal; only https://.", ""},
       {"endpoint.token_url", "The address of the token service",
        "Where access tokens are issued, from the DfE's portal.", ""},
       {"endpoint.client_id", "The client id", "As which the DfE knows the agent.", ""},
       {"endpoint.client_secret", "The client secret",
        "Where the client secret is kept; it never stands here. docs/settings.md#secrets", "",
        Type::secret},
       {"endpoint.supplier_key", "The subscription key (SupplierKey)",
        "Where the subscription key is kept.", "", Type::secret},
       {"endpoint.scope", "The scope", "Of the access tokens, from the DfE's portal.", ""}});
}

void add_way(const Draft& draft, std::vector<Question>& questions) {
  questions.push_back({"endpoint.ca_file",
                       "PEM file of the endpoint's private certificate authority",
                       "Only for an endpoint whose certificate is of a private authority.", "",
                       Type::text, Need::no});
  questions.push_back({"endpoint.proxy", "The proxy on the way out",
                       "environment takes the one of https_proxy, none takes none; or an address "
                       "such as http://proxy.council:8080. docs/council-it.md#proxies",
                       "environment"});
  const auto proxy = draft.answers.text("endpoint.proxy");
  if (proxy.empty() || proxy == "environment" || proxy == "none") return;
  questions.push_back({"endpoint.proxy_username", "The user name at the proxy",
                       "Where the proxy asks who this is, and Kerberos does not say.", "",
                       Type::text, Need::no});
  if (!draft.answers.has("endpoint.proxy_username")) return;
  questions.push_back({"endpoint.proxy_password", "The password at the proxy",
                       "A user name needs a password.", "", Type::secret});
}

void add_keys(const Draft& draft, std::vector<Question>& questions) {
  if (signs_answers(draft)) {
    questions.push_back({"endpoint.answer_key", "The file of the endpoint's public key",
                         "This endpoint signs its answers: its public key, from its operator.",
                         ""});
    questions.push_back({"endpoint.answer_key_id", "The name of that key",
                         "By which the endpoint's signatures call it.", ""});
  }
  questions.push_back({"endpoint.signing_key", "The file of the key that signs requests",
                       "The private key that signs every request. It is made when it is not there, "
                       "with its public half beside it. docs/delivery.md#keys-that-change",
                       "agent.key"});
  questions.push_back({"endpoint.key_id", "The name of that key at the endpoint",
                       "The name under which the endpoint knows the public half.",
                       usual_key_id(draft)});
  if (key_exists(draft)) return;
  questions.push_back({"endpoint.key_kind",
                       "The kind of the new key",
                       "Ed25519 unless the endpoint asks for another.",
                       "ed25519",
                       Type::text,
                       Need::yes,
                       Question::Asked::always,
                       {"ed25519", "p-256", "rsa-pss"}});
}

std::vector<Question> endpoint_questions(const Draft& draft) {
  std::vector<Question> questions;
  add_client(questions);
  add_way(draft, questions);
  add_keys(draft, questions);
  return questions;
}

signing::Algorithm algorithm_of(const std::string& kind) {
  if (kind == "p-256") return signing::Algorithm::ecdsa_p256_sha256;
  if (kind == "rsa-pss") return signing::Algorithm::rsa_pss_sha512;
  return signing::Algorithm::ed25519;
}

/// The key in its file, or a new one that is written at the end.
Result<signing::PrivateKey> key_for(Draft& draft) {
  if (key_exists(draft)) {
    draft.new_key.reset();
    return signing::PrivateKey::read(
        placed_path(draft, draft.answers.text("endpoint.signing_key")));
  }
  const auto algorithm = algorithm_of(draft.answers.text("endpoint.key_kind"));
  if (!draft.new_key || draft.new_key->algorithm() != algorithm) {
    TRY_ASSIGN(draft.new_key, signing::PrivateKey::generate(algorithm));
  }
  return *draft.new_key;
}

/// What the steps come to. That the endpoint does not know the key is as it should be: it learns
/// it from the note that is written at the end.
class Steps {
 public:
  explicit Steps(const Tell& tell) : tell_(tell) {}

  void operator()(const Step& step) {
    if (step.name == delivery::kSignatureStep && step.outcome == Step::Outcome::failed) {
      return tell_(fmt::format("{:<5} {:<26} {}", "later", step.name,
                               "the endpoint does not know the key by this name yet"));
    }
    failed_ = failed_ || step.outcome == Step::Outcome::failed;
    tell_(line_of(step));
  }
  [[nodiscard]] bool failed() const { return failed_; }

 private:
  const Tell& tell_;
  bool failed_ = false;
};

Trial check_way(const Draft& draft, const app::Plan& plan, signing::PrivateKey key,
                const Tell& tell) {
  auto options = app::endpoint_options(plan.settings(), plan.profile(), std::move(key));
  if (!options) return Trial::failure(describe(options.error()));
  const auto endpoint = delivery::Endpoint::open(std::move(*options), draft.ground.clock);
  if (!endpoint) return Trial::failure(describe(endpoint.error()));
  Steps steps(tell);
  static_cast<void>(delivery::check_up(**endpoint, {}, plan.standard().id(), std::ref(steps)));
  if (!steps.failed()) return {};
  return Trial::failure("The endpoint cannot be used now: see FAIL above.");
}

Trial try_endpoint(Draft& draft, const Tell& tell) {
  auto key = key_for(draft);
  if (!key) return Trial::failure(describe(key.error()));
  if (draft.ground.reach == Reach::offline) {
    return Trial::without("The endpoint was not asked, because of --offline.");
  }
  Faults faults;
  const auto plan = drafted_plan(draft, faults);
  if (!plan) return Trial::failure(sentences(faults));
  const auto& given = plan->settings().endpoint;
  std::vector<settings::SecretReference> secrets = {given.client_secret, given.supplier_key};
  if (given.network.proxy.password) secrets.push_back(*given.network.proxy.password);
  if (auto reason = secret_out_of_reach(secrets); !reason.empty()) {
    return Trial::without("The endpoint was not asked: " + reason);
  }
  return check_way(draft, *plan, std::move(*key), tell);
}

}  // namespace

Topic endpoint_topic() {
  return {"The endpoint", Topic::Concern::endpoint, endpoint_questions, try_endpoint};
}

}  // namespace dataflow::setup
