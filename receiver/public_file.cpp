#include "receiver/public_file.h"

#include <fstream>

namespace dataflow::receiver {

namespace fs = std::filesystem;

namespace {

Result<void> write(const fs::path& file, std::string_view content) {
  std::ofstream stream(file, std::ios::binary | std::ios::trunc);
  stream.write(content.data(), static_cast<std::streamsize>(content.size()));
  stream.close();
  if (stream) return {};
  return Error{Remedy::stop, file.string(), "This file cannot be written.",
               "Check that the folder exists and that this account may write to it."};
}

}  // namespace

Result<void> write_new_file(const fs::path& file, std::string_view content) {
  std::error_code problem;
  if (fs::exists(file, problem)) {
    return Error{Remedy::stop, file.string(), "This file exists already and is not overwritten.",
                 "Choose another name, or move the old file away first."};
  }
  return write(file, content);
}

Result<void> replace_file(const fs::path& file, std::string_view content) {
  fs::path beside = file;
  beside += ".new";
  TRY(write(beside, content));
  std::error_code problem;
  fs::rename(beside, file, problem);
  if (!problem) return {};
  return Error{Remedy::stop, file.string(), "This file cannot be replaced.",
               "Check that this account may write to its folder."};
}

}  // namespace dataflow::receiver
