#include "connectors/singer/catalog.h"

#include <algorithm>

#include "connectors/wishes.h"

namespace dataflow::connectors::singer {

namespace {

using json::Value;

Error no_catalog(const std::string& where, std::string what) {
  return {Remedy::stop, where, std::move(what),
          "It should be the JSON that the tap writes with --discover."};
}

Result<Stream> stream_in(const Value& entry, const std::string& where) {
  const auto name = entry.text_of("stream");
  const auto id = entry.text_of("tap_stream_id");
  const Value* schema = entry.member("schema");
  if ((!name && !id) || schema == nullptr) {
    return no_catalog(where, "A stream of the catalog has no name or no schema.");
  }
  Stream stream{name ? *name : *id, columns_in(*schema), {}};
  if (const Value* key = entry.member("key_properties")) {
    if (auto names = texts_in(*key)) stream.key = std::move(*names);
  }
  return stream;
}

/// What the key of a stream is stands in its metadata, in most taps.
bool is_key_in_metadata(const Value& entry, const std::string& column) {
  const Value* list = entry.member("metadata");
  if (list == nullptr) return false;
  for (const auto& about : list->items) {
    const Value* metadata = about.member("metadata");
    if (metadata == nullptr) continue;
    for (const char* name : {"table-key-properties", "view-key-properties"}) {
      const Value* key = metadata->member(name);
      const auto names = key == nullptr ? std::nullopt : texts_in(*key);
      if (names && std::find(names->begin(), names->end(), column) != names->end()) return true;
    }
  }
  return false;
}

/// One entry of a stream's metadata: {"breadcrumb": [...], "metadata": {"selected": ...}}.
Value choice(std::vector<std::string> place, bool selected) {
  Value breadcrumb{Value::Kind::list, "", {}, {}};
  for (auto& step : place) breadcrumb.items.push_back(json::text(std::move(step)));
  Value metadata{Value::Kind::object, "", {}, {}};
  metadata.set("selected", json::truth(selected ? "true" : "false"));
  Value entry{Value::Kind::object, "", {}, {}};
  entry.set("breadcrumb", std::move(breadcrumb));
  entry.set("metadata", std::move(metadata));
  return entry;
}

/// The same entry with what else the tap says of that place.
Value merged(const Value& metadata, Value chosen) {
  const Value* place = chosen.member("breadcrumb");
  for (const auto& entry : metadata.items) {
    const Value* there = entry.member("breadcrumb");
    const Value* said = entry.member("metadata");
    if (there == nullptr || said == nullptr) continue;
    if (json::serialised(*there) != json::serialised(*place)) continue;
    Value both = *said;
    both.set("selected", *chosen.member("metadata")->member("selected"));
    chosen.set("metadata", std::move(both));
    break;
  }
  return chosen;
}

/// Says in both ways that taps have known what is selected: in the schema, and in the metadata.
Value selected_entry(const Value& entry, const Stream& stream, const TableShape* wish) {
  static const Value kNone{Value::Kind::list, "", {}, {}};
  const Value* said = entry.member("metadata");
  const Value& before = said == nullptr ? kNone : *said;
  Value metadata{Value::Kind::list, "", {}, {}};
  metadata.items.push_back(merged(before, choice({}, wish != nullptr)));
  for (const auto& column : stream.columns) {
    const bool is_key =
        std::find(stream.key.begin(), stream.key.end(), column.name) != stream.key.end() ||
        is_key_in_metadata(entry, column.name);
    const bool wished = wish != nullptr && (is_key || find_column(*wish, column.name));
    metadata.items.push_back(merged(before, choice({"properties", column.name}, wished)));
  }
  Value changed = entry;
  Value schema = *entry.member("schema");
  schema.set("selected", json::truth(wish != nullptr ? "true" : "false"));
  changed.set("schema", std::move(schema));
  changed.set("metadata", std::move(metadata));
  return changed;
}

}  // namespace

Result<Catalog> Catalog::parse(std::string_view text, const std::string& where) {
  auto document = json::parse(text);
  const Value* list = document ? document->member("streams") : nullptr;
  if (list == nullptr || list->kind != Value::Kind::list) {
    return no_catalog(where, "This is no catalog of streams.");
  }
  Catalog catalog;
  for (const auto& entry : list->items) {
    TRY_ASSIGN(auto stream, stream_in(entry, where));
    if (find_table(catalog.tables(), stream.name) != nullptr) {
      return no_catalog(where, "Two streams of the catalog have one name.");
    }
    catalog.streams_.push_back(std::move(stream));
  }
  catalog.document_ = std::move(*document);
  return catalog;
}

std::vector<TableShape> Catalog::tables() const {
  std::vector<TableShape> tables;
  for (const auto& stream : streams_) tables.push_back(stream.shape());
  return tables;
}

std::string Catalog::selecting(std::span<const TableShape> wishes) const {
  const Value* before = document_.member("streams");
  Value entries{Value::Kind::list, "", {}, {}};
  for (std::size_t i = 0; i < streams_.size(); ++i) {
    entries.items.push_back(
        selected_entry(before->items[i], streams_[i], find_table(wishes, streams_[i].name)));
  }
  Value chosen = document_;
  chosen.set("streams", std::move(entries));
  return json::serialised(chosen);
}

}  // namespace dataflow::connectors::singer
