#include "agent/app/plan.h"

#include <algorithm>

#include <fmt/format.h>

#include "agent/app/chosen_rules.h"
#include "agent/app/endpoint_options.h"
#include "agent/app/ledger_key.h"
#include "agent/app/shipped_file.h"
#include "agent/app/signing_key.h"
#include "agent/app/source_options.h"
#include "agent/core/presence.h"
#include "agent/logging/host_log.h"
#include "agent/logging/text_log.h"
#include "agent/mapping/check.h"
#include "agent/standard/versions.h"

namespace dataflow::app {

namespace {

namespace fs = std::filesystem;

}  // namespace

std::unique_ptr<const Plan> Plan::load(const fs::path& agent_yaml, const fs::path& shipped,
                                       Faults& faults, const std::string& other_standard,
                                       settings::PlainSecrets plain) {
  auto settings = settings::Settings::read(agent_yaml, faults, plain);
  if (!settings) return nullptr;
  if (!other_standard.empty()) settings->standard = {other_standard, 0, 0};
  return of(std::move(*settings), shipped, faults, plain);
}

std::unique_ptr<const Plan> Plan::of(settings::Settings settings, const fs::path& shipped,
                                     Faults& faults, settings::PlainSecrets plain) {
  const std::size_t before = faults.size();
  std::unique_ptr<Plan> plan(new Plan());
  plan->settings_ = std::move(settings);
  plan->kind_ = find_source_kind(plan->settings_, faults);
  if (plan->kind_ != nullptr) {
    plan->options_ =
        check_source_options(plan->settings_, *plan->kind_, {shipped / "profiles", plain}, faults);
  }
  plan->read_profile(shipped, faults);
  if (plan->read_standard(shipped, faults)) {
    static_cast<void>(plan->read_mapping(shipped, faults));  // its faults are counted below
    plan->rules_ = chosen_rules(plan->settings_, *plan->standard_, faults);
  }
  if (faults.size() != before) return nullptr;
  return plan;
}

void Plan::check_faulty_mapping(const mapping::MappingFile& draft, Faults& faults) const {
  if (kind_ == nullptr) return;
  const auto source = open_source();
  if (!source) return;
  const auto offered = (*source)->describe();
  if (!offered) return;
  static_cast<void>(mapping::columns_read(draft, *standard_, *offered, faults));
}

bool Plan::read_standard(const fs::path& shipped, Faults& faults) {
  const auto& id = settings_.standard;
  const auto folder = shipped / "standards";
  if (is_missing(folder / id.value)) {
    faults.push_back({settings_.file.string(), id.line, id.column,
                      fmt::format("There is no standard '{}'.", id.value),
                      suggestion(id.value, standard::versions_in(folder))});
    return false;
  }
  standard_ = standard::load_version(folder, id.value, faults);
  return standard_.has_value();
}

bool Plan::read_mapping(const fs::path& shipped, Faults& faults) {
  const auto file =
      shipped_or_own(settings_, settings_.mapping, "mapping", shipped / "mappings", faults);
  if (!file) return false;
  const std::size_t before = faults.size();
  mapping_ = mapping::MappingFile::draft(*file, *standard_, faults);
  check_variant(faults);
  if (faults.size() == before) return true;
  check_faulty_mapping(*mapping_, faults);
  return false;
}

void Plan::check_variant(Faults& faults) const {
  const auto& wanted = settings_.variant;
  const auto names = mapping::variant_names(*mapping_);
  if (wanted.value.empty() || std::count(names.begin(), names.end(), wanted.value) != 0) return;
  faults.push_back(
      {settings_.file.string(), wanted.line, wanted.column,
       fmt::format("The mapping '{}' has no variant '{}'.", mapping_->name, wanted.value),
       suggestion(wanted.value, names)});
}

void Plan::read_profile(const fs::path& shipped, Faults& faults) {
  const auto& name = settings_.endpoint.profile;
  const auto file = shipped_or_own(settings_, name, "profile", shipped / "endpoints", faults);
  if (!file) return;
  profile_ = delivery::Profile::read(*file, faults);
  if (!profile_ || profile_->answers == delivery::Answers::unsigned_) return;
  if (!settings_.endpoint.answer_keys.empty()) return;
  faults.push_back({settings_.file.string(), name.line, name.column,
                    "This endpoint signs its answers, and answer_keys is missing.",
                    "Ask its operator for the public key, and name its file and its id there."});
}

Result<std::unique_ptr<connectors::Connector>> Plan::open_source() const {
  TRY_ASSIGN(const auto options, with_secrets(options_));
  return kind_->open(options);
}

flow::BuildParts Plan::build_parts(connectors::Connector& source, Clock& clock, Log& log,
                                   Progress& progress) const {
  flow::BuildParts parts{source, *mapping_, *standard_, rules_, settings_.corrections,
                         clock,  log,       progress};
  parts.terms = settings_.source.terms;
  if (settings_.ids == settings::Ids::derived) parts.ids_for = settings_.council;
  parts.variant = settings_.variant.value;
  return parts;
}

flow::IntakeParts Plan::intake_parts(const flow::BuildParts& build,
                                     const ledger::Ledger& ledger) const {
  return {build,
          ledger,
          settings_.brake,
          settings_.purge_after_days,
          settings_.disk,
          settings_.retention,
          settings_.window_roll};
}

flow::DispatchParts Plan::dispatch_parts(const ledger::Ledger& ledger,
                                         const delivery::Endpoint& endpoint, Clock& clock, Log& log,
                                         Progress& progress) const {
  const auto& given = settings_.endpoint;
  const flow::DispatchLimits limits{settings_.disk, given.in_flight.value_or(profile_->in_flight),
                                    given.requests_a_minute.value_or(profile_->requests_a_minute),
                                    given.hours};
  return {ledger, endpoint, *standard_, clock, log, progress, limits};
}

Result<ledger::Ledger> Plan::open_ledger() const {
  TRY_ASSIGN(const Secret key, ledger_key(settings_));
  return ledger::Ledger::open(settings_.ledger, settings_.council, key);
}

Result<ledger::Ledger> Plan::open_ledger_there() const {
  TRY(ledger::check_there(settings_.ledger));
  return open_ledger();
}

Result<ledger::Ledger> Plan::open_ledger_as_it_is() const {
  TRY_ASSIGN(const Secret key, key_of_ledger_there(settings_));
  TRY_ASSIGN(auto ledger, ledger::Ledger::open_to_copy(settings_.ledger, key));
  TRY(ledger.check_usable(settings_.council));
  return ledger;
}

Result<ledger::Ledger> Plan::open_ledger_to_read() const {
  TRY_ASSIGN(const Secret key, key_of_ledger_there(settings_));
  return ledger::Ledger::open_to_read(settings_.ledger, key);
}

Result<std::unique_ptr<delivery::Endpoint>> Plan::open_endpoint(const Clock& clock) const {
  TRY_ASSIGN(auto options, endpoint_options(settings_, *profile_));
  return delivery::Endpoint::open(std::move(options), clock);
}

Result<flow::Sealer> Plan::open_sealer() const {
  TRY_ASSIGN(auto key, open_signing_key(settings_.endpoint.signing_key));
  return flow::Sealer{std::move(key), settings_.endpoint.signing_key.id};
}

Result<std::unique_ptr<Log>> Plan::open_log() const {
  const auto least = settings_.log_level;
  if (settings_.log_file.empty()) return logging::log_for_the_host(least);
  return logging::log_to_file(settings_.log_file, least);
}

}  // namespace dataflow::app
