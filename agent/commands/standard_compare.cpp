// dataflow-agent standard compare: our description against the OpenAPI file that the DfE publishes.
#include <fstream>
#include <sstream>

#include <boost/json.hpp>
#include <fmt/format.h>

#include "agent/commands/standard.h"
#include "agent/core/canonical_json.h"
#include "agent/standard/compare.h"

namespace dataflow::commands {

namespace {

struct CompareOptions : StandardOptions {
  std::string file;
};

Result<boost::json::value> read_json(const std::string& file) {
  constexpr std::size_t kDeepest = 256;
  std::ifstream stream(file, std::ios::binary);
  std::ostringstream text;
  if (!stream || !(text << stream.rdbuf())) {
    return Error{Remedy::stop, file, "This file cannot be read, or is empty.", "Check the path."};
  }
  boost::json::parse_options depth;
  depth.max_depth = kDeepest;
  boost::json::error_code problem;
  auto parsed = boost::json::parse(text.str(), problem, {}, depth);
  if (!problem) return parsed;
  return Error{
      Remedy::stop, file, "This file is not JSON.",
      "Name the OpenAPI file as the DfE publishes it; a YAML edition has to be made JSON."};
}

void answer(const CompareOptions& options, const Surroundings& surroundings,
            const std::vector<standard::Difference>& differences) {
  if (options.json) {
    boost::json::array all;
    for (const auto& one : differences) {
      all.push_back(boost::json::object{{"path", one.path},
                                        {"keyword", one.keyword},
                                        {"ours", one.ours},
                                        {"theirs", one.theirs},
                                        {"says", describe(one)}});
    }
    surroundings.out << canonical_json(all) << "\n";
    return;
  }
  for (const auto& one : differences) surroundings.out << describe(one) << "\n";
  surroundings.out << (differences.empty() ? std::string("no differences\n")
                       : differences.size() == 1
                           ? std::string("1 difference\n")
                           : fmt::format("{} differences\n", differences.size()));
}

Exit compare(const CompareOptions& options, const Surroundings& surroundings) {
  const auto standard = load_standard(options, surroundings);
  if (!standard) return Exit::settings;
  const auto openapi = read_json(options.file);
  if (!openapi) return report(surroundings, openapi.error(), Exit::failed);
  const auto differences = standard::compare(*standard, *openapi);
  if (!differences) return report(surroundings, differences.error(), Exit::failed);
  answer(options, surroundings, *differences);
  return differences->empty() ? Exit::done : Exit::failed;
}

}  // namespace

void add_standard_compare(CommandGroup& group, const Surroundings& surroundings) {
  auto options = std::make_shared<CompareOptions>();
  auto command =
      group.add("compare", "Compare a version with the OpenAPI file the DfE publishes",
                [=, &surroundings] { return static_cast<int>(compare(*options, surroundings)); });
  command.argument("openapi", options->file, "The OpenAPI file, as JSON");
  command.text("standard", options->id, "The version, such as dfe-csc/1.0.1", "ID");
  command.required("standard");
  add_standards_option(command, *options);
  add_json_option(command, *options);
}

}  // namespace dataflow::commands
