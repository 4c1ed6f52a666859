#include "agent/setup/answers.h"

#include <algorithm>
#include <string_view>

namespace dataflow::setup {

void Answers::set(const std::string& name, Answer answer) {
  all_[name] = std::move(answer);
}

void Answers::leave_out(const std::string& name) {
  all_.erase(name);
}

bool Answers::has(const std::string& name) const {
  return all_.count(name) != 0;
}

const Answer* Answers::find(const std::string& name) const {
  const auto found = all_.find(name);
  return found == all_.end() ? nullptr : &found->second;
}

std::string Answers::text(const std::string& name) const {
  const auto* answer = find(name);
  return answer == nullptr ? "" : answer->text;
}

std::string secret_file(const std::string& name) {
  constexpr std::string_view kEndpoint = "endpoint.";
  std::string file = name.starts_with(kEndpoint) ? name.substr(kEndpoint.size()) : name;
  std::replace(file.begin(), file.end(), '.', '_');
  return "secrets/" + file;
}

}  // namespace dataflow::setup
