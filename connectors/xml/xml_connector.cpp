#include "connectors/xml/xml_connector.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "connectors/wishes.h"
#include "connectors/xml/documents.h"
#include "connectors/xml/xml_profile.h"

namespace dataflow::connectors {

namespace {

using namespace xml;

struct XmlSource {
  std::filesystem::path path;
  Drop drop;
  std::uintmax_t most_bytes = 0;
};

class XmlConnector final : public Connector {
 public:
  XmlConnector(XmlSource source, XmlProfile profile)
      : source_(std::move(source)), profile_(std::move(profile)) {}

  [[nodiscard]] Result<std::vector<TableShape>> describe() override {
    described_.clear();
    TRY_ASSIGN(described_, documents());
    return profile_.shapes();
  }

  [[nodiscard]] Result<void> read(std::span<const TableShape> wishes, RowSink& sink) override {
    TRY(check_wishes(wishes, {profile_.shapes(), {}}, source_.path.string()));
    TRY_ASSIGN(auto documents, this->documents());
    for (auto& document : documents) document.stamp = stamp_at_start(document);
    for (const auto& wish : wishes) TRY(read_table(wish, documents, sink));
    for (const auto& document : documents) TRY(check_unchanged(document.file, document.stamp));
    return {};
  }

 private:
  [[nodiscard]] Result<std::vector<Document>> documents() const {
    return finished_documents(source_.path, source_.drop, source_.most_bytes);
  }

  /// What the file was when it was described, or is now when it was not.
  [[nodiscard]] Stamp stamp_at_start(const Document& document) const {
    const auto known = std::find_if(described_.begin(), described_.end(),
                                    [&](const Document& one) { return one.file == document.file; });
    return known == described_.end() ? document.stamp : known->stamp;
  }

  [[nodiscard]] Result<void> read_table(const TableShape& wish,
                                        const std::vector<Document>& documents,
                                        RowSink& sink) const {
    const RowPlan plan = RowPlan::of(profile_, wish);
    RowBuilder builder(plan);
    TRY(sink.begin_table(wish));
    for (const auto& document : documents) TRY(read_document(document, builder, sink));
    for (auto& finding : builder.findings()) sink.found(std::move(finding));
    return {};
  }

  XmlSource source_;
  XmlProfile profile_;
  std::vector<Document> described_;
};

Result<XmlProfile> profile_in(const Options& options) {
  Faults faults;
  auto profile = XmlProfile::read(options.text("profile"), faults);
  if (profile) return std::move(*profile);
  sort_by_place(faults);
  const Fault& first = faults.front();
  return Error{Remedy::stop, fmt::format("{}:{}:{}", first.file, first.line, first.column),
               first.what, first.hint};
}

Result<XmlSource> source_in(const Options& options) {
  const std::chrono::seconds quiet(options.whole_number("quiet_seconds", 0));
  const Drop drop{options.text("marker"), quiet};
  const long megabytes = options.whole_number("most_megabytes", 1024);
  const bool fits = quiet >= std::chrono::seconds(0) && megabytes > 0 && megabytes <= 1'000'000 &&
                    drop.marker.find('/') == std::string::npos;
  if (!fits) {
    return Error{Remedy::stop, options.text("path"),
                 "'quiet_seconds' should be 0 or more, 'most_megabytes' 1 to 1000000, and 'marker' "
                 "a name without a folder.",
                 "Check them under 'source' in the settings."};
  }
  return XmlSource{options.text("path"), drop, static_cast<std::uintmax_t>(megabytes) << 20U};
}

Result<std::unique_ptr<Connector>> open(const Options& options) {
  TRY_ASSIGN(auto source, source_in(options));
  TRY_ASSIGN(auto profile, profile_in(options));
  return std::unique_ptr<Connector>(
      std::make_unique<XmlConnector>(std::move(source), std::move(profile)));
}

}  // namespace

const Kind& xml_kind() {
  using Type = Option::Type;
  static const Kind kind = {
      "xml",
      "XML files, such as the children in need census, as a profile says.",
      {{"path", Type::path, true,
        "The XML file, or a folder whose .xml files are read one after the other."},
       {"profile", Type::profile, true,
        "A shipped profile by its name, cin-census, or the file that says what the tables are."},
       {"marker", Type::text, false,
        "A file that the export writes last: without it, or when it is older than an XML file, the "
        "export is waited for."},
       {"quiet_seconds", Type::whole_number, false,
        "For so long no file may have been written; 0 is the default."},
       {"most_megabytes", Type::whole_number, false,
        "How large a file may be; 1024 is the default."}},
      open};
  return kind;
}

}  // namespace dataflow::connectors
