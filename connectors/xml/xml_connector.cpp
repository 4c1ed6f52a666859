#include "connectors/xml/xml_connector.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "connectors/files/examination.h"
#include "connectors/files/folder.h"
#include "connectors/files/options.h"
#include "connectors/profile.h"
#include "connectors/wishes.h"
#include "connectors/xml/documents.h"
#include "connectors/xml/xml_profile.h"

namespace dataflow::connectors {

namespace {

using namespace xml;

class XmlConnector final : public Connector {
 public:
  XmlConnector(XmlFiles from, XmlProfile profile)
      : from_(std::move(from)), profile_(std::move(profile)) {}

  [[nodiscard]] Result<std::vector<TableShape>> describe() override {
    stamps_.clear();
    TRY_ASSIGN(const auto names, finished_documents(from_));
    for (const auto& name : names) stamps_[name.file] = name.stamp;
    return profile_.shapes();
  }

  [[nodiscard]] Result<void> read(std::span<const TableShape> wishes, RowSink& sink) override {
    auto read = read_tables(wishes, sink);
    from_.store->rest();  // the next read may be hours away
    return read;
  }

  /// Files that changed since they were described make the read fail.
  [[nodiscard]] Moment moment() const override { return Moment::one; }

  [[nodiscard]] Result<Examination> examine(std::span<const TableShape> /*wishes*/) override {
    TRY_ASSIGN(const auto names, finished_documents(from_));
    return files::examine(*from_.store, names, from_.drop, "XML");
  }

 private:
  [[nodiscard]] Result<void> read_tables(std::span<const TableShape> wishes, RowSink& sink) const {
    TRY(check_wishes(wishes, {profile_.shapes(), {}}, from_.store->where()));
    TRY_ASSIGN(auto documents, open_all());
    for (const auto& wish : wishes) TRY(read_table(wish, documents, sink));
    if (wishes.empty()) return {};
    for (const auto& document : documents) TRY(document.check_unchanged());
    for (auto& document : documents) sink.came_from(document.as_file());
    return {};
  }

  /// The files as they were described, or are now where they were not.
  [[nodiscard]] Result<std::vector<Document>> open_all() const {
    TRY_ASSIGN(auto names, finished_documents(from_));
    std::vector<Document> documents;
    for (auto& name : names) {
      const auto known = stamps_.find(name.file);
      if (known != stamps_.end()) name.stamp = known->second;
      TRY_ASSIGN(auto document, Document::open(*from_.store, std::move(name)));
      documents.push_back(std::move(document));
    }
    return documents;
  }

  [[nodiscard]] Result<void> read_table(const TableShape& wish, std::vector<Document>& documents,
                                        RowSink& sink) const {
    const RowPlan plan = RowPlan::of(profile_, wish);
    RowBuilder builder(plan);
    TRY(sink.begin_table(wish));
    for (auto& document : documents) TRY(document.read(builder, sink));
    for (auto& finding : builder.findings()) sink.found(std::move(finding));
    return {};
  }

  XmlFiles from_;
  XmlProfile profile_;
  std::map<std::string, files::Stamp> stamps_;  // of the described files
};

/// One file, or those of a folder or a server.
Result<XmlFiles> files_in(const Options& options) {
  constexpr long kMegabytes = 1024;
  constexpr long kMostMegabytes = 1'000'000;
  const std::filesystem::path file = options.text("file");
  const long megabytes = options.whole_number("most_megabytes", kMegabytes);
  if (megabytes < 1 || megabytes > kMostMegabytes) {
    return Error{Remedy::stop, "source",
                 fmt::format("'most_megabytes' should be from 1 to {}.", kMostMegabytes), ""};
  }
  XmlFiles from;
  from.most_bytes = static_cast<std::uint64_t>(megabytes) << 20U;
  if (file.empty()) {
    TRY_ASSIGN(auto exported, files::export_of(options));
    from.store = std::move(exported.store);
    from.drop = std::move(exported.drop);
    return from;
  }
  if (options.has("folder") || options.has("sftp")) {
    return Error{Remedy::stop, "source", "'file' goes without 'folder' and 'sftp'.",
                 "Write 'file' for one file, or 'folder' or 'sftp' for a folder of them."};
  }
  TRY_ASSIGN(from.drop, files::drop_of(options));
  from.store = std::make_unique<files::Folder>(file.parent_path());
  from.only = file.filename().string();
  return from;
}

Result<std::unique_ptr<Connector>> open(const Options& options) {
  TRY_ASSIGN(auto from, files_in(options));
  TRY_ASSIGN(auto profile, profile_in<XmlProfile>(options));
  return std::unique_ptr<Connector>(
      std::make_unique<XmlConnector>(std::move(from), std::move(profile)));
}

/// Those of every export, but for what concerns Excel.
std::vector<Option> all_options() {
  std::vector<Option> options = {
      {"file", Option::Type::path, false, "The XML file, where there is just one."},
      {"profile", Option::Type::profile, true,
       "A shipped profile by its name, cin-census, or the file that says what the tables are."}};
  for (auto& option : files::export_options("XML")) {
    if (option.name != "ids_end_in_zeros") options.push_back(std::move(option));
  }
  return options;
}

}  // namespace

const Kind& xml_kind() {
  static const Kind kind = {"xml",
                            "XML files, such as the children in need census, as a profile says.",
                            all_options(), open};
  return kind;
}

}  // namespace dataflow::connectors
