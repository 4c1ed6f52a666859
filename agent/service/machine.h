// What only the operating system knows: accounts, kinds of disks, keys that are typed unseen.
#pragma once

#include <cstdint>
#include <filesystem>
#include <istream>
#include <optional>
#include <ostream>
#include <string>

#include "agent/core/result.h"

namespace dataflow::service {

/// Where the package puts the settings of the service, and the account that it runs as.
inline constexpr char kPackagedFolder[] = "/etc/dataflow-agent";
inline constexpr char kPackagedAccount[] = "dataflow-agent";

/// Whether the file stands under kPackagedFolder.
[[nodiscard]] bool is_packaged(const std::filesystem::path& file);

enum class Volume {
  local,
  network,  ///< NFS, SMB and the like
  unknown,  ///< the system does not tell
};

[[nodiscard]] Volume volume_of(const std::filesystem::path& folder);

/// Whether this account may make files in the folder.
[[nodiscard]] bool may_write(const std::filesystem::path& folder);

/// Whether this account may give files to others: root.
[[nodiscard]] bool may_give();

/// An account of this machine.
struct Account {
  std::string name;
  unsigned user = 0;
  unsigned group = 0;
};

/// Nothing when there is no account of that name. Errors: the system does not tell; remedy stop.
[[nodiscard]] Result<std::optional<Account>> find_account(const std::string& name);

/// Makes the file or folder the account's own. Remedy stop.
[[nodiscard]] Result<void> give(const std::filesystem::path& file, const Account& account);

/// Whether it is the account's own.
[[nodiscard]] bool belongs_to(const std::filesystem::path& file, const Account& account);

/// The number of this process.
[[nodiscard]] std::int64_t process_id();

/// The system and its release, without the name of the machine: "Debian GNU/Linux 12 (bookworm),
/// Linux 6.1.0 x86_64".
[[nodiscard]] std::string describe_system();

/// Asks by `prompt` for a line that is not shown while a person types it. Nothing when the input
/// ends, or Ctrl-C is pressed. What was typed before the prompt is not taken for an answer: the
/// terminal had shown it. It shows again what is typed when this returns.
[[nodiscard]] std::optional<std::string> read_unseen(std::istream& in, std::ostream& out,
                                                     const std::string& prompt);

}  // namespace dataflow::service
