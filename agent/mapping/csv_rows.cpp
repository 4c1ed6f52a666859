#include "agent/mapping/csv_rows.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <memory>
#include <new>

#include <csv.h>

#include "agent/core/ascii.h"
#include "agent/mapping/source_text.h"

namespace dataflow::mapping {

namespace {

constexpr std::string_view kMark = "\xEF\xBB\xBF";

struct Free {
  void operator()(csv_parser* parser) const {
    csv_free(parser);
    delete parser;  // NOLINT(cppcoreguidelines-owning-memory): it is the owner
  }
};

/// libcsv, fed line by line so that each row knows where it begins.
class Rows {
 public:
  explicit Rows(char delimiter) : parser_(new csv_parser{}) {
    if (csv_init(parser_.get(), CSV_STRICT | CSV_STRICT_FINI) != 0) throw std::bad_alloc();
    csv_set_delim(parser_.get(), static_cast<unsigned char>(delimiter));
  }

  /// False at a quote out of place.
  bool feed(std::string_view line, std::size_t number) {
    if (!begun_ && ascii::trimmed(line).empty()) return true;
    if (!begun_) row_.line = number;
    begun_ = true;
    return csv_parse(parser_.get(), line.data(), line.size(), on_field, on_row, this) ==
           line.size();
  }
  bool finish() { return csv_fini(parser_.get(), on_field, on_row, this) == 0; }
  std::vector<CsvRow> take() { return std::move(rows_); }

 private:
  static void on_field(void* text, std::size_t size, void* self) noexcept {
    static_cast<Rows*>(self)->row_.cells.emplace_back(static_cast<const char*>(text), size);
  }
  static void on_row(int, void* self) noexcept {
    auto* rows = static_cast<Rows*>(self);
    const auto& cells = rows->row_.cells;
    const bool empty = std::all_of(cells.begin(), cells.end(),
                                   [](const std::string& cell) { return cell.empty(); });
    if (!empty) rows->rows_.push_back(rows->row_);
    rows->row_.cells.clear();
    rows->begun_ = false;
  }

  std::unique_ptr<csv_parser, Free> parser_;
  bool begun_ = false;
  CsvRow row_{1, {}};
  std::vector<CsvRow> rows_;
};

char delimiter_of(std::string_view text) {
  const std::string_view header = text.substr(0, text.find('\n'));
  const auto commas = std::count(header.begin(), header.end(), ',');
  return std::count(header.begin(), header.end(), ';') > commas ? ';' : ',';
}

}  // namespace

std::vector<CsvRow> read_csv_rows(const std::filesystem::path& file, Faults& faults) {
  std::ifstream stream(file, std::ios::binary);
  const std::string whole{std::istreambuf_iterator<char>(stream), {}};
  if (!stream.is_open() || stream.bad()) {
    faults.push_back({file.string(), 0, 0, "This file cannot be read.",
                      "Check the path, which counts from the folder of the mapping file."});
    return {};
  }
  std::string_view text = whole;
  if (text.starts_with(kMark)) text.remove_prefix(kMark.size());
  if (!clean_text(text)) {
    faults.push_back(
        {file.string(), 0, 0, "This file is not UTF-8.", "In Excel, save it as 'CSV UTF-8'."});
    return {};
  }
  Rows rows(delimiter_of(text));
  std::size_t line = 1;
  for (; !text.empty(); ++line) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    if (!rows.feed(text.substr(0, end), line)) break;
    text.remove_prefix(end);
  }
  if (!text.empty() || !rows.finish()) {
    faults.push_back({file.string(), line, 0, "A quote is out of place or not closed.",
                      "Put the text between quotes and double each quote inside it."});
  }
  return rows.take();
}

}  // namespace dataflow::mapping
