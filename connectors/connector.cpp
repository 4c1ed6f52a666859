#include "connectors/connector.h"

namespace dataflow::connectors {

std::string Options::text(const std::string& name, const std::string& otherwise) const {
  const auto found = values.find(name);
  return found == values.end() ? otherwise : found->second;
}

long Options::whole_number(const std::string& name, long otherwise) const {
  const auto found = values.find(name);
  return found == values.end() ? otherwise : std::stol(found->second);
}

bool Options::has(const std::string& name) const {
  return values.count(name) != 0 || secrets.count(name) != 0;
}

bool Options::flag(const std::string& name, bool otherwise) const {
  const auto found = values.find(name);
  return found == values.end() ? otherwise : found->second == "true";
}

Secret Options::secret(const std::string& name) const {
  const auto found = secrets.find(name);
  return found == secrets.end() ? Secret() : found->second;
}

}  // namespace dataflow::connectors
