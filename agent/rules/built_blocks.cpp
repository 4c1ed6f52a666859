#include "agent/rules/built_blocks.h"

#include <array>
#include <optional>
#include <stdexcept>

#include <boost/json.hpp>
#include <fmt/format.h>

namespace dataflow::rules {

namespace {

using boost::json::object;
using boost::json::value;
using sqlite::identifier;
using standard::Field;
using standard::FieldKind;

constexpr int kFirstValue = 4;  // after child, above and item; or child, entry and key
constexpr std::size_t kUsualDocument = 16'384;  // bytes that a parsed document seldom exceeds

/// Whether a child has at most one row of the block: it stands in no list.
bool is_once_per_child(const Field& block) {
  return block.path.find("[]") == std::string::npos;
}

/// A child's only row is found, and added, by the child's number alone: SQLite does that faster
/// than with a key of two numbers.
std::string create_table(const Field& block) {
  std::string columns =
      is_once_per_child(block) ? "child INTEGER PRIMARY KEY" : "child INTEGER NOT NULL";
  columns += ", above INTEGER NOT NULL, item INTEGER NOT NULL";
  for (const auto* field : columns_of(block)) columns += ", " + identifier(field->name);
  if (!is_once_per_child(block)) columns += ", PRIMARY KEY (child, item)";
  return fmt::format("CREATE TABLE {} ({}){}", identifier(standard::block_name(block)), columns,
                     is_once_per_child(block) ? "" : " WITHOUT ROWID");
}

std::string create_table(const standard::Beside& beside) {
  // No member of an entry has a name with spaces, so rules cannot mean `entry of child` by
  // accident.
  std::string columns = "child INTEGER NOT NULL, \"entry of child\" INTEGER NOT NULL, key TEXT";
  for (const auto& field : beside.entry.members) columns += ", " + identifier(field.name);
  return fmt::format("CREATE TABLE {} ({}, PRIMARY KEY (child, \"entry of child\")) WITHOUT ROWID",
                     identifier(beside.name), columns);
}

std::string insert_into(const std::string& table, std::size_t values) {
  std::string places = "?";
  for (std::size_t i = 1; i < values; ++i) places += ", ?";
  return fmt::format("INSERT INTO {} VALUES ({})", identifier(table), places);
}

void bind(sqlite::Statement& statement, int parameter, const value* found) {
  if (found == nullptr || found->is_null()) {
    statement.bind_null(parameter);
  } else if (const auto* text = found->if_string()) {
    statement.bind_borrowed(parameter, {text->data(), text->size()});
  } else if (const auto* flag = found->if_bool()) {
    statement.bind(parameter, std::int64_t{*flag});
  } else if (const auto* number = found->if_int64()) {
    statement.bind(parameter, *number);
  } else {
    statement.bind(parameter, std::string_view(boost::json::serialize(*found)));
  }
}

/// What stands in a JSON text without escapes, as nearly all do: it need not be parsed.
std::optional<std::string_view> plain_text(std::string_view json) {
  if (json.empty() || json.front() != '"' || json.find('\\') != json.npos) return std::nullopt;
  return json.substr(1, json.size() - 2);
}

}  // namespace

std::vector<const Field*> columns_of(const Field& block) {
  std::vector<const Field*> columns;
  for (const auto& member : block.members) {
    if (!member.has_members() && member.kind != FieldKind::purge) columns.push_back(&member);
  }
  return columns;
}

bool has_table(const Field& block) {
  return !columns_of(block).empty();
}

Result<BuiltBlocks> BuiltBlocks::create(const standard::Standard& standard) {
  TRY_ASSIGN(auto database, sqlite::Database::open("", sqlite::Mode::memory));
  // A private database in memory needs neither a journal nor locks: a crash loses it anyway.
  TRY(
      database.run("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA temp_store=MEMORY;"
                   "PRAGMA locking_mode=EXCLUSIVE; PRAGMA page_size=16384"));
  BuiltBlocks blocks(std::move(database));
  TRY(blocks.create_block(standard.document()));
  for (const auto& beside : standard.rules().besides) TRY(blocks.create_beside(beside));
  TRY(blocks.database_.run("BEGIN"));
  return blocks;
}

Result<void> BuiltBlocks::create_block(const Field& field) {
  if (has_table(field)) {
    TRY(database_.run(create_table(field)));
    auto columns = columns_of(field);
    TRY_ASSIGN(auto insert, database_.prepare(insert_into(standard::block_name(field),
                                                          kFirstValue - 1 + columns.size())));
    blocks_.emplace(&field, Block{&field, std::move(columns), std::move(insert), 0});
  }
  for (const auto& member : field.members) {
    if (member.has_members()) TRY(create_block(member));
  }
  return {};
}

Result<void> BuiltBlocks::create_beside(const standard::Beside& beside) {
  TRY(database_.run(create_table(beside)));
  TRY_ASSIGN(auto insert, database_.prepare(insert_into(
                              beside.name, kFirstValue - 1 + beside.entry.members.size())));
  besides_.emplace(&beside, Entries{std::move(insert), 0});
  return {};
}

Result<ChildNumber> BuiltBlocks::add(std::string_view document) {
  std::array<unsigned char, kUsualDocument> buffer;
  boost::json::monotonic_resource memory(buffer.data(), buffer.size());
  boost::json::error_code problem;
  const value parsed = boost::json::parse(document, problem, &memory);
  if (problem || !parsed.is_object()) throw std::invalid_argument("This is no JSON object.");
  for (auto& [field, block] : blocks_) block.next_item = 0;
  const ChildNumber child = children_++;
  // The document itself stands in no list: its own field is the one without a name.
  for (auto& [field, block] : blocks_) {
    if (field->name.empty()) TRY(add_object(*field, parsed.get_object(), child, 0));
  }
  return child;
}

Result<void> BuiltBlocks::add_object(const Field& field, const object& object, ChildNumber child,
                                     std::int64_t above) {
  std::int64_t below = above;  // what the blocks inside stand in
  if (const auto found = blocks_.find(&field); found != blocks_.end()) {
    const std::int64_t item = found->second.next_item++;
    TRY(add_row(found->second, object, child, above, item));
    if (field.kind == FieldKind::list) below = item;
  }
  for (const auto& member : field.members) {
    if (!member.has_members()) continue;
    const value* inner = object.if_contains(member.name);
    if (inner == nullptr) continue;
    if (const auto* one = inner->if_object()) TRY(add_object(member, *one, child, below));
    if (const auto* items = inner->if_array()) {
      for (const auto& item : *items) TRY(add_object(member, item.as_object(), child, below));
    }
  }
  return {};
}

Result<void> BuiltBlocks::add_row(Block& block, const object& object, ChildNumber child,
                                  std::int64_t above, std::int64_t item) {
  block.insert.bind(1, child).bind(2, above).bind(3, item);
  int parameter = kFirstValue;
  for (const auto* field : block.columns) {
    bind(block.insert, parameter++, object.if_contains(field->name));
  }
  return block.insert.run();
}

Result<void> BuiltBlocks::add_beside(const standard::Beside& beside, ChildNumber child,
                                     std::string_view key, const std::vector<std::string>& values) {
  auto& [insert, next_entry] = besides_.at(&beside);
  insert.bind(1, child).bind(2, next_entry++);
  if (key.empty()) {
    insert.bind_null(3);
  } else {
    insert.bind_borrowed(3, key);
  }
  std::vector<value> parsed;  // statements borrow texts until they have run
  parsed.reserve(values.size());
  int parameter = kFirstValue;
  for (const auto& json : values) {
    if (const auto text = plain_text(json)) {
      insert.bind_borrowed(parameter++, *text);
    } else {
      parsed.push_back(json.empty() ? value(nullptr) : boost::json::parse(json));
      bind(insert, parameter++, &parsed.back());
    }
  }
  return insert.run();
}

Result<void> BuiltBlocks::finish() {
  return database_.run("COMMIT; ANALYZE");
}

}  // namespace dataflow::rules
