#include "connectors/files/folder.h"

#include <algorithm>
#include <fstream>
#include <system_error>

#include <fmt/format.h>

#include "connectors/may_write.h"

namespace dataflow::connectors::files {

namespace {

namespace fs = std::filesystem;

Error unreadable(const fs::path& folder, const std::error_code& reason) {
  return {Remedy::stop, folder.string(),
          fmt::format("the folder cannot be read: {}.", reason.message()),
          "Check 'folder' in the settings and that this account may read it."};
}

/// A file that cannot be asked is none; a wish for it will be missed.
bool is_file(const fs::directory_entry& entry) {
  std::error_code ignored;
  return entry.is_regular_file(ignored);
}

FileTime time_of(fs::file_time_type time) {
  return std::chrono::time_point_cast<std::chrono::nanoseconds>(
      fs::file_time_type::clock::to_sys(time));
}

}  // namespace

std::string Folder::place(const std::string& file) const {
  return (path_ / file).string();
}

Result<std::vector<std::string>> Folder::list() {
  std::vector<std::string> names;
  std::error_code failure;
  fs::directory_iterator entry(path_, failure);
  while (!failure && entry != fs::directory_iterator()) {
    if (is_file(*entry)) names.push_back(entry->path().filename().string());
    entry.increment(failure);
  }
  if (failure) return unreadable(path_, failure);
  std::sort(names.begin(), names.end());
  return names;
}

Result<std::optional<Stamp>> Folder::find(const std::string& file) {
  const fs::path path = path_ / file;
  std::error_code failure;
  Stamp stamp;
  stamp.size = fs::file_size(path, failure);
  if (!failure) stamp.written = time_of(fs::last_write_time(path, failure));
  if (!failure) return std::optional(stamp);
  if (failure == std::errc::no_such_file_or_directory) return std::optional<Stamp>();
  return Error{Remedy::wait, path.string(),
               fmt::format("the file cannot be asked for its size: {}.", failure.message()),
               "Check that this account may read it: it is tried again."};
}

Result<std::unique_ptr<std::istream>> Folder::open(const std::string& file, Extent) {
  auto bytes = std::make_unique<std::ifstream>();
  bytes->rdbuf()->pubsetbuf(nullptr, 0);  // whoever reads has a buffer
  bytes->open(path_ / file, std::ios::binary);
  if (bytes->is_open()) return std::unique_ptr<std::istream>(std::move(bytes));
  return Error{Remedy::stop, place(file), "the file cannot be opened.",
               "Check that this account may read it and that no other program holds it."};
}

Rights Folder::rights(const std::vector<std::string>& files) const {
  const bool any = std::any_of(files.begin(), files.end(),
                               [&](const std::string& file) { return may_write(path_ / file); });
  if (any) return Rights::write_files;
  return may_write(path_) ? Rights::write_folder : Rights::read;
}

}  // namespace dataflow::connectors::files
