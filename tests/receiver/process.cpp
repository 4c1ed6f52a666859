#include "tests/receiver/process.h"

#include <csignal>
#include <cstdio>
#include <stdexcept>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

#include "tests/receiver/rehearsal.h"

namespace dataflow::receiver {

Process::Process(const std::filesystem::path& folder, std::vector<std::string> arguments)
    : folder_(folder) {
  arguments.insert(arguments.begin(), DATAFLOW_RECEIVER);
  std::vector<char*> pointers;
  for (auto& argument : arguments) pointers.push_back(argument.data());
  pointers.push_back(nullptr);
  const std::string out = (folder / "stdout").string();
  int ends[2];
  if (pipe(ends) != 0) throw std::runtime_error("No pipe.");
  id_ = fork();
  if (id_ == 0) {
    const bool ready = std::freopen(out.c_str(), "w", stdout) != nullptr &&
                       dup2(ends[1], STDERR_FILENO) >= 0 && chdir(folder.c_str()) == 0;
    close(ends[0]);
    close(ends[1]);
    if (ready) execv(pointers[0], pointers.data());
    _exit(127);
  }
  close(ends[1]);
  reader_ = std::thread([this, end = ends[0]] { keep_error(end); });
}

Process::~Process() {
  if (id_ > 0) signal(SIGKILL);
  static_cast<void>(wait());
}

void Process::signal(int number) const {
  kill(id_, number);
}

int Process::wait() {
  int status = 0;
  const pid_t id = std::exchange(id_, -1);
  if (id > 0) waitpid(id, &status, 0);
  if (reader_.joinable()) reader_.join();
  return WIFEXITED(status) ? WEXITSTATUS(status) : kKilled + WTERMSIG(status);
}

void Process::keep_error(int pipe) {
  char buffer[4096];
  for (ssize_t count = read(pipe, buffer, sizeof buffer); count > 0;
       count = read(pipe, buffer, sizeof buffer)) {
    const std::lock_guard lock(mutex_);
    error_.append(buffer, static_cast<std::size_t>(count));
    more_.notify_all();
  }
  close(pipe);
  const std::lock_guard lock(mutex_);
  ended_ = true;
  more_.notify_all();
}

std::string Process::out() const {
  return content_of(folder_ / "stdout");
}

std::string Process::error() const {
  const std::lock_guard lock(mutex_);
  return error_;
}

std::string Process::error_with(std::string_view text) const {
  std::unique_lock lock(mutex_);
  more_.wait(lock, [&] { return ended_ || error_.find(text) != std::string::npos; });
  if (error_.find(text) == std::string::npos) throw std::runtime_error(error_);
  return error_;
}

}  // namespace dataflow::receiver
