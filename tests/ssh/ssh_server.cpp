#include "tests/ssh/ssh_server.h"

#include <arpa/inet.h>
#include <array>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <poll.h>
#include <pwd.h>
#include <stdexcept>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace dataflow {

namespace {

namespace fs = std::filesystem;

constexpr char kSshd[] = "/usr/sbin/sshd";
constexpr unsigned kNobody = 65534;
constexpr int kPatience = 50;  // milliseconds between looks at whether the test has ended

bool is_root() {
  return geteuid() == 0;
}

std::string user_name() {
  const passwd* user = getpwuid(is_root() ? kNobody : geteuid());
  if (user == nullptr) throw std::runtime_error("this account has no name");
  return user->pw_name;
}

void run(const std::string& command) {
  if (std::system(command.c_str()) != 0) throw std::runtime_error(command);
}

void give_to_nobody(const fs::path& path) {
  if (is_root() && chown(path.c_str(), kNobody, kNobody) != 0) throw std::runtime_error("chown");
}

/// Passes on what came, `most` bytes at most; how much it was, 0 at the end.
std::size_t pass(int from, int to, std::size_t most) {
  std::array<char, 4096> bytes{};
  const ssize_t read = ::read(from, bytes.data(), std::min(bytes.size(), most));
  if (read <= 0) return 0;
  const auto size = static_cast<std::size_t>(read);
  for (std::size_t done = 0; done < size;) {
    const ssize_t written = ::send(to, bytes.data() + done, size - done, MSG_NOSIGNAL);
    if (written <= 0) return 0;
    done += static_cast<std::size_t>(written);
  }
  return size;
}

}  // namespace

SshServer::SshServer() {
  fs::create_directory(folder_.path() / "export");
  make_keys();
  configure();
  listen();
  server_ = std::thread([this] { serve(); });
}

SshServer::~SshServer() {
  ended_ = true;
  server_.join();
  ::close(listening_);
}

void SshServer::make_keys() {
  const std::string folder = folder_.path().string() + "/";
  for (const char* name : {"host", "user", "stranger"}) {
    run("ssh-keygen -q -t ed25519 -N '' -C '' -f " + folder + name);
  }
  run("ssh-keygen -q -t ed25519 -N 'open sesame' -C '' -f " + folder + "locked");
  run("cat " + folder + "user.pub " + folder + "locked.pub > " + folder + "known");
  run("ssh-keygen -lf " + folder + "host.pub | cut -d ' ' -f 2 > " + folder + "fingerprint");
  fingerprint_ = TemporaryFolder::bytes_of(folder + "fingerprint");
  fingerprint_.pop_back();
  give_to_nobody(folder + "host");
}

void SshServer::configure() const {
  const std::string folder = folder_.path().string() + "/";
  folder_.write("sshd_config", "HostKey " + folder + "host\nAuthorizedKeysFile " + folder +
                                   "known\nStrictModes no\nUsePAM yes\nPidFile none\n"
                                   "PasswordAuthentication yes\nKbdInteractiveAuthentication no\n"
                                   "Subsystem sftp internal-sftp\nForceCommand internal-sftp\n"
                                   "LogLevel VERBOSE\n");
  give_to_nobody(folder_.write("log", ""));
}

void SshServer::listen() {
  listening_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* generic = reinterpret_cast<sockaddr*>(&address);
  if (::bind(listening_, generic, size) != 0 || ::listen(listening_, 16) != 0 ||
      ::getsockname(listening_, generic, &size) != 0) {
    throw std::runtime_error("no port");
  }
  port_ = ntohs(address.sin_port);
}

void SshServer::serve() {
  std::vector<std::thread> connections;
  while (!ended_) {
    pollfd waiting{listening_, POLLIN, 0};
    if (::poll(&waiting, 1, kPatience) <= 0) continue;
    const int client = ::accept4(listening_, nullptr, nullptr, SOCK_CLOEXEC);
    if (client < 0) continue;
    ++open_;
    connections.emplace_back([this, client] {
      carry(client);
      ::close(client);
      --open_;
    });
  }
  for (auto& connection : connections) connection.join();
}

/// Takes what the client says until it gives up.
void SshServer::ignore(int client) const {
  std::array<char, 4096> bytes{};
  while (!ended_) {
    pollfd waiting{client, POLLIN, 0};
    if (::poll(&waiting, 1, kPatience) <= 0) continue;
    if (::read(client, bytes.data(), bytes.size()) <= 0) return;
  }
}

void SshServer::carry(int client) {
  if (silent_) return ignore(client);
  int process = 0;
  const int server = start_sshd(&process);
  std::size_t sent = 0;
  while (!ended_) {
    std::array<pollfd, 2> waiting{pollfd{client, POLLIN, 0}, pollfd{server, POLLIN, 0}};
    if (::poll(waiting.data(), waiting.size(), kPatience) < 0) break;
    if (waiting[0].revents != 0 && pass(client, server, kAll) == 0) break;
    if (waiting[1].revents == 0) continue;
    const std::size_t limit = cut_after_;
    const std::size_t passed = limit > sent ? pass(server, client, limit - sent) : 0;
    if (passed == 0) break;
    sent += passed;
    sent_ += passed;
  }
  ::close(server);
  ::kill(process, SIGKILL);
  ::waitpid(process, nullptr, 0);
}

int SshServer::start_sshd(int* process) const {
  std::array<int, 2> ends{};
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) return -1;
  const std::string log = folder_.path() / "log";
  const std::string configuration = folder_.path() / "sshd_config";
  const int notes = ::open(log.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC);
  std::array<const char*, 6> arguments{kSshd, "-i", "-e", "-f", configuration.c_str(), nullptr};
  *process = ::fork();
  if (*process == 0) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (is_root() && (::setgid(kNobody) != 0 || ::setuid(kNobody) != 0)) ::_exit(1);
    ::dup2(ends[1], 0);
    ::dup2(ends[1], 1);
    ::dup2(notes, 2);
    ::execv(kSshd, const_cast<char**>(arguments.data()));
    ::_exit(1);
  }
  ::close(ends[1]);
  ::close(notes);
  return ends[0];
}

void SshServer::write(const std::string& file, std::string_view bytes,
                      std::chrono::seconds ago) const {
  const auto path = folder_.write("export/" + file, bytes);
  fs::last_write_time(path, fs::file_time_type::clock::now() - ago);
}

bool SshServer::becomes_idle() const {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(30);
  while (open_ > 0 && std::chrono::steady_clock::now() < deadline) {
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  return open_ == 0;
}

std::string SshServer::address() const {
  return "sftp://127.0.0.1:" + std::to_string(port_) + folder_.path().string() + "/export";
}

std::map<std::string, std::string> SshServer::options() const {
  return {{"sftp", address()},
          {"host_key", fingerprint_},
          {"user", user_name()},
          {"key_file", key("user")},
          {"timeout_seconds", "60"}};
}

std::string SshServer::key(const std::string& name) const {
  return (folder_.path() / name).string();
}

std::string SshServer::log() const {
  return TemporaryFolder::bytes_of(folder_.path() / "log");
}

}  // namespace dataflow
