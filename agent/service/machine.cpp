#include "agent/service/machine.h"

#include <fstream>
#include <string_view>

#include <fmt/format.h>

#ifdef _WIN32
#include <process.h>
#else
#include <array>
#include <cerrno>
#include <pwd.h>
#include <sys/stat.h>
#include <sys/utsname.h>
#include <sys/vfs.h>
#include <termios.h>
#include <unistd.h>
#endif

namespace dataflow::service {

namespace fs = std::filesystem;

namespace {

constexpr char kCtrlC = '\x03';

/// A line as far as it goes, read one by one: an interruption ends it as well.
std::optional<std::string> line_of(std::istream& in) {
  std::string line;
  for (char c = 0; in.get(c);) {
    if (c == '\n') return line;
    if (c == kCtrlC) return std::nullopt;
    line += c;
  }
  if (line.empty()) return std::nullopt;
  return line;
}

}  // namespace

bool is_packaged(const fs::path& file) {
  return file.lexically_normal().parent_path() == kPackagedFolder;
}

#ifdef _WIN32

Volume volume_of(const fs::path&) {
  return Volume::unknown;
}

bool may_write(const fs::path& folder) {
  return fs::is_directory(folder);
}

bool may_give() {
  return false;
}

Result<std::optional<Account>> find_account(const std::string&) {
  return std::optional<Account>();
}

Result<void> give(const fs::path& file, const Account&) {
  return Error{Remedy::stop, file.string(), "Files are not given to other accounts here.",
               "Set the owner in the properties of the file."};
}

bool belongs_to(const fs::path&, const Account&) {
  return true;
}

std::int64_t process_id() {
  return _getpid();
}

std::string describe_system() {
  return "Windows";
}

std::optional<std::string> read_unseen(std::istream& in, std::ostream& out,
                                       const std::string& prompt) {
  out << prompt << std::flush;
  return line_of(in);
}

#else

namespace {

/// What is typed is not shown while this lives. Ctrl-C ends the line instead of the program, so
/// that the terminal never stays blind.
class Unseen {
 public:
  Unseen() : active_(tcgetattr(STDIN_FILENO, &before_) == 0) {
    if (!active_) return;
    termios unseen = before_;
    unseen.c_lflag &= ~static_cast<tcflag_t>(ECHO | ISIG);
    unseen.c_cc[VEOL] = static_cast<cc_t>(kCtrlC);
    active_ = tcsetattr(STDIN_FILENO, TCSAFLUSH, &unseen) == 0;
  }
  ~Unseen() {
    // Nothing more can be done about a terminal that takes no settings any more.
    if (active_) static_cast<void>(tcsetattr(STDIN_FILENO, TCSADRAIN, &before_));
  }
  Unseen(const Unseen&) = delete;
  Unseen& operator=(const Unseen&) = delete;

 private:
  termios before_{};
  bool active_;
};

}  // namespace

Volume volume_of(const fs::path& folder) {
  // The numbers of linux/magic.h: NFS, SMB, CIFS, SMB2, Coda, AFS, 9p, Ceph.
  constexpr std::array<unsigned long, 8> kNetwork = {
      0x6969, 0x517B, 0xFF534D42, 0xFE534D42, 0x73757245, 0x5346414F, 0x01021997, 0x00C36400};
  struct statfs about {};
  if (statfs(folder.c_str(), &about) != 0) return Volume::unknown;
  const auto type = static_cast<unsigned long>(about.f_type) & 0xFFFFFFFFUL;
  for (const auto network : kNetwork) {
    if (type == network) return Volume::network;
  }
  return Volume::local;
}

bool may_write(const fs::path& folder) {
  return access(folder.c_str(), W_OK | X_OK) == 0;
}

bool may_give() {
  return geteuid() == 0;
}

Result<std::optional<Account>> find_account(const std::string& name) {
  constexpr std::size_t kRoom = 16384;
  std::array<char, kRoom> room{};
  passwd entry{};
  passwd* found = nullptr;
  const int code = getpwnam_r(name.c_str(), &entry, room.data(), room.size(), &found);
  if (code != 0 && code != ENOENT) {
    return Error{Remedy::stop, name, "The system does not say whether there is this account.", ""};
  }
  if (found == nullptr) return std::optional<Account>();
  return std::optional<Account>({name, entry.pw_uid, entry.pw_gid});
}

Result<void> give(const fs::path& file, const Account& account) {
  if (lchown(file.c_str(), account.user, account.group) == 0) return {};
  return Error{Remedy::stop, file.string(),
               fmt::format("This could not be given to the account {}.", account.name),
               "Run this as root, or as that account."};
}

bool belongs_to(const fs::path& file, const Account& account) {
  struct stat about {};
  return ::stat(file.c_str(), &about) == 0 && about.st_uid == account.user;
}

std::int64_t process_id() {
  return getpid();
}

std::string describe_system() {
  constexpr std::string_view kName = "PRETTY_NAME=";
  std::string name = "an unknown distribution";
  std::ifstream release("/etc/os-release");
  for (std::string line; std::getline(release, line);) {
    if (line.starts_with(kName)) name = line.substr(kName.size());
  }
  std::erase(name, '"');
  utsname kernel{};
  if (uname(&kernel) != 0) return name;
  return fmt::format("{}, {} {} {}", name, kernel.sysname, kernel.release, kernel.machine);
}

std::optional<std::string> read_unseen(std::istream& in, std::ostream& out,
                                       const std::string& prompt) {
  const Unseen unseen;
  out << prompt << std::flush;
  return line_of(in);
}

#endif

}  // namespace dataflow::service
