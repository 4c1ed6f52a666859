#include "connectors/xlsx/archive.h"

#include <utility>
#include <zip.h>

#include <fmt/format.h>

#include "agent/core/ascii.h"
#include "connectors/xlsx/bounds.h"

namespace dataflow::connectors::xlsx {

namespace {

constexpr std::size_t kBlockSize = std::size_t{64} * 1024;
/// What an encrypted workbook begins with, and one of Excel 2003 and earlier.
constexpr std::string_view kOldMark = "\xD0\xCF\x11\xE0";

struct ZipError {
  ZipError() { zip_error_init(&error); }
  ~ZipError() { zip_error_fini(&error); }
  ZipError(const ZipError&) = delete;
  ZipError& operator=(const ZipError&) = delete;
  zip_error_t error{};
};

Error damaged(const std::string& place, const std::string& reason) {
  return {Remedy::stop, place, fmt::format("the workbook is damaged or none: {}.", reason),
          "Export it again as an Excel workbook (.xlsx)."};
}

}  // namespace

void Part::Close::operator()(zip_file* file) const {
  static_cast<void>(zip_fclose(file));  // what it would tell was told while reading
}

Part::Part(std::unique_ptr<zip_file, Close> file, std::string place, std::uint64_t most)
    : file_(std::move(file)), place_(std::move(place)), left_(most), block_(kBlockSize, '\0') {}

Result<std::string_view> Part::next() {
  const zip_int64_t read = zip_fread(file_.get(), block_.data(), block_.size());
  if (read < 0) return damaged(place_, zip_file_strerror(file_.get()));
  const auto size = static_cast<std::uint64_t>(read);
  if (size > left_) {
    return Error{Remedy::stop, place_, "a part of the workbook is larger than any real one.",
                 "Check where the workbook comes from, and export it again in smaller pieces."};
  }
  left_ -= size;
  return std::string_view(block_).substr(0, size);
}

void Archive::Discard::operator()(zip* archive) const {
  zip_discard(archive);
}

Result<Archive> Archive::open(std::string bytes, std::string place) {
  if (bytes.starts_with(kOldMark)) {
    return Error{Remedy::stop, place,
                 "the workbook has a password, or is one of Excel 2003 or earlier.",
                 "Save it as an Excel workbook (.xlsx) without a password."};
  }
  Archive archive(std::make_unique<std::string>(std::move(bytes)), std::move(place));
  TRY(archive.open_zip());
  TRY(archive.list_parts());
  return archive;
}

Result<void> Archive::open_zip() {
  ZipError failure;
  zip_source_t* source =
      zip_source_buffer_create(bytes_->data(), bytes_->size(), 0, &failure.error);
  if (source == nullptr) return damaged(place_, zip_error_strerror(&failure.error));
  zip_.reset(zip_open_from_source(source, ZIP_RDONLY, &failure.error));
  if (zip_) return {};
  zip_source_free(source);
  return damaged(place_, zip_error_strerror(&failure.error));
}

/// Two parts of one name would be one workbook to one program and another to the next.
Result<void> Archive::list_parts() {
  const zip_int64_t count = zip_get_num_entries(zip_.get(), 0);
  if (count > kMostParts) return damaged(place_, "it has too many parts");
  for (zip_int64_t i = 0; i < count; ++i) {
    const auto place = static_cast<zip_uint64_t>(i);
    const char* name = zip_get_name(zip_.get(), place, 0);
    if (name == nullptr) return damaged(place_, zip_strerror(zip_.get()));
    if (parts_.emplace(ascii::lowered(name), place).second) continue;
    return damaged(place_, "it has two parts of one name");
  }
  return {};
}

bool Archive::has(std::string_view name) const {
  return parts_.count(ascii::lowered(name)) != 0;
}

Result<Part> Archive::part(std::string_view name, std::uint64_t most) const {
  const auto found = parts_.find(ascii::lowered(name));
  if (found == parts_.end()) return damaged(place_, "it lacks a part that it speaks of");
  std::unique_ptr<zip_file, Part::Close> file(zip_fopen_index(zip_.get(), found->second, 0));
  if (!file) return damaged(place_, zip_strerror(zip_.get()));
  return Part(std::move(file), place_, most);
}

}  // namespace dataflow::connectors::xlsx
