// EncryptedVfs keeps the pages of a database, and of its write-ahead log, encrypted on the disk.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>

#include <sqlite3.h>

#include "agent/core/aes_gcm.h"
#include "agent/core/result.h"
#include "agent/core/secret.h"

namespace dataflow::sqlite {

/// A SQLite VFS for one connection, between SQLite and the VFS that is the default when it is made.
///
/// Each page is sealed by AES-256-GCM when it is written, and opened when it is read; a page that
/// was changed on the disk does not open, and the read fails. The seal stands in bytes that SQLite
/// reserves at the end of each page, and binds the page to its place:
///
///     bytes 0 to 27    nonce and tag of the page
///     bytes 28 to 35   on the first page of a database: "DFLEDGER"
///     bytes 36 to 67   there: the key of the pages, encrypted by the machine's key
///     bytes 68 to 95   there: nonce and tag of that key; zeros on all other pages
///
/// The headers of the log and of its frames stay as they are: page numbers, salts and checksums.
/// Rollback journals and temporary files are refused, because they would hold pages unencrypted:
/// the connection uses WAL, or a journal in memory.
class EncryptedVfs {
 public:
  static constexpr int kPage = 16384;
  static constexpr int kReserved = 96;

  /// The machine's key has 32 bytes. Remedy stop.
  [[nodiscard]] static Result<std::unique_ptr<EncryptedVfs>> make(const Secret& machine_key);
  ~EncryptedVfs();
  EncryptedVfs(const EncryptedVfs&) = delete;
  EncryptedVfs& operator=(const EncryptedVfs&) = delete;

  /// Under which SQLite knows it.
  [[nodiscard]] const std::string& name() const { return name_; }

  /// Why the database was refused when it was opened, if it was for its key.
  [[nodiscard]] const std::optional<Error>& refusal() const { return refusal_; }

 private:
  friend struct EncryptedFile;
  explicit EncryptedVfs(const Secret& machine_key);

  /// A new key for a new database; the key on the first page for one that is there.
  [[nodiscard]] bool find_key(sqlite3_file& database, const std::string& where);
  [[nodiscard]] bool make_key();
  [[nodiscard]] bool refuse(const std::string& where, std::string what, std::string hint);

  sqlite3_vfs* below_;
  sqlite3_vfs vfs_;
  std::string name_;
  std::optional<Error> refusal_;
  AesGcm machine_;
  std::optional<AesGcm> pages_;
  std::string wrapped_;  ///< the mark and the sealed key, as they stand on the first page
  std::array<char, kPage> page_{};
};

}  // namespace dataflow::sqlite
