#include "agent/health/heartbeat.h"

#include <fstream>

#include <boost/json.hpp>

#include "agent/core/canonical_json.h"
#include "agent/core/private_file.h"

namespace dataflow::health {

namespace {

namespace fs = std::filesystem;

boost::json::object as_json(const Heartbeat& heartbeat) {
  boost::json::object json{
      {"at", rfc3339(heartbeat.at)},
      {"pid", heartbeat.pid},
      {"version", heartbeat.version},
      {"service", heartbeat.service},
      {"intake", heartbeat.intake},
      {"dispatch", heartbeat.dispatch},
      {"next_run_at", nullptr},
      {"concerns", boost::json::array(heartbeat.concerns.begin(), heartbeat.concerns.end())}};
  if (heartbeat.next_run) json["next_run_at"] = rfc3339(*heartbeat.next_run);
  return json;
}

Result<void> write(const fs::path& file, const std::string& text) {
  std::ofstream stream(file, std::ios::binary | std::ios::trunc);
  stream.write(text.data(), static_cast<std::streamsize>(text.size()));
  stream.close();
  std::error_code problem;
  constexpr auto kForAll = fs::perms::owner_read | fs::perms::owner_write | fs::perms::group_read |
                           fs::perms::others_read;
  fs::permissions(file, kForAll, problem);
  if (stream && !problem) return {};
  return Error{Remedy::wait, file.string(), "The heartbeat cannot be written.",
               "See that its folder is there, and that this account may write to it."};
}

}  // namespace

Result<void> write_heartbeat(const fs::path& file, const Heartbeat& heartbeat) {
  const fs::path beside = file.string() + ".new";
  TRY(write(beside, canonical_json(as_json(heartbeat)) + "\n"));
  std::error_code problem;
  fs::rename(beside, file, problem);
  if (!problem) return {};
  return Error{Remedy::wait, file.string(),
               "The heartbeat cannot be put in its place: " + problem.message() + ".", ""};
}

Pulse read_heartbeat(const fs::path& file) {
  const auto text = read_file(file);
  if (!text) return {};
  boost::json::error_code problem;
  const auto json = boost::json::parse(*text, problem);
  const auto* object = problem ? nullptr : json.if_object();
  if (object == nullptr) return {};
  const auto text_of = [&](const char* name) {
    const auto* value = object->if_contains(name);
    const auto* string = value == nullptr ? nullptr : value->if_string();
    return string == nullptr ? std::string_view() : std::string_view(*string);
  };
  return {parse_rfc3339(text_of("at")), text_of("service") == "stopped"};
}

}  // namespace dataflow::health
