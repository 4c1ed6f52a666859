#include "connectors/xml/documents.h"

#include <utility>

#include "agent/core/clock.h"
#include "connectors/files/options.h"

namespace dataflow::connectors::xml {

namespace {

Error not_yet(std::string where, std::string what) {
  return {
      Remedy::wait, std::move(where), std::move(what),
      "Check it under 'source' in the settings. An export that has not come yet is waited for."};
}

Result<std::vector<files::TableName>> names_in(const XmlFiles& from) {
  if (from.only.empty()) {
    TRY_ASSIGN(auto names, files::finished_tables(*from.store, ".xml", from.drop, files::now()));
    if (!names.empty()) return names;
    return not_yet(from.store->where(), "the folder has no file that ends in .xml.");
  }
  TRY_ASSIGN(const auto stamp, from.store->find(from.only));
  if (!stamp) return not_yet(from.store->place(from.only), "the file is not there.");
  std::vector<files::TableName> names = {{"", from.only, *stamp}};
  TRY(files::check_finished(*from.store, names, from.drop, files::now()));
  return names;
}

}  // namespace

Result<std::vector<files::TableName>> finished_documents(const XmlFiles& from) {
  TRY_ASSIGN(auto names, names_in(from));
  for (const auto& name : names) {
    if (name.stamp.size <= from.most_bytes) continue;
    return Error{Remedy::stop, from.store->place(name.file),
                 "the file is larger than the settings allow.",
                 "Check that it is the right one, or raise most_megabytes."};
  }
  return names;
}

Result<Document> Document::open(files::Store& store, files::TableName name) {
  Document document(store, std::move(name));
  TRY(files::check_unchanged(store, document.name_.file, document.name_.stamp));
  TRY_ASSIGN(auto bytes, store.open(document.name_.file, files::Extent::whole));
  document.bytes_ = std::make_unique<files::HashedStream>(std::move(bytes));
  return document;
}

Result<void> Document::read(RowBuilder& builder, RowSink& sink) {
  auto read = read_through(builder, sink);
  // What is wrong in a file that was being written is not the file's fault.
  TRY(check_unchanged());
  if (bytes_->bad()) {
    return Error{Remedy::wait, store_->place(name_.file), "the file could not be read to its end.",
                 "The disk or the network failed: it is tried again."};
  }
  return read;
}

Result<void> Document::read_through(RowBuilder& builder, RowSink& sink) {
  bytes_->clear();
  bytes_->seekg(0);
  dataflow::xml::Parser parser(store_->place(name_.file), builder);
  const std::int64_t before = builder.passed();
  std::vector<char> piece(std::size_t{1} << 16U);
  while (*bytes_) {
    bytes_->read(piece.data(), static_cast<std::streamsize>(piece.size()));
    TRY(parser.take({piece.data(), static_cast<std::size_t>(bytes_->gcount())}));
    TRY(builder.pass(sink));
  }
  TRY(parser.finish());
  TRY(builder.pass(sink));
  rows_ += builder.passed() - before;
  return {};
}

Result<void> Document::check_unchanged() const {
  return files::check_unchanged(*store_, name_.file, name_.stamp);
}

SourceFile Document::as_file() {
  const auto written = std::chrono::time_point_cast<std::chrono::milliseconds>(name_.stamp.written);
  return {name_.file, bytes_->size(), bytes_->digest(), rfc3339(written), rows_};
}

}  // namespace dataflow::connectors::xml
