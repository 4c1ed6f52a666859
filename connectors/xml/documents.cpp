#include "connectors/xml/documents.h"

#include <algorithm>
#include <fstream>
#include <system_error>

#include <fmt/format.h>

#include "connectors/wishes.h"

namespace dataflow::connectors::xml {

namespace {

namespace fs = std::filesystem;

Error unreadable(const fs::path& path, const std::string& reason) {
  return {Remedy::stop, path.string(), fmt::format("it cannot be read: {}.", reason),
          "Check 'path' in the settings and that this account may read it."};
}

bool is_document(const fs::directory_entry& entry) {
  std::error_code failure;
  const bool is_file = entry.is_regular_file(failure);
  return !failure && is_file && same_name(entry.path().extension().string(), ".xml");
}

Result<std::vector<fs::path>> files_at(const fs::path& path) {
  std::error_code failure;
  const auto kind = fs::status(path, failure).type();
  if (kind == fs::file_type::not_found) {
    return Error{Remedy::wait, path.string(), "it is not there.",
                 "Check 'path' in the settings. An export that has not come yet is waited for."};
  }
  if (failure) return unreadable(path, failure.message());
  if (kind != fs::file_type::directory) return std::vector<fs::path>{path};
  std::vector<fs::path> files;
  fs::directory_iterator entry(path, failure);
  while (!failure && entry != fs::directory_iterator()) {
    if (is_document(*entry)) files.push_back(entry->path());
    entry.increment(failure);
  }
  if (failure) return unreadable(path, failure.message());
  std::sort(files.begin(), files.end());
  if (!files.empty()) return files;
  return Error{Remedy::wait, path.string(), "the folder has no file that ends in .xml.",
               "Check 'path' in the settings. An export that has not come yet is waited for."};
}

/// Through the parser to the rows, piece by piece.
Result<void> read_through(std::istream& bytes, dataflow::xml::Parser& parser, RowBuilder& builder,
                          RowSink& sink) {
  std::vector<char> piece(std::size_t{1} << 16U);
  while (bytes) {
    bytes.read(piece.data(), static_cast<std::streamsize>(piece.size()));
    TRY(parser.take({piece.data(), static_cast<std::size_t>(bytes.gcount())}));
    TRY(builder.pass(sink));
  }
  TRY(parser.finish());
  return builder.pass(sink);
}

}  // namespace

Result<std::vector<Document>> finished_documents(const fs::path& path, const Drop& drop,
                                                 std::uintmax_t most_bytes) {
  TRY_ASSIGN(const auto files, files_at(path));
  std::error_code ignored;  // files_at() has looked: a file's marker stands beside it
  const auto folder = fs::is_directory(path, ignored) ? path : path.parent_path();
  TRY(check_finished(folder, files, drop, fs::file_time_type::clock::now()));
  std::vector<Document> documents;
  for (const auto& file : files) {
    TRY_ASSIGN(const Stamp stamp, stamp_of(file));
    if (stamp.size > most_bytes) {
      return Error{Remedy::stop, file.string(), "the file is larger than the settings allow.",
                   "Check that it is the right one, or raise most_megabytes."};
    }
    documents.push_back({file, stamp});
  }
  return documents;
}

Result<void> read_document(const Document& document, RowBuilder& builder, RowSink& sink) {
  TRY(check_unchanged(document.file, document.stamp));
  std::ifstream bytes(document.file, std::ios::binary);
  if (!bytes.is_open()) {
    return unreadable(document.file, "this account may not, or another program holds it");
  }
  dataflow::xml::Parser parser(document.file.string(), builder);
  const auto read = read_through(bytes, parser, builder, sink);
  // What is wrong in a file that was being written is not the file's fault.
  TRY(check_unchanged(document.file, document.stamp));
  if (bytes.bad()) {
    return Error{Remedy::wait, document.file.string(), "the file could not be read to its end.",
                 "The disk or the network failed: it is tried again."};
  }
  return read;
}

}  // namespace dataflow::connectors::xml
