// A VolatileDisk forgets what was not synced, as a disk does when the power fails.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include <sqlite3.h>

namespace dataflow {

/// The default VFS of SQLite as long as it lives, between SQLite and the system's own. The files
/// are real, but what was written and not synced since is also kept apart: a crash keeps an
/// arbitrary part of it. Nothing is really synced, so that many crashes take little time.
class VolatileDisk {
 public:
  VolatileDisk();
  ~VolatileDisk();
  VolatileDisk(const VolatileDisk&) = delete;
  VolatileDisk& operator=(const VolatileDisk&) = delete;

  /// The power fails at the so-manieth write, sync, truncation or removal from now: that one is not
  /// done any more, and from then on everything fails.
  void die_after(int operations) { left_ = operations; }

  /// The power does not fail after all.
  void live_on() { left_.reset(); }

  /// The power fails now.
  void die() { dead_ = true; }
  [[nodiscard]] bool dead() const { return dead_; }

  /// Call when all connections are closed. Of what was not synced, some sectors of 512 bytes reach
  /// the disk, some do not, and some do by a piece. Then there is power again.
  void reboot(std::mt19937& random);

  /// Removes a file that no connection has open.
  void forget(const std::string& path);

  /// From the so-manieth write on the disk is full; it has space again after free_space().
  void fill_after(int writes) { writes_left_ = writes; }
  void free_space() { writes_left_.reset(); }
  [[nodiscard]] bool full() const { return writes_left_ && *writes_left_ <= 0; }

 private:
  friend struct VolatileFile;

  /// A write or, without bytes, a truncation to `place`.
  struct Unsynced {
    std::int64_t place;
    std::optional<std::string> bytes;
  };
  struct Content {
    bool there = false;  ///< on the disk
    std::string synced;  ///< what is on the disk for certain
    std::vector<Unsynced> unsynced;
    bool removed = false;  ///< but the removal is not synced
  };

  /// False when the power has failed.
  [[nodiscard]] bool powered();
  [[nodiscard]] bool has_space();
  void note_opened(const std::string& path, bool existed);
  void note_synced(Content& content);
  void restore(const std::string& path, Content& content, std::mt19937& random);

  sqlite3_vfs* below_;
  sqlite3_vfs vfs_;
  bool dead_ = false;
  std::optional<int> left_;
  std::optional<int> writes_left_;
  std::map<std::string, Content> files_;
};

}  // namespace dataflow
