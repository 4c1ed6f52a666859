#include "connectors/singer/child_process.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <linux/close_range.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <system_error>
#include <utility>

#include <fmt/format.h>

namespace dataflow::connectors::singer {

namespace {

struct Pipe {
  Descriptor to_read;
  Descriptor to_write;
};

Error no_room(const std::string& program, int problem) {
  return {
      Remedy::wait, program,
      fmt::format("The program cannot be started: {}.", std::generic_category().message(problem)),
      "The machine has no room for another process."};
}

Error no_program(const std::string& program, int problem) {
  return {
      Remedy::stop, program,
      fmt::format("The program cannot be started: {}.", std::generic_category().message(problem)),
      "Check 'tap': the program, and whether this account may start it."};
}

Result<Pipe> open_pipe(const std::string& program) {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) return no_room(program, errno);
  return Pipe{Descriptor(ends[0]), Descriptor(ends[1])};
}

/// What says where things are, and how to get out of the building.
std::vector<std::string> environment() {
  std::vector<std::string> lines;
  for (const char* name : {"PATH",          "HOME",         "USER",
                           "LOGNAME",       "LANG",         "LC_ALL",
                           "LC_CTYPE",      "TZ",           "TMPDIR",
                           "http_proxy",    "https_proxy",  "no_proxy",
                           "HTTP_PROXY",    "HTTPS_PROXY",  "NO_PROXY",
                           "SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE",
                           "KRB5CCNAME",    "KRB5_CONFIG"}) {
    if (const char* value = std::getenv(name)) lines.push_back(fmt::format("{}={}", name, value));
  }
  return lines;
}

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  pointers.reserve(texts.size() + 1);
  for (auto& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

/// All that the new process needs, made before it is: after fork() it may allocate nothing.
struct Birth {
  char* const* words;
  char* const* environment;
  rlim_t most_memory;
  int nothing;  // standard input
  int output;
  int complaints;
  int failure;  // takes errno when there is no program to become
  int passed;   // -1: none
  pid_t parent;
};

/// glibc's own type for what is limited has no name to write down.
template <class Resource>
void limit(Resource resource, rlim_t most) {
  const rlimit both{most, most};
  if (::setrlimit(resource, &both) != 0) ::_exit(127);
}

bool take_places(const Birth& birth) {
  return ::dup2(birth.nothing, STDIN_FILENO) >= 0 && ::dup2(birth.output, STDOUT_FILENO) >= 0 &&
         ::dup2(birth.complaints, STDERR_FILENO) >= 0 &&
         ::close_range(STDERR_FILENO + 1, ~0U, CLOSE_RANGE_CLOEXEC) == 0 &&
         (birth.passed < 0 || ::fcntl(birth.passed, F_SETFD, 0) == 0);
}

bool take_signals() {
  sigset_t none;
  return ::sigemptyset(&none) == 0 && ::sigprocmask(SIG_SETMASK, &none, nullptr) == 0 &&
         ::signal(SIGPIPE, SIG_DFL) != SIG_ERR;
}

/// The new process: only functions that are safe between fork() and exec.
[[noreturn]] void become(const Birth& birth) {
  const bool ready = ::setpgid(0, 0) == 0 && ::prctl(PR_SET_PDEATHSIG, SIGKILL) == 0 &&
                     ::getppid() == birth.parent && take_signals() && take_places(birth);
  if (ready) {
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_AS, birth.most_memory);
    ::execvpe(birth.words[0], birth.words, birth.environment);
  }
  const int problem = errno;
  const bool told = ::write(birth.failure, &problem, sizeof(problem)) == ssize_t{sizeof(problem)};
  ::_exit(told ? 127 : 126);  // as a shell has it; there is nobody else to tell
}

/// The header of glibc 2.36 for this call does not know C++.
Descriptor open_end(pid_t process) {
  return Descriptor(static_cast<int>(::syscall(SYS_pidfd_open, process, 0)));
}

/// What the new process says that failed; 0 when it became the program.
int failure_from(const Descriptor& pipe) {
  int problem = 0;
  ssize_t got = 0;
  do {
    got = ::read(pipe.number(), &problem, sizeof(problem));
  } while (got < 0 && errno == EINTR);
  return got == static_cast<ssize_t>(sizeof(problem)) ? problem : 0;
}

}  // namespace

Result<ChildProcess> ChildProcess::start(const Start& start) {
  std::vector<std::string> words = start.words;
  std::vector<std::string> lines = environment();
  const std::string program = words.front();
  TRY_ASSIGN(Pipe output, open_pipe(program));
  TRY_ASSIGN(Pipe complaints, open_pipe(program));
  TRY_ASSIGN(Pipe failure, open_pipe(program));
  const Descriptor nothing(::open("/dev/null", O_RDONLY | O_CLOEXEC));
  if (!nothing.open()) return no_room(program, errno);
  const auto word_pointers = pointers_to(words);
  const auto line_pointers = pointers_to(lines);
  const Birth birth{word_pointers.data(),
                    line_pointers.data(),
                    start.most_memory,
                    nothing.number(),
                    output.to_write.number(),
                    complaints.to_write.number(),
                    failure.to_write.number(),
                    start.passed == nullptr ? -1 : start.passed->number(),
                    ::getpid()};
  ChildProcess child;
  child.process_ = ::fork();
  if (child.process_ < 0) return no_room(program, errno);
  if (child.process_ == 0) become(birth);
  failure.to_write.reset();
  if (const int problem = failure_from(failure.to_read); problem != 0) {
    return no_program(program, problem);
  }
  child.end_ = open_end(child.process_);
  if (!child.end_.open()) return no_room(program, errno);
  child.output_ = std::move(output.to_read);
  child.complaints_ = std::move(complaints.to_read);
  return child;
}

ChildProcess::ChildProcess(ChildProcess&& other) noexcept
    : process_(std::exchange(other.process_, -1)),
      output_(std::move(other.output_)),
      complaints_(std::move(other.complaints_)),
      end_(std::move(other.end_)) {}

ChildProcess::~ChildProcess() {
  if (process_ <= 0) return;
  static_cast<void>(::kill(process_, SIGKILL));  // it may have ended, or have no group yet
  static_cast<void>(reap());                     // nobody asks how
}

Result<Ending> ChildProcess::reap() {
  // The group's number stays taken until the program is waited for, so this hits nobody else.
  siginfo_t ended{};
  int answer = 0;
  do {
    answer = ::waitid(P_PID, static_cast<id_t>(process_), &ended, WEXITED | WNOWAIT);
  } while (answer != 0 && errno == EINTR);
  static_cast<void>(::kill(-process_, SIGKILL));
  int status = 0;
  do {
    answer = ::waitpid(process_, &status, 0);
  } while (answer < 0 && errno == EINTR);
  process_ = -1;
  if (answer < 0) return Error{Remedy::wait, "", "How the program ended cannot be known.", ""};
  if (WIFSIGNALED(status)) return Ending{0, WTERMSIG(status)};
  return Ending{WEXITSTATUS(status), 0};
}

}  // namespace dataflow::connectors::singer
