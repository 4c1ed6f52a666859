#include "tests/ledger/volatile_disk.h"

#include <algorithm>
#include <fstream>
#include <stdexcept>

#include "tests/temporary_folder.h"

namespace dataflow {

/// An open file as SQLite holds it. The file of the VFS below follows it in memory.
struct VolatileFile {
  sqlite3_file base;
  VolatileDisk* disk;
  VolatileDisk::Content* content;

  static VolatileFile& of(sqlite3_file* file) { return *reinterpret_cast<VolatileFile*>(file); }
  static sqlite3_file* below(sqlite3_file* file) {
    return reinterpret_cast<sqlite3_file*>(reinterpret_cast<VolatileFile*>(file) + 1);
  }
  static const sqlite3_io_methods& methods(sqlite3_file* file) { return *below(file)->pMethods; }
  static VolatileDisk& disk_of(sqlite3_vfs* vfs) {
    return *static_cast<VolatileDisk*>(vfs->pAppData);
  }
  static sqlite3_vfs* below(sqlite3_vfs* vfs) { return disk_of(vfs).below_; }

  static int read(sqlite3_file* file, void* buffer, int amount, sqlite3_int64 offset) {
    if (of(file).disk->dead()) return SQLITE_IOERR_READ;
    return methods(file).xRead(below(file), buffer, amount, offset);
  }

  static int write(sqlite3_file* file, const void* buffer, int amount, sqlite3_int64 offset) {
    auto& self = of(file);
    if (!self.disk->powered()) return SQLITE_IOERR_WRITE;
    if (!self.disk->has_space()) return SQLITE_FULL;
    self.content->unsynced.push_back(
        {offset, std::string(static_cast<const char*>(buffer), static_cast<std::size_t>(amount))});
    return methods(file).xWrite(below(file), buffer, amount, offset);
  }

  static int truncate(sqlite3_file* file, sqlite3_int64 size) {
    auto& self = of(file);
    if (!self.disk->powered()) return SQLITE_IOERR_TRUNCATE;
    self.content->unsynced.push_back({size, std::nullopt});
    return methods(file).xTruncate(below(file), size);
  }

  static int sync(sqlite3_file* file, int) {
    auto& self = of(file);
    if (!self.disk->powered()) return SQLITE_IOERR_FSYNC;
    self.disk->note_synced(*self.content);
    return SQLITE_OK;
  }

  static int open(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* given) {
    auto& self = of(file);
    auto& disk = disk_of(vfs);
    self.base.pMethods = nullptr;
    if (disk.dead()) return SQLITE_IOERR;
    const bool existed = name != nullptr && std::filesystem::exists(name);
    const int code = below(vfs)->xOpen(below(vfs), name, below(file), flags, given);
    if (code != SQLITE_OK) return code;
    if (name == nullptr) throw std::logic_error("A temporary file was opened.");
    self.disk = &disk;
    disk.note_opened(name, existed);
    self.content = &disk.files_[name];
    self.base.pMethods = &kMethods;
    return SQLITE_OK;
  }

  static int remove(sqlite3_vfs* vfs, const char* name, int sync_folder) {
    auto& disk = disk_of(vfs);
    if (!disk.powered()) return SQLITE_IOERR_DELETE;
    if (const auto found = disk.files_.find(name); found != disk.files_.end()) {
      found->second.removed = true;
      if (sync_folder != 0) disk.files_.erase(found);
    }
    return below(vfs)->xDelete(below(vfs), name, 0);
  }

  // ----- what goes to the VFS below as it is

  static int close(sqlite3_file* file) { return methods(file).xClose(below(file)); }
  static int size(sqlite3_file* file, sqlite3_int64* bytes) {
    return methods(file).xFileSize(below(file), bytes);
  }
  static int lock(sqlite3_file* file, int level) { return methods(file).xLock(below(file), level); }
  static int unlock(sqlite3_file* file, int level) {
    return methods(file).xUnlock(below(file), level);
  }
  static int check_lock(sqlite3_file* file, int* taken) {
    return methods(file).xCheckReservedLock(below(file), taken);
  }
  static int control(sqlite3_file* file, int operation, void* argument) {
    // Growing the file ahead of its writes would be a write that is not seen here.
    if (operation == SQLITE_FCNTL_SIZE_HINT || operation == SQLITE_FCNTL_CHUNK_SIZE) {
      return SQLITE_OK;
    }
    return methods(file).xFileControl(below(file), operation, argument);
  }
  static int sector(sqlite3_file* file) { return methods(file).xSectorSize(below(file)); }
  static int characteristics(sqlite3_file* file) {
    return methods(file).xDeviceCharacteristics(below(file));
  }
  static int map_shared(sqlite3_file* file, int region, int bytes, int extend,
                        void volatile** memory) {
    return methods(file).xShmMap(below(file), region, bytes, extend, memory);
  }
  static int lock_shared(sqlite3_file* file, int offset, int count, int flags) {
    return methods(file).xShmLock(below(file), offset, count, flags);
  }
  static void barrier_shared(sqlite3_file* file) { methods(file).xShmBarrier(below(file)); }
  static int unmap_shared(sqlite3_file* file, int remove) {
    return methods(file).xShmUnmap(below(file), remove);
  }
  static int full_path(sqlite3_vfs* vfs, const char* name, int bytes, char* path) {
    return below(vfs)->xFullPathname(below(vfs), name, bytes, path);
  }
  static int access(sqlite3_vfs* vfs, const char* name, int flags, int* answer) {
    return below(vfs)->xAccess(below(vfs), name, flags, answer);
  }

  static constexpr sqlite3_io_methods kMethods = {2,
                                                  close,
                                                  read,
                                                  write,
                                                  truncate,
                                                  sync,
                                                  size,
                                                  lock,
                                                  unlock,
                                                  check_lock,
                                                  control,
                                                  sector,
                                                  characteristics,
                                                  map_shared,
                                                  lock_shared,
                                                  barrier_shared,
                                                  unmap_shared,
                                                  nullptr,
                                                  nullptr};
};

namespace {

constexpr std::size_t kSector = 512;

bool heads(std::mt19937& random) {
  return std::uniform_int_distribution<int>(0, 1)(random) == 1;
}

void put(std::string& content, std::int64_t place, std::string_view bytes) {
  const auto begin = static_cast<std::size_t>(place);
  if (content.size() < begin + bytes.size()) content.resize(begin + bytes.size(), '\0');
  std::copy(bytes.begin(), bytes.end(), content.begin() + place);
}

/// Each sector of a write reaches the disk, or does not, or does by its first piece.
void put_some(std::string& content, std::int64_t place, std::string_view bytes,
              std::mt19937& random) {
  while (!bytes.empty()) {
    const std::size_t to_boundary = kSector - static_cast<std::size_t>(place) % kSector;
    const auto sector = bytes.substr(0, std::min(bytes.size(), to_boundary));
    const int fate = std::uniform_int_distribution<int>(0, 15)(random);
    if (fate == 0) {
      put(content, place, sector.substr(0, sector.size() / 2));
    } else if (fate % 2 == 1) {
      put(content, place, sector);
    }
    place += static_cast<std::int64_t>(sector.size());
    bytes.remove_prefix(sector.size());
  }
}

}  // namespace

VolatileDisk::VolatileDisk() : below_(sqlite3_vfs_find(nullptr)), vfs_(*below_) {
  vfs_.iVersion = 2;
  vfs_.szOsFile = static_cast<int>(sizeof(VolatileFile)) + below_->szOsFile;
  vfs_.pNext = nullptr;
  vfs_.zName = "volatile";
  vfs_.pAppData = this;
  vfs_.xOpen = VolatileFile::open;
  vfs_.xDelete = VolatileFile::remove;
  vfs_.xAccess = VolatileFile::access;
  vfs_.xFullPathname = VolatileFile::full_path;
  if (sqlite3_vfs_register(&vfs_, 1) != SQLITE_OK) throw std::runtime_error("no VFS");
}

VolatileDisk::~VolatileDisk() {
  sqlite3_vfs_unregister(&vfs_);
  sqlite3_vfs_register(below_, 1);
}

void VolatileDisk::forget(const std::string& path) {
  for (const auto* part : {"", "-wal", "-shm"}) {
    std::filesystem::remove(path + part);
    files_.erase(path + part);
  }
}

bool VolatileDisk::powered() {
  if (!dead_ && left_ && (*left_)-- <= 0) dead_ = true;
  return !dead_;
}

bool VolatileDisk::has_space() {
  return !writes_left_ || (*writes_left_)-- > 0;
}

void VolatileDisk::note_opened(const std::string& path, bool existed) {
  const auto [found, is_new] = files_.try_emplace(path);
  if (is_new && existed) found->second = {true, TemporaryFolder::bytes_of(path), {}, false};
  if (!found->second.removed) return;
  // Made anew after a removal: as a new file without content.
  found->second.removed = false;
  found->second.unsynced.push_back({0, std::nullopt});
}

void VolatileDisk::note_synced(Content& content) {
  content.there = true;
  for (const auto& [place, bytes] : content.unsynced) {
    if (bytes) {
      put(content.synced, place, *bytes);
    } else {
      content.synced.resize(static_cast<std::size_t>(place), '\0');
    }
  }
  content.unsynced.clear();
}

void VolatileDisk::restore(const std::string& path, Content& content, std::mt19937& random) {
  const bool may_be_gone = content.removed || !content.there;
  if (may_be_gone && heads(random)) {
    std::filesystem::remove(path);
    content = {};
    return;
  }
  for (const auto& [place, bytes] : content.unsynced) {
    if (bytes) {
      put_some(content.synced, place, *bytes, random);
    } else if (heads(random)) {
      content.synced.resize(static_cast<std::size_t>(place), '\0');
    }
  }
  content = {true, std::move(content.synced), {}, false};
  std::ofstream stream(path, std::ios::binary | std::ios::trunc);
  stream.write(content.synced.data(), static_cast<std::streamsize>(content.synced.size()));
  if (!stream.flush()) throw std::runtime_error("the file cannot be written");
}

void VolatileDisk::reboot(std::mt19937& random) {
  for (auto& [path, content] : files_) {
    restore(path, content, random);
    std::filesystem::remove(path + "-shm");  // it is memory
  }
  dead_ = false;
  left_.reset();
}

}  // namespace dataflow
