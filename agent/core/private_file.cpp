#include "agent/core/private_file.h"

#include <fstream>
#include <sstream>

#include <fmt/format.h>

#include "agent/core/durable_file.h"

namespace dataflow {

namespace fs = std::filesystem;

namespace {

Error failure(const fs::path& file, std::string what, std::string hint) {
  return {Remedy::stop, file.string(), std::move(what), std::move(hint)};
}

#ifdef _WIN32
bool open_to_others(const fs::path&) {
  return false;
}  // std::filesystem shows no access lists
#else
bool open_to_others(const fs::path& file) {
  std::error_code ignored;
  const auto mode = fs::status(file, ignored).permissions();
  return (mode & (fs::perms::group_all | fs::perms::others_all)) != fs::perms::none;
}
#endif

}  // namespace

Result<std::string> read_file(const fs::path& file) {
  std::error_code refused;  // then the stream does not open either
  std::ifstream stream(file, std::ios::binary);
  std::ostringstream content;
  if (fs::is_directory(file, refused) || !stream || !(content << stream.rdbuf())) {
    return failure(file, "This file cannot be read, or is empty.",
                   "Check the path and that this account may read it.");
  }
  return std::move(content).str();
}

Result<Secret> read_private_file(const fs::path& file) {
  TRY_ASSIGN(std::string content, read_file(file));
  if (open_to_others(file)) {
    return failure(file, "Other accounts can read this file.",
                   fmt::format("Run: chmod 600 '{}'", file.string()));
  }
  return Secret(std::move(content));
}

Result<void> write_private_file(const fs::path& file, std::string_view content) {
  return make_file(file, [&](const fs::path& making) -> Result<void> {
    std::error_code problem;
    std::ofstream stream(making, std::ios::binary);
    // Closed to others while it is still empty.
    fs::permissions(making, fs::perms::owner_read | fs::perms::owner_write, problem);
    if (stream && !problem) {
      stream.write(content.data(), static_cast<std::streamsize>(content.size()));
      stream.close();
      if (stream) return {};
    }
    return failure(file, "This file cannot be written.",
                   "Check that the folder exists and that this account may write to it.");
  });
}

}  // namespace dataflow
