// An Archive is a workbook's file as the parts that are zipped in it.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "agent/core/result.h"

struct zip;
struct zip_file;

namespace dataflow::connectors::xlsx {

/// A part while it is read. Belongs to its archive.
class Part {
 public:
  /// The next bytes; an empty text at the end. Valid until the next call. Errors: damaged, or
  /// larger than it may be.
  [[nodiscard]] Result<std::string_view> next();

 private:
  friend class Archive;
  struct Close {
    void operator()(zip_file* file) const;
  };
  Part(std::unique_ptr<zip_file, Close> file, std::string place, std::uint64_t most);

  std::unique_ptr<zip_file, Close> file_;
  std::string place_;
  std::uint64_t left_;
  std::string block_;
};

/// For one thread.
class Archive {
 public:
  /// `bytes` is the whole file; `place` names it in errors. Remedy stop.
  [[nodiscard]] static Result<Archive> open(std::string bytes, std::string place);

  /// Names are compared without case, as the Open Packaging Conventions have it.
  [[nodiscard]] bool has(std::string_view name) const;

  /// A part of at most `most` bytes, expanded.
  [[nodiscard]] Result<Part> part(std::string_view name, std::uint64_t most) const;

  /// The file, for errors.
  [[nodiscard]] const std::string& place() const { return place_; }

 private:
  struct Discard {
    void operator()(zip* archive) const;
  };
  Archive(std::unique_ptr<std::string> bytes, std::string place)
      : bytes_(std::move(bytes)), place_(std::move(place)) {}
  Result<void> open_zip();
  Result<void> list_parts();

  std::unique_ptr<std::string> bytes_;  // outlives zip_, which reads from it
  std::string place_;
  std::unique_ptr<zip, Discard> zip_;
  std::map<std::string, std::uint64_t> parts_;  // lower-case name to place
};

}  // namespace dataflow::connectors::xlsx
