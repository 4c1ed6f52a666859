#include "agent/support/archive.h"

#include <memory>
#include <zip.h>

#include <fmt/format.h>

#include "agent/core/digest.h"
#include "agent/core/durable_file.h"

namespace dataflow::support {

namespace {

namespace fs = std::filesystem;

/// Discards what was not closed.
struct Discard {
  void operator()(zip_t* archive) const { zip_discard(archive); }
};
using Archive = std::unique_ptr<zip_t, Discard>;

Error not_written(const fs::path& file) {
  return {Remedy::stop, file.string(), "The archive cannot be written.",
          "Check that the folder exists, has space, and that this account may write to it."};
}

std::string contents(const std::vector<BundleFile>& files) {
  std::string text;
  for (const auto& file : files) {
    text += fmt::format("{}  {}  {} bytes\n", sha256(file.text).hex(), file.name, file.text.size());
  }
  return text;
}

/// The text must outlive the archive.
bool put(zip_t* archive, const std::string& name, const std::string& text) {
  zip_source_t* source = zip_source_buffer(archive, text.data(), text.size(), 0);
  if (source == nullptr) return false;
  if (zip_file_add(archive, name.c_str(), source, ZIP_FL_ENC_UTF_8) >= 0) return true;
  zip_source_free(source);  // the archive owns it only after it was added
  return false;
}

/// Closed to other accounts, as everything is that the agent writes about its council.
Result<void> close_to_others(const fs::path& file) {
  std::error_code problem;
  fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write, problem);
  return problem ? Result<void>(not_written(file)) : Result<void>();
}

}  // namespace

Result<std::vector<BundleFile>> cleared(const std::vector<BundleFile>& files,
                                        const KnownValues& values) {
  std::vector<BundleFile> clear;
  for (const auto& file : files) {
    auto searched = values.search(file);
    if (!searched.found.empty()) {
      return Error{Remedy::stop, file.name,
                   fmt::format("A value of the kind '{}' stands in this file, and nothing was "
                               "written.",
                               searched.found),
                   fmt::format("If it is a word that happens to be the same, leave the file out: "
                               "--without {}. Otherwise tell the maintainers.",
                               file.name)};
    }
    clear.push_back({file.name, std::move(searched.text), file.form});
  }
  return clear;
}

Result<void> write_archive(const fs::path& file, const std::vector<BundleFile>& files) {
  const auto list = contents(files);
  return make_file(file, [&](const fs::path& making) -> Result<void> {
    int code = 0;
    Archive archive(zip_open(making.string().c_str(), ZIP_CREATE | ZIP_EXCL, &code));
    if (!archive) return not_written(file);
    bool well = put(archive.get(), "contents.txt", list);
    for (const auto& one : files) well = well && put(archive.get(), one.name, one.text);
    if (!well || zip_close(archive.get()) != 0) return not_written(file);
    static_cast<void>(archive.release());  // closed, and freed by that
    return close_to_others(making);
  });
}

}  // namespace dataflow::support
