// A ChildProcess is a running program whose output is read here; it never outlives its owner.
#pragma once

#include <cstdint>
#include <string>
#include <sys/types.h>
#include <vector>

#include "agent/core/result.h"
#include "connectors/singer/descriptor.h"

namespace dataflow::connectors::singer {

/// How a program ended.
struct Ending {
  int exit_code = 0;  ///< when no signal ended it
  int signal = 0;     ///< 0: none did
};

/// The program is alone in a process group, which is killed and waited for when the owner goes. It
/// is also killed when the thread that started it ends in any way. It gets no open file but those
/// passed on, no standard input, no core dump, and of the environment only what says where things
/// are: a secret that the agent was given by its environment stays with the agent.
class ChildProcess {
 public:
  struct Start {
    std::vector<std::string> words;      ///< the program, found by PATH, and its arguments
    std::uint64_t most_memory = 0;       ///< bytes of address space
    const Descriptor* passed = nullptr;  ///< a file that stays open under its number, or null
  };

  /// Errors: stop when there is no such program or it may not be started; wait when the machine has
  /// no room for another process.
  [[nodiscard]] static Result<ChildProcess> start(const Start& start);

  ~ChildProcess();
  ChildProcess(ChildProcess&& other) noexcept;
  ChildProcess& operator=(ChildProcess&&) = delete;
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;

  [[nodiscard]] const Descriptor& output() const { return output_; }
  [[nodiscard]] const Descriptor& complaints() const { return complaints_; }  ///< standard error

  /// Readable for poll() once the program has ended.
  [[nodiscard]] const Descriptor& end() const { return end_; }

  /// Waits for the end, and kills what the program left in its group.
  [[nodiscard]] Result<Ending> reap();

 private:
  ChildProcess() = default;

  pid_t process_ = -1;
  Descriptor output_;
  Descriptor complaints_;
  Descriptor end_;
};

}  // namespace dataflow::connectors::singer
