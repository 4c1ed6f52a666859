#include "connectors/synthetic/shapes/rest_pages.h"

#include <algorithm>
#include <string>
#include <system_error>

#include <fmt/format.h>

#include "agent/core/canonical_json.h"
#include "connectors/synthetic/fresh_file.h"

namespace dataflow::synthetic {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kRowsOnAPage = 500;

Result<void> write_file(const fs::path& place, const std::string& content) {
  FreshFile fresh(place);
  TRY(fresh.write(content));
  return fresh.take_place();
}

void add_row(std::string& out, const Table& table, std::size_t row) {
  std::vector<Cell> cells;
  table.read(row, cells);
  out += '{';
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) out += ',';
    append_json_string(out, table.shape().columns[i]);
    out += ':';
    if (cells[i]) {
      append_json_string(out, *cells[i]);
    } else {
      out += "null";
    }
  }
  out += '}';
}

/// Pages count from 1. The last one names no other.
std::string page_of(const Table& table, std::size_t page) {
  const std::size_t from = (page - 1) * kRowsOnAPage;
  const std::size_t to = std::min(from + kRowsOnAPage, table.rows());
  std::string out = "{\"rows\":[";
  for (std::size_t row = from; row < to; ++row) {
    if (row > from) out += ',';
    add_row(out, table, row);
  }
  const bool last = to == table.rows();
  const std::string next = last ? "null" : fmt::format("\"{}.json\"", page + 1);
  return out + fmt::format("],\"total\":{},\"next\":{}}}\n", table.rows(), next);
}

Result<void> write_pages(const fs::path& folder, const Table& table) {
  std::error_code failed;
  fs::create_directories(folder, failed);
  if (failed) {
    return Error{Remedy::stop, folder.string(), "The folder cannot be made.",
                 "Check that its parent may be written to."};
  }
  const std::size_t pages = table.rows() == 0 ? 1 : (table.rows() - 1) / kRowsOnAPage + 1;
  for (std::size_t page = 1; page <= pages; ++page) {
    TRY(write_file(folder / fmt::format("{}.json", page), page_of(table, page)));
  }
  return {};
}

std::string profile_of(const std::vector<Table>& tables) {
  std::string out = "# How the pages beside this file are read: for a source of the kind rest.\n";
  out += "base_path: /v1\ntables:\n";
  for (const auto& table : tables) {
    out += fmt::format("  {0}:\n    path: /{0}/1.json\n    rows: /rows\n", table.name());
    out += "    paging: {kind: link, next: /next, total: /total}\n    columns:\n";
    for (const auto& column : table.shape().columns) {
      out += fmt::format("      {0}: /{0}\n", column);
    }
  }
  return out;
}

}  // namespace

Result<void> write_rest_pages(const Holdings& holdings, const Target& target, Progress& progress) {
  std::size_t done = 0;
  for (const auto& table : holdings.tables) {
    TRY(write_pages(target.path / "v1" / table.name(), table));
    progress.report("tables written", ++done, holdings.tables.size());
  }
  return write_file(target.path / "api.yaml", profile_of(holdings.tables));
}

}  // namespace dataflow::synthetic
