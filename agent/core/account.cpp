#include "agent/core/account.h"

#ifndef _WIN32
#include <array>
#include <pwd.h>
#include <string>
#include <sys/stat.h>
#include <unistd.h>

#include <fmt/format.h>
#endif

namespace dataflow {

#ifdef _WIN32

Result<void> check_account(const std::filesystem::path&) {
  return {};
}

#else

namespace {

/// Its number where it has no name.
std::string name_of(uid_t account) {
  std::array<char, 4096> buffer{};
  passwd entry{};
  passwd* found = nullptr;
  const int failed = getpwuid_r(account, &entry, buffer.data(), buffer.size(), &found);
  return failed == 0 && found != nullptr ? entry.pw_name : fmt::format("#{}", account);
}

}  // namespace

Result<void> check_account(const std::filesystem::path& file) {
  if (geteuid() != 0) return {};
  const auto folder = std::filesystem::path(file).remove_filename();
  struct stat about {};
  // A folder that is not there is told of by whoever makes the file.
  if (stat(folder.empty() ? "." : folder.c_str(), &about) != 0 || about.st_uid == 0) return {};
  const auto owner = name_of(about.st_uid);
  return Error{
      Remedy::stop, file.string(),
      fmt::format("The folder belongs to the account {}, which cannot open what root makes there.",
                  owner),
      fmt::format("Run the command as that account: sudo -u '{}' dataflow-agent ...", owner)};
}

#endif

}  // namespace dataflow
