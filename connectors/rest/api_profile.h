// An ApiProfile says how one kind of API is read: its tables, their columns, how pages are asked.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "agent/core/fault.h"
#include "agent/core/local_time.h"
#include "agent/core/snapshot.h"
#include "agent/json/pointer.h"

namespace dataflow::connectors::rest {

/// How one asks for the next page.
enum class PagingKind {
  none,    ///< there is one page
  cursor,  ///< each page holds the word that asks for the next
  offset,  ///< by how many rows there were
  page,    ///< by the number of the page
  link,    ///< each page holds the address of the next, in a Link header (RFC 8288) or in itself
};

/// How the last page shows that it is the last, where pages name the next one.
enum class LastPage {
  empty,   ///< what would name the next is null or empty; not there at all is an error
  absent,  ///< what would name the next is null, empty or not there
};

struct Paging {
  PagingKind kind = PagingKind::none;
  std::string parameter;              ///< of the query: the cursor, the offset, the page's number
  std::string size_parameter;         ///< of the query; empty: the API has none
  std::int64_t size = 0;              ///< rows that are asked for
  std::int64_t first = 1;             ///< the number of the first page
  std::optional<json::Pointer> next;  ///< where a page names the next one
  LastPage last = LastPage::empty;
  std::optional<json::Pointer> total;  ///< where a page says how many rows all pages have
};

struct ApiColumn {
  enum class Kind {
    text,    ///< as it is
    moment,  ///< RFC 3339, shown as local time
  };
  enum class Presence {
    some,  ///< one row of the table has it, at least
    any,   ///< no row need have it
  };
  std::string name;
  json::Pointer at;  ///< in a row
  Kind kind = Kind::text;
  Presence presence = Presence::some;
};

struct ApiTable {
  std::string name;
  std::string path;
  std::vector<std::pair<std::string, std::string>> query;  ///< that every request has
  json::Pointer rows;                                      ///< the list in the answer
  std::optional<json::Pointer> key;                        ///< what names a row, in the row
  Paging paging;
  std::vector<ApiColumn> columns;

  [[nodiscard]] TableShape shape() const;
};

struct ApiProfile {
  std::string base_path;
  Zone zone = Zone::convert;
  std::vector<ApiTable> tables;

  /// Nothing, with faults, when the file is no profile.
  [[nodiscard]] static std::optional<ApiProfile> read(const std::filesystem::path& file,
                                                      Faults& faults);

  [[nodiscard]] std::vector<TableShape> shapes() const;
};

}  // namespace dataflow::connectors::rest
