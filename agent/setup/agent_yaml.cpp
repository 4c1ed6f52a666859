#include "agent/setup/agent_yaml.h"

#include <algorithm>
#include <array>
#include <sstream>
#include <string_view>
#include <utility>

#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include "agent/core/ascii.h"
#include "agent/setup/topic.h"

namespace dataflow::setup {

namespace {

constexpr std::size_t kWidth = 98;

constexpr char kBegin[] =
    "# The settings of dataflow-agent, as dataflow-agent init wrote them. Change what you like, "
    "then\n"
    "# run: dataflow-agent check --config agent.yaml\n"
    "# Paths are relative to this file. docs/settings.md explains every setting.\n";

constexpr char kEnd[] =
    "\n"
    "# Not asked by init, and safe as it is. These are the defaults.\n"
    "# On how many days in a row the source must be without a child before it is purged.\n"
    "# purge_after_days: 2\n"
    "# How much one run may change before somebody must approve it: docs/brake.md.\n"
    "# brake: {leaving: {children: 5, percent: 1}, changed: {children: 5, percent: 20}, approvals: "
    "1}\n"
    "# The log goes to the standard error stream, which is the journal under systemd.\n"
    "# log: {level: info}\n";

/// Safe for a YAML reader without quotes, also within { and }.
bool is_plain(std::string_view text) {
  static constexpr std::array<std::string_view, 8> kWords = {"true", "false", "yes",  "no",
                                                             "on",   "off",   "null", "y"};
  if (text.empty() || !ascii::is_letter(text.front())) return false;
  if (std::find(kWords.begin(), kWords.end(), ascii::lowered(std::string(text))) != kWords.end()) {
    return false;
  }
  return std::all_of(text.begin(), text.end(), [](char c) {
    return ascii::is_letter(c) || ascii::is_digit(c) || c == '_' || c == '-' || c == '.' ||
           c == '/';
  });
}

/// What may stand for a setting that nobody answered yet, without a fault of its own.
std::string stand_in(const Question& question) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kKnown = {
      {{"council", "\"000\""},
       {"source.kind", "synthetic"},
       {"mapping", "ssd"},
       {"endpoint.url", "https://later.invalid"},
       {"endpoint.token_url", "https://later.invalid"},
       {"endpoint.answer_key", "[{id: later, file: later}]"}}};
  for (const auto& [name, value] : kKnown) {
    if (question.name == name) return std::string(value);
  }
  if (question.type == Question::Type::secret) return "{file: later}";
  return yaml_scalar(question.fallback.empty() ? "later" : question.fallback);
}

/// A proxy by its address stands in one group of settings with its account.
std::string proxy_value(const Answers& answers) {
  auto proxy = answers.text("endpoint.proxy");
  if (proxy == "environment" || proxy == "none") return proxy;
  std::string group = "{url: " + yaml_scalar(proxy);
  if (answers.has("endpoint.proxy_username")) {
    const auto* password = answers.find("endpoint.proxy_password");
    // It is asked next; until then a place that is not looked at.
    group += ", username: " + yaml_scalar(answers.text("endpoint.proxy_username")) +
             ", password: " + (password == nullptr ? "{file: later}" : password->text);
  }
  return group + "}";
}

std::string answer_keys_value(const Answers& answers) {
  const auto* id = answers.find("endpoint.answer_key_id");
  return fmt::format("[{{id: {}, file: {}}}]", yaml_scalar(id == nullptr ? "later" : id->text),
                     yaml_scalar(answers.text("endpoint.answer_key")));
}

std::string value_of(const Question& question, const Answers& answers) {
  if (question.name == "endpoint.proxy") return proxy_value(answers);
  if (question.name == "endpoint.answer_key") return answer_keys_value(answers);
  const auto text = answers.text(question.name);
  return question.type == Question::Type::secret ? text : yaml_scalar(text);
}

/// Those that stand on the line of another setting, or only serve `init` itself.
bool has_own_line(const std::string& name) {
  static constexpr std::array<std::string_view, 4> kOthers = {
      "endpoint.proxy_username", "endpoint.proxy_password", "endpoint.answer_key_id",
      "endpoint.key_kind"};
  return !name.starts_with("dba.") &&
         std::find(kOthers.begin(), kOthers.end(), name) == kOthers.end();
}

class Writer {
 public:
  Writer(const Answers& answers, Unanswered unanswered)
      : answers_(answers), unanswered_(unanswered) {
    yaml_.text = kBegin;
  }

  void write(const Question& question) {
    const auto dot = question.name.find('.');
    const bool grouped = dot != std::string::npos;
    open_group(grouped ? question.name.substr(0, dot) : "");
    const std::string indent = grouped ? "  " : "";
    const auto word = word_of(grouped ? question.name.substr(dot + 1) : question.name);
    comment(question.reason, indent);
    if (answers_.has(question.name)) {
      setting(question, fmt::format("{}{}: {}", indent, word, value_of(question, answers_)));
    } else if (question.need == Question::Need::yes && unanswered_ == Unanswered::stood_in) {
      setting(question, fmt::format("{}{}: {}", indent, word, stand_in(question)));
    } else {
      line(fmt::format("{}# {}:", indent, word));
    }
  }

  AgentYaml finish() && {
    yaml_.text += kEnd;
    return std::move(yaml_);
  }

 private:
  static std::string word_of(const std::string& word) {
    return word == "answer_key" ? "answer_keys" : word;
  }

  void line(const std::string& text) { yaml_.text += text + "\n"; }

  void setting(const Question& question, const std::string& text) {
    line(text);
    const auto lines = std::count(yaml_.text.begin(), yaml_.text.end(), '\n');
    yaml_.lines[question.name] = static_cast<std::size_t>(lines);
  }

  void open_group(const std::string& group) {
    if (group.empty() || group != group_) line("");
    if (!group.empty() && group != group_) line(group + ":");
    group_ = group;
  }

  void comment(const std::string& text, const std::string& indent) {
    std::istringstream words(text);
    std::string row = indent + "#";
    for (std::string word; words >> word;) {
      if (row.size() + 1 + word.size() > kWidth) {
        line(row);
        row = indent + "#";
      }
      row += " " + word;
    }
    line(row);
  }

  const Answers& answers_;
  Unanswered unanswered_;
  AgentYaml yaml_;
  std::string group_;
};

}  // namespace

std::string yaml_scalar(const std::string& text) {
  return is_plain(text) ? text : boost::json::serialize(boost::json::string(text));
}

AgentYaml agent_yaml(const Draft& draft, Unanswered unanswered) {
  Writer writer(draft.answers, unanswered);
  for (const auto& topic : all_topics()) {
    for (const auto& question : topic.questions(draft)) {
      if (has_own_line(question.name)) writer.write(question);
    }
  }
  return std::move(writer).finish();
}

}  // namespace dataflow::setup
