#include "agent/setup/draft.h"

#include <string_view>

#include "agent/setup/agent_yaml.h"

namespace dataflow::setup {

namespace {

using settings::SecretReference;

constexpr std::string_view kSourceGroup = "source.";

/// The files of typed secrets do not exist before the end.
void put_in_place(const std::string& name, const Secret& secret, settings::Settings& settings) {
  const SecretReference kept{SecretReference::Kept::settings, name, secret};
  auto& endpoint = settings.endpoint;
  if (name.starts_with(kSourceGroup)) {
    settings.source.secrets[name.substr(kSourceGroup.size())] = kept;
  } else if (name == "endpoint.client_secret") {
    endpoint.client_secret = kept;
  } else if (name == "endpoint.supplier_key") {
    endpoint.supplier_key = kept;
  } else if (name == "endpoint.proxy_password") {
    endpoint.network.proxy.password = kept;
  }
}

}  // namespace

std::optional<settings::Settings> drafted_settings(const Draft& draft, Faults& faults) {
  const auto yaml = agent_yaml(draft, Unanswered::stood_in);
  auto settings = settings::Settings::parse(yaml.text, draft.ground.config, faults);
  if (!settings) return std::nullopt;
  for (const auto& [name, answer] : draft.answers.all()) {
    if (!answer.secret.empty()) put_in_place(name, answer.secret, *settings);
  }
  return settings;
}

std::unique_ptr<const app::Plan> drafted_plan(const Draft& draft, Faults& faults) {
  auto settings = drafted_settings(draft, faults);
  if (!settings) return nullptr;
  return app::Plan::of(std::move(*settings), draft.ground.shipped, faults);
}

}  // namespace dataflow::setup
