#include <system_error>

#include "connectors/synthetic/fresh_file.h"
#include "connectors/synthetic/writers.h"

namespace dataflow::synthetic {

namespace {

constexpr std::string_view kLineEnd = "\r\n";

void add_field(std::string& out, std::string_view text) {
  if (!text.empty() && text.find_first_of(",\"\r\n") == std::string_view::npos) {
    out += text;
    return;
  }
  out += '"';
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

std::string csv_of(const Table& table) {
  std::string out;
  for (const auto& column : table.shape().columns) {
    if (!out.empty()) out += ',';
    add_field(out, column);
  }
  out += kLineEnd;
  std::vector<Cell> cells;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    table.read(row, cells);
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (i > 0) out += ',';
      if (cells[i]) add_field(out, *cells[i]);
    }
    out += kLineEnd;
  }
  return out;
}

}  // namespace

Result<void> write_csv_folder(const std::filesystem::path& folder, const std::vector<Table>& tables,
                              Progress& progress) {
  std::error_code failed;
  std::filesystem::create_directories(folder, failed);
  if (failed) {
    return Error{Remedy::stop, folder.string(), "The folder cannot be made.",
                 "Check that its parent may be written to."};
  }
  std::size_t done = 0;
  for (const auto& table : tables) {
    FreshFile fresh(folder / (table.name() + ".csv"));
    TRY(fresh.write(csv_of(table)));
    TRY(fresh.take_place());
    progress.report("tables written", ++done, tables.size());
  }
  return {};
}

Result<void> write_csv_folder(const std::filesystem::path& folder,
                              const std::vector<Table>& tables) {
  NoProgress silent;
  return write_csv_folder(folder, tables, silent);
}

Result<void> write_events(const std::filesystem::path& file, std::span<const Event> events) {
  std::string lines;
  for (const auto& event : events) lines += json_line(event) + "\n";
  FreshFile fresh(file);
  TRY(fresh.write(lines));
  return fresh.take_place();
}

}  // namespace dataflow::synthetic
