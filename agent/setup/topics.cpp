#include "agent/setup/topics.h"

#include <fmt/format.h>

namespace dataflow::setup {

const std::vector<Topic>& all_topics() {
  static const std::vector<Topic> topics = {council_topic(),  source_topic(), mapping_topic(),
                                            endpoint_topic(), ledger_topic(), dba_topic()};
  return topics;
}

Trial nothing_to_try(Draft& /*draft*/, const Tell& /*tell*/) {
  return {};
}

std::string secret_out_of_reach(const std::vector<settings::SecretReference>& references) {
  using Kept = settings::SecretReference::Kept;
  for (const auto& reference : references) {
    const bool of_service =
        reference.kept == Kept::credential || reference.kept == Kept::environment;
    if (of_service && !settings::read_secret(reference)) {
      return fmt::format("the secret '{}' is given to the service only.", reference.name);
    }
  }
  return "";
}

std::string sentences(const Faults& faults) {
  std::string text;
  for (const auto& fault : faults) {
    if (!text.empty()) text += " ";
    text += fault.what;
    if (!fault.hint.empty()) text += " " + fault.hint;
  }
  return text;
}

}  // namespace dataflow::setup
