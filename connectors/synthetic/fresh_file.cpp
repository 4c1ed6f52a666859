#include "connectors/synthetic/fresh_file.h"

#include <fstream>
#include <system_error>

namespace dataflow::synthetic {

namespace {

std::filesystem::path beside(const std::filesystem::path& place) {
  std::filesystem::path meanwhile = place;
  return meanwhile += ".new";
}

void remove_quietly(const std::filesystem::path& file) {
  std::error_code ignored;  // what cannot be removed is found when it is written to
  std::filesystem::remove(file, ignored);
}

}  // namespace

FreshFile::FreshFile(std::filesystem::path place)
    : place_(std::move(place)), meanwhile_(beside(place_)) {
  remove_quietly(meanwhile_);
}

FreshFile::~FreshFile() {
  if (!placed_) remove_quietly(meanwhile_);
}

Result<void> FreshFile::write(const std::string& content) const {
  std::ofstream out(meanwhile_, std::ios::binary | std::ios::trunc);
  out.write(content.data(), static_cast<std::streamsize>(content.size()));
  out.close();
  if (!out) {
    return Error{Remedy::stop, meanwhile_.string(), "The file cannot be written.",
                 "Check that the folder exists, may be written to and has room."};
  }
  return {};
}

Result<void> FreshFile::take_place() {
  std::error_code failed;
  std::filesystem::rename(meanwhile_, place_, failed);
  if (failed) {
    return Error{Remedy::stop, place_.string(), "The new file cannot take its place.",
                 "Check that no other program holds the file open."};
  }
  placed_ = true;
  return {};
}

}  // namespace dataflow::synthetic
