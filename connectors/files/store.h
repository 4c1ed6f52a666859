// A Store is where another program puts its export: a folder of this machine, or one behind SFTP.
#pragma once

#include <chrono>
#include <cstdint>
#include <istream>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "agent/core/result.h"

namespace dataflow::connectors::files {

/// A moment at which a file was written. Stores that know seconds only give whole seconds.
using FileTime = std::chrono::sys_time<std::chrono::nanoseconds>;

/// By what a change of a file shows.
struct Stamp {
  std::uint64_t size = 0;  ///< bytes
  FileTime written;
  bool operator==(const Stamp&) const = default;
};

/// How much of a file is going to be read.
enum class Extent {
  beginning,  ///< 1 MiB or more of it, or all of a shorter file
  whole,
};

/// What this account may do to the files of a store.
enum class Rights { read, write_files, write_folder, unknown };

/// For one thread. Errors: remedy wait when trying again may help, stop when a person must act.
class Store {
 public:
  virtual ~Store() = default;

  /// The folder or address, for errors. Holds no user name and no password.
  [[nodiscard]] virtual std::string where() const = 0;

  /// The same for one of its files.
  [[nodiscard]] virtual std::string place(const std::string& file) const = 0;

  /// The names of its files in the order of their bytes, without sub-folders where the store can
  /// tell them apart.
  [[nodiscard]] virtual Result<std::vector<std::string>> list() = 0;

  /// Nothing when there is no such file.
  [[nodiscard]] virtual Result<std::optional<Stamp>> find(const std::string& file) = 0;

  /// The bytes of a file, which can be read again from the beginning. They live as long as the
  /// store.
  [[nodiscard]] virtual Result<std::unique_ptr<std::istream>> open(const std::string& file,
                                                                   Extent extent) = 0;

  /// Asks the system, and writes nothing.
  [[nodiscard]] virtual Rights rights(const std::vector<std::string>& files) const = 0;

  /// Lets go of what it holds, such as a connection, until it is asked again.
  virtual void rest() {}
};

/// An error with remedy wait when the file is not there any more, because it was in the list.
[[nodiscard]] Result<Stamp> stamp_of(Store& store, const std::string& file);

/// An error with remedy wait when the file is not as it was.
[[nodiscard]] Result<void> check_unchanged(Store& store, const std::string& file,
                                           const Stamp& before);

}  // namespace dataflow::connectors::files
