#include "agent/setup/answers_file.h"

#include <algorithm>

#include <fmt/format.h>

#include "agent/setup/agent_yaml.h"
#include "connectors/registry.h"

namespace dataflow::setup {

namespace {

using yaml::Node;

constexpr char kEndpoint[] = "endpoint";
constexpr char kSource[] = "source";

/// Asked only after certain other answers.
const std::vector<std::string> kSometimes = {"endpoint.proxy_username",
                                             "endpoint.proxy_password",
                                             "endpoint.answer_key",
                                             "endpoint.answer_key_id",
                                             "endpoint.key_kind",
                                             "dba.account",
                                             "dba.dialect"};

/// Every question that there is with that kind of source.
std::set<std::string> all_names(const Draft& draft) {
  std::set<std::string> names(kSometimes.begin(), kSometimes.end());
  for (const auto& topic : all_topics()) {
    for (const auto& question : topic.questions(draft)) names.insert(question.name);
  }
  if (const auto* kind = connectors::find_kind(draft.answers.text("source.kind"))) {
    for (const auto& option : kind->options) names.insert("source." + option.name);
  }
  return names;
}

std::vector<std::string> members_of(const std::set<std::string>& names, const std::string& group) {
  std::vector<std::string> members;
  for (const auto& name : names) {
    const auto dot = name.find('.');
    if (group.empty()) {
      const auto top = name.substr(0, dot);
      if (members.empty() || members.back() != top) members.push_back(top);
    } else if (dot != std::string::npos && name.substr(0, dot) == group) {
      members.push_back(name.substr(dot + 1));
    }
  }
  return members;
}

}  // namespace

AnswersFile::AnswersFile(const std::filesystem::path& file, std::ostream& out, Faults& faults)
    : faults_(faults), root_(Node::open(file, faults)), file_(file.string()), out_(out) {}

void AnswersFile::begin(const Topic& topic, std::size_t /*number*/, std::size_t /*of*/) {
  out_ << topic.title << "\n";
}

Node AnswersFile::place_of(const std::string& name) const {
  const auto dot = name.find('.');
  if (dot == std::string::npos) return root_.member(name);
  return root_.member(name.substr(0, dot)).member(name.substr(dot + 1));
}

std::optional<Answer> AnswersFile::secret_at(const Node& node) const {
  if (!node.is_map()) {
    node.fault("A secret does not stand in a file of answers.",
               "Write {file: PATH}, {env: VARIABLE} or {credential: NAME}.");
    return std::nullopt;
  }
  const std::size_t before = faults_.size();
  static_cast<void>(settings::read_reference("", node));  // its faults are what matters here
  if (faults_.size() != before) return std::nullopt;
  const auto members = node.members();
  const auto& member = members.front();
  return Answer{fmt::format("{{{}: {}}}", member.name, yaml_scalar(member.value.text())),
                {},
                node.line(),
                node.column()};
}

Result<std::optional<Answer>> AnswersFile::ask(const Question& question, const Draft& /*draft*/) {
  asked_.insert(question.name);
  const auto node = place_of(question.name);
  if (node.present()) {
    if (question.type == Question::Type::secret) return secret_at(node);
    const std::size_t before = faults_.size();
    auto text = node.text();
    if (faults_.size() != before) return std::optional<Answer>();
    return std::optional(Answer{std::move(text), {}, node.line(), node.column()});
  }
  if (!question.fallback.empty()) return std::optional(Answer{question.fallback});
  if (question.need == Question::Need::yes && !depends_on_failed(question)) {
    faults_.push_back(
        {file_, 0, 0, fmt::format("'{}' is missing.", question.name), question.words + "."});
  }
  return std::optional<Answer>();
}

/// The mapping that fits the source is only known of a source that answers.
bool AnswersFile::depends_on_failed(const Question& question) const {
  return question.name == "mapping" &&
         std::find(failed_.begin(), failed_.end(), Topic::Concern::source) != failed_.end();
}

Asker::Again AnswersFile::refuse(const Question& question,
                                 const std::vector<std::string>& reasons) {
  const auto node = place_of(question.name);
  for (const auto& reason : reasons) {
    faults_.push_back({file_, node.present() ? node.line() : 0, node.present() ? node.column() : 0,
                       fmt::format("{}: {}", question.name, reason), ""});
  }
  return Again::no;
}

Result<Asker::Next> AnswersFile::decide(const Topic& topic, const Trial& trial) {
  const std::string group = topic.concern == Topic::Concern::endpoint ? kEndpoint : kSource;
  const auto node = root_.member(topic.concern == Topic::Concern::ledger ? "ledger" : group);
  faults_.push_back({file_, node.present() ? node.line() : 0, 0,
                     fmt::format("{}: {}", topic.title, trial.says),
                     "With --offline nothing is tested."});
  failed_.push_back(topic.concern);
  return Next::keep;
}

void AnswersFile::tell(const std::string& line) {
  out_ << "  " << line << std::endl;
}

void AnswersFile::check_unasked(const Draft& draft) const {
  if (!root_.present()) return;
  const auto names = all_names(draft);
  root_.only(members_of(names, ""));
  const bool known_kind = connectors::find_kind(draft.answers.text("source.kind")) != nullptr;
  for (const std::string group : {"source", "endpoint", "dba"}) {
    const auto node = root_.member(group);
    if (node.present() && (group != kSource || known_kind)) node.only(members_of(names, group));
  }
  for (const auto& name : names) {
    const auto node = place_of(name);
    if (!node.present() || asked_.count(name) != 0) continue;
    node.fault(fmt::format("'{}' is not asked for after the other answers.", name),
               "Take it out, or change them.");
  }
}

}  // namespace dataflow::setup
