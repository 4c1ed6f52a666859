// A running dataflow-receiver, in a process of its own.
#pragma once

#include <condition_variable>
#include <filesystem>
#include <mutex>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <thread>
#include <vector>

namespace dataflow::receiver {

inline constexpr int kKilled = 1000;

class Process {
 public:
  /// Starts the program with `folder` as its working directory, where standard output goes to the
  /// file "stdout".
  Process(const std::filesystem::path& folder, std::vector<std::string> arguments);

  /// Kills it when it still runs.
  ~Process();
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  void signal(int number) const;

  /// What the process ended with; kKilled and the signal's number when one killed it.
  int wait();

  [[nodiscard]] std::string out() const;

  /// All of standard error so far.
  [[nodiscard]] std::string error() const;

  /// Waits until standard error holds `text`, and gives all of it. Throws when the process ends
  /// without having said so.
  [[nodiscard]] std::string error_with(std::string_view text) const;

 private:
  void keep_error(int pipe);

  std::filesystem::path folder_;
  pid_t id_ = -1;
  mutable std::mutex mutex_;
  mutable std::condition_variable more_;
  std::string error_;
  bool ended_ = false;
  std::thread reader_;
};

}  // namespace dataflow::receiver
