#include "agent/sqlite/encrypted_vfs.h"

#include <algorithm>

#include <fmt/format.h>

namespace dataflow::sqlite {

/// What a file holds pages of.
enum class Holds { database, log };

namespace {

constexpr int kPage = EncryptedVfs::kPage;
constexpr int kReserved = EncryptedVfs::kReserved;
constexpr std::size_t kSeal = AesGcm::kOverhead;
constexpr std::string_view kMark = "DFLEDGER";
constexpr std::string_view kContextOfKey = "dataflow ledger key";

// https://www.sqlite.org/fileformat2.html#the_write_ahead_log
constexpr sqlite3_int64 kLogHeader = 32;
constexpr sqlite3_int64 kFrameHeader = 24;

static_assert(kReserved == kSeal + kMark.size() + AesGcm::kKey + AesGcm::kOverhead);

/// Where the pages lie in a file: the first begins at `first`, the others every `stride` bytes.
struct Pages {
  sqlite3_int64 first;
  sqlite3_int64 stride;

  /// The first page that ends after this place.
  [[nodiscard]] sqlite3_int64 at(sqlite3_int64 place) const {
    return place < first + kPage ? 0 : (place - first - kPage) / stride + 1;
  }
  [[nodiscard]] sqlite3_int64 begin(sqlite3_int64 page) const { return first + page * stride; }
};

Pages pages_of(Holds holds) {
  if (holds == Holds::database) return {0, kPage};
  return {kLogHeader + kFrameHeader, kPage + kFrameHeader};
}

/// What a page is bound to: the kind of file, and its place there.
std::string context_of(Holds holds, sqlite3_int64 begin) {
  return fmt::format("{} {}", holds == Holds::database ? "database" : "log", begin);
}

}  // namespace

/// An open file as SQLite holds it. The file of the VFS below follows it in memory.
struct EncryptedFile {
  sqlite3_file base;
  EncryptedVfs* vfs;
  Holds holds;

  static EncryptedFile& of(sqlite3_file* file) { return *reinterpret_cast<EncryptedFile*>(file); }
  static sqlite3_file* below(sqlite3_file* file) {
    return reinterpret_cast<sqlite3_file*>(reinterpret_cast<EncryptedFile*>(file) + 1);
  }
  static const sqlite3_io_methods& methods(sqlite3_file* file) { return *below(file)->pMethods; }

  static sqlite3_vfs* below(sqlite3_vfs* vfs) {
    return static_cast<EncryptedVfs*>(vfs->pAppData)->below_;
  }

  bool seal_page(sqlite3_int64 begin) {
    auto& page = vfs->page_;
    std::span<char> all(page);
    const auto content = all.first<kPage - kReserved>();
    const auto reserved = all.last<kReserved>();
    if (!vfs->pages_->seal(content, context_of(holds, begin), reserved.first<kSeal>()))
      return false;
    if (holds == Holds::database && begin == 0) {
      std::copy(vfs->wrapped_.begin(), vfs->wrapped_.end(), reserved.begin() + kSeal);
    }
    return true;
  }

  /// SQLite never uses the reserved bytes, and sees zeros there.
  bool open_page(std::span<char, kPage> page, sqlite3_int64 begin) {
    const auto content = page.first<kPage - kReserved>();
    const auto reserved = page.last<kReserved>();
    const bool opened =
        vfs->pages_->open(content, context_of(holds, begin), reserved.first<kSeal>());
    std::fill(reserved.begin(), reserved.end(), '\0');
    return opened;
  }

  /// A page of which SQLite asked for a piece only.
  int read_piece(sqlite3_file* file, std::span<char> into, sqlite3_int64 offset,
                 sqlite3_int64 begin) {
    auto& page = vfs->page_;
    const int code = methods(file).xRead(below(file), page.data(), kPage, begin);
    if (code == SQLITE_IOERR_SHORT_READ) return SQLITE_IOERR_DATA;
    if (code != SQLITE_OK) return code;
    // SQLite asks for the header of the file before it looks into the log, where a first page may
    // stand that a crash tore here. It takes zeros for a header that is still to come.
    const bool header = holds == Holds::database && begin == 0;
    if (!open_page(page, begin) && !header) return SQLITE_IOERR_DATA;
    const auto from = std::max(offset, begin);
    const auto to = std::min(offset + static_cast<sqlite3_int64>(into.size()), begin + kPage);
    std::copy(page.begin() + (from - begin), page.begin() + (to - begin),
              into.begin() + (from - offset));
    return SQLITE_OK;
  }

  static int read(sqlite3_file* file, void* buffer, int amount, sqlite3_int64 offset);
  static int write(sqlite3_file* file, const void* buffer, int amount, sqlite3_int64 offset);
  static int open(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* given);
};

namespace {

// ----- what goes to the VFS below as it is

using File = EncryptedFile;

int close_file(sqlite3_file* file) {
  return File::methods(file).xClose(File::below(file));
}
int truncate(sqlite3_file* file, sqlite3_int64 size) {
  return File::methods(file).xTruncate(File::below(file), size);
}
int sync(sqlite3_file* file, int flags) {
  return File::methods(file).xSync(File::below(file), flags);
}
int file_size(sqlite3_file* file, sqlite3_int64* size) {
  return File::methods(file).xFileSize(File::below(file), size);
}
int lock(sqlite3_file* file, int level) {
  return File::methods(file).xLock(File::below(file), level);
}
int unlock(sqlite3_file* file, int level) {
  return File::methods(file).xUnlock(File::below(file), level);
}
int check_reserved_lock(sqlite3_file* file, int* taken) {
  return File::methods(file).xCheckReservedLock(File::below(file), taken);
}
int file_control(sqlite3_file* file, int operation, void* argument) {
  return File::methods(file).xFileControl(File::below(file), operation, argument);
}
int sector_size(sqlite3_file* file) {
  return File::methods(file).xSectorSize(File::below(file));
}
/// Without the promise that a write does not damage its neighbours, SQLite would write pages of the
/// log in two pieces. It is the default on every system.
int characteristics(sqlite3_file* file) {
  return File::methods(file).xDeviceCharacteristics(File::below(file)) |
         SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}
int map_shared(sqlite3_file* file, int region, int size, int extend, void volatile** memory) {
  return File::methods(file).xShmMap(File::below(file), region, size, extend, memory);
}
int lock_shared(sqlite3_file* file, int offset, int count, int flags) {
  return File::methods(file).xShmLock(File::below(file), offset, count, flags);
}
void barrier_shared(sqlite3_file* file) {
  File::methods(file).xShmBarrier(File::below(file));
}
int unmap_shared(sqlite3_file* file, int remove) {
  return File::methods(file).xShmUnmap(File::below(file), remove);
}

int remove_file(sqlite3_vfs* vfs, const char* name, int sync_folder) {
  return File::below(vfs)->xDelete(File::below(vfs), name, sync_folder);
}
int access(sqlite3_vfs* vfs, const char* name, int flags, int* answer) {
  return File::below(vfs)->xAccess(File::below(vfs), name, flags, answer);
}
int full_path(sqlite3_vfs* vfs, const char* name, int size, char* path) {
  return File::below(vfs)->xFullPathname(File::below(vfs), name, size, path);
}
int randomness(sqlite3_vfs* vfs, int size, char* bytes) {
  return File::below(vfs)->xRandomness(File::below(vfs), size, bytes);
}
int sleep(sqlite3_vfs* vfs, int microseconds) {
  return File::below(vfs)->xSleep(File::below(vfs), microseconds);
}
int current_time(sqlite3_vfs* vfs, double* day) {
  return File::below(vfs)->xCurrentTime(File::below(vfs), day);
}
int last_error(sqlite3_vfs* vfs, int size, char* message) {
  return File::below(vfs)->xGetLastError(File::below(vfs), size, message);
}
int current_time_64(sqlite3_vfs* vfs, sqlite3_int64* milliseconds) {
  return File::below(vfs)->xCurrentTimeInt64(File::below(vfs), milliseconds);
}

/// Version 2: with shared memory for WAL, without the direct view of a file that xFetch gives.
constexpr sqlite3_io_methods kMethods = {2,
                                         close_file,
                                         EncryptedFile::read,
                                         EncryptedFile::write,
                                         truncate,
                                         sync,
                                         file_size,
                                         lock,
                                         unlock,
                                         check_reserved_lock,
                                         file_control,
                                         sector_size,
                                         characteristics,
                                         map_shared,
                                         lock_shared,
                                         barrier_shared,
                                         unmap_shared,
                                         nullptr,
                                         nullptr};

}  // namespace

int EncryptedFile::read(sqlite3_file* file, void* buffer, int amount, sqlite3_int64 offset) {
  auto& self = of(file);
  const int code = methods(file).xRead(below(file), buffer, amount, offset);
  if (code != SQLITE_OK && code != SQLITE_IOERR_SHORT_READ) return code;
  sqlite3_int64 size = offset + amount;
  if (code == SQLITE_IOERR_SHORT_READ) {
    const int sized = methods(file).xFileSize(below(file), &size);
    if (sized != SQLITE_OK) return sized;
  }
  const std::span<char> into(static_cast<char*>(buffer), static_cast<std::size_t>(amount));
  const Pages pages = pages_of(self.holds);
  for (auto page = pages.at(offset); pages.begin(page) < offset + amount; ++page) {
    const auto begin = pages.begin(page);
    if (begin >= size) break;  // beyond the end there are zeros
    if (begin < offset || begin + kPage > offset + amount) {
      const int read = self.read_piece(file, into, offset, begin);
      if (read != SQLITE_OK) return read;
      continue;
    }
    const auto whole = into.subspan(static_cast<std::size_t>(begin - offset)).first<kPage>();
    if (self.open_page(whole, begin)) continue;
    // Read with its header, a frame is being looked at after a crash: what does not open was not
    // finished, and its wiped page does not fit its checksum. SQLite ends the log there.
    const bool recovering = self.holds == Holds::log && begin > offset;
    if (!recovering) return SQLITE_IOERR_DATA;
  }
  return code;
}

int EncryptedFile::write(sqlite3_file* file, const void* buffer, int amount, sqlite3_int64 offset) {
  auto& self = of(file);
  const Pages pages = pages_of(self.holds);
  const auto page = pages.at(offset);
  const auto begin = pages.begin(page);
  if (offset + amount <= begin) {  // a header of the log or of a frame
    return methods(file).xWrite(below(file), buffer, amount, offset);
  }
  const auto* bytes = static_cast<const char*>(buffer);
  const bool fits =
      offset == begin && amount == kPage &&
      std::all_of(bytes + kPage - kReserved, bytes + kPage, [](char byte) { return byte == '\0'; });
  if (!fits) return SQLITE_IOERR_WRITE;  // nothing is written but by pages
  std::copy(bytes, bytes + kPage, self.vfs->page_.begin());
  if (!self.seal_page(begin)) return SQLITE_IOERR_WRITE;
  return methods(file).xWrite(below(file), self.vfs->page_.data(), kPage, begin);
}

int EncryptedFile::open(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags,
                        int* given) {
  auto& self = of(file);
  self.base.pMethods = nullptr;
  const bool database = (flags & SQLITE_OPEN_MAIN_DB) != 0;
  if (!database && (flags & SQLITE_OPEN_WAL) == 0) return SQLITE_CANTOPEN;
  self.vfs = static_cast<EncryptedVfs*>(vfs->pAppData);
  self.holds = database ? Holds::database : Holds::log;
  auto* const under = below(vfs);
  const int code = under->xOpen(under, name, below(file), flags, given);
  if (code != SQLITE_OK) return code;
  if (database && !self.vfs->find_key(*below(file), name == nullptr ? "" : name)) {
    static_cast<void>(methods(file).xClose(below(file)));  // the refusal is what matters
    return SQLITE_AUTH;
  }
  self.base.pMethods = &kMethods;
  return SQLITE_OK;
}

EncryptedVfs::EncryptedVfs(const Secret& machine_key)
    : below_(sqlite3_vfs_find(nullptr)),
      vfs_(*below_),
      name_(fmt::format("dataflow-encrypted-{}", fmt::ptr(this))),
      machine_(machine_key) {
  vfs_.iVersion = 2;
  vfs_.szOsFile = static_cast<int>(sizeof(EncryptedFile)) + below_->szOsFile;
  vfs_.pNext = nullptr;
  vfs_.zName = name_.c_str();
  vfs_.pAppData = this;
  vfs_.xOpen = EncryptedFile::open;
  vfs_.xDelete = remove_file;
  vfs_.xAccess = access;
  vfs_.xFullPathname = full_path;
  vfs_.xDlOpen = nullptr;  // extensions are never loaded
  vfs_.xDlError = nullptr;
  vfs_.xDlSym = nullptr;
  vfs_.xDlClose = nullptr;
  vfs_.xRandomness = randomness;
  vfs_.xSleep = sleep;
  vfs_.xCurrentTime = current_time;
  vfs_.xGetLastError = last_error;
  vfs_.xCurrentTimeInt64 = current_time_64;
}

Result<std::unique_ptr<EncryptedVfs>> EncryptedVfs::make(const Secret& machine_key) {
  std::unique_ptr<EncryptedVfs> vfs(new EncryptedVfs(machine_key));
  constexpr int kNotTheDefault = 0;
  if (sqlite3_vfs_register(&vfs->vfs_, kNotTheDefault) == SQLITE_OK) return vfs;
  return Error{Remedy::stop, "SQLite", "The encryption of the file cannot be set up.", ""};
}

EncryptedVfs::~EncryptedVfs() {
  sqlite3_vfs_unregister(&vfs_);  // one that was never registered does no harm
}

bool EncryptedVfs::refuse(const std::string& where, std::string what, std::string hint) {
  refusal_ = Error{Remedy::stop, where, std::move(what), std::move(hint)};
  return false;
}

bool EncryptedVfs::make_key() {
  auto key = random_key(AesGcm::kKey);
  if (!key) return refuse("", key.error().what, key.error().hint);
  wrapped_ = std::string(kMark) + key->reveal() + std::string(AesGcm::kOverhead, '\0');
  const auto sealed = std::span(wrapped_).subspan(kMark.size());
  if (!machine_.seal(sealed.first(AesGcm::kKey), kContextOfKey, sealed.last(AesGcm::kOverhead))) {
    return refuse("OpenSSL", "The key of the file cannot be encrypted.", "");
  }
  pages_.emplace(*key);
  return true;
}

bool EncryptedVfs::find_key(sqlite3_file& database, const std::string& where) {
  sqlite3_int64 size = 0;
  if (database.pMethods->xFileSize(&database, &size) != SQLITE_OK) {
    return refuse(where, "The size of the file cannot be found out.", "Look at the system's log.");
  }
  if (size == 0) return make_key();
  wrapped_.assign(kReserved - kSeal, '\0');
  const int code = size < kPage ? SQLITE_CORRUPT
                                : database.pMethods->xRead(
                                      &database, wrapped_.data(), static_cast<int>(wrapped_.size()),
                                      kPage - static_cast<int>(wrapped_.size()));
  if (code != SQLITE_OK || !wrapped_.starts_with(kMark)) {
    return refuse(where, "This file is not a ledger, or its first page is damaged.",
                  "Check the path.");
  }
  std::string key = wrapped_.substr(kMark.size());
  const auto sealed = std::span(key);
  const bool opened =
      machine_.open(sealed.first(AesGcm::kKey), kContextOfKey, sealed.last(AesGcm::kOverhead));
  if (!opened) {
    return refuse(where, "The key does not open this file.",
                  "Use the key that the file was made with.");
  }
  key.resize(AesGcm::kKey);
  pages_.emplace(Secret(std::move(key)));
  return true;
}

}  // namespace dataflow::sqlite
