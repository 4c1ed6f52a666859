#include "agent/core/durable_file.h"

#include <fcntl.h>

#include "agent/core/aes_gcm.h"
#include "agent/core/digest.h"
#include "agent/core/private_file.h"
#ifdef _WIN32
#include <io.h>
#else
#include <unistd.h>
#endif

namespace dataflow {

namespace fs = std::filesystem;

namespace {

Error not_written(const fs::path& file) {
  return {Remedy::stop, file.string(), "This file could not be brought to the disk.",
          "Check that there is space on the disk and that this account may write there."};
}

#ifdef _WIN32
bool sync_path(const fs::path& file, bool folder) {
  if (folder) return true;
  const int handle = _wopen(file.c_str(), _O_RDWR | _O_BINARY);
  if (handle < 0) return false;
  const bool done = _commit(handle) == 0;
  return _close(handle) == 0 && done;
}
#else
bool sync_path(const fs::path& file, bool folder) {
  const int handle = ::open(file.c_str(), folder ? O_RDONLY | O_DIRECTORY : O_RDWR);
  if (handle < 0) return false;
  const bool done = ::fsync(handle) == 0;
  return ::close(handle) == 0 && done;
}
#endif

}  // namespace

Result<void> sync_folder(const fs::path& folder) {
  const fs::path named = folder.empty() ? fs::path(".") : folder;
  if (sync_path(named, true)) return {};
  return not_written(named);
}

Result<void> make_file(const fs::path& file,
                       const std::function<Result<void>(const fs::path& making)>& make) {
  TRY_ASSIGN(const Secret unlike_others, random_key(8));
  const fs::path making = file.string() + "." + hex(unlike_others.reveal());
  auto made = make(making);
  if (made) made = sync_path(making, false) ? Result<void>() : not_written(file);
  std::error_code problem;
  if (made) fs::create_hard_link(making, file, problem);  // fails when the name is taken
  std::error_code ignored;  // a name that stays behind is in nobody's way
  fs::remove(making, ignored);
  TRY(made);
  if (!problem) return sync_folder(file.parent_path());
  if (!fs::exists(file, ignored)) return not_written(file);
  return Error{Remedy::stop, file.string(), "This file exists already and is not overwritten.",
               "Choose another name, or move the old file away first."};
}

Result<void> replace_file(const fs::path& file, std::string_view content) {
  const fs::path beside = file.string() + ".new";
  std::error_code problem;
  fs::remove(beside, problem);  // what a crash left; a failure shows in the next step
  TRY(write_private_file(beside, content));
  fs::rename(beside, file, problem);
  if (problem) return not_written(file);
  return sync_folder(file.parent_path());
}

}  // namespace dataflow
