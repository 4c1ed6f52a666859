#include "agent/mapping/document_writer.h"

#include <algorithm>

#include <fmt/format.h>

namespace dataflow::mapping {

namespace {

using Source = MemberPlan::Source;

}  // namespace

void DocumentWriter::write(const std::vector<std::optional<BlockRows>>& blocks, Record& record) {
  blocks_ = &blocks;
  record_ = &record;
  record.document.clear();
  record.skeleton.clear();
  bool content = false;
  if (blocks[0]->size() > 1) {
    find("8510", Weight::hold, {}, plan_[0].field->key_member()->name,
         fmt::format("{} persons in the source have this identifier.", blocks[0]->size()));
  }
  if (places_ != nullptr) places_->clear();
  begin_row(0, 0, {});
  write_members(0, 0, {}, content);
  end_row(PlacedRow::Fate::written);
}

void DocumentWriter::begin_row(std::size_t block, std::size_t row, const Place& place) {
  if (places_ == nullptr) return;
  const auto& rows = (*blocks_)[block];
  places_->push_back({block, row, place_, rows ? rows->item(row) : 0, path_of(place, ""),
                      PlacedRow::Fate::written});
  place_ = places_->size() - 1;
}

/// What is in a row that was not written was not written either.
void DocumentWriter::end_row(PlacedRow::Fate fate) {
  if (places_ == nullptr) return;
  auto& placed = (*places_)[place_];
  placed.fate = fate;
  const std::size_t above = placed.above;
  if (fate != PlacedRow::Fate::written) {
    places_->erase(places_->begin() + static_cast<std::ptrdiff_t>(place_) + 1, places_->end());
  }
  place_ = above;
}

void DocumentWriter::skip_row(std::size_t block, std::size_t row, const Place& place,
                              PlacedRow::Fate fate) {
  begin_row(block, row, place);
  end_row(fate);
}

void DocumentWriter::separate(std::string& out) {
  if (out.back() != '{' && out.back() != '[') out += ',';
}

/// Writes { and all members and }. `content` becomes true when something other than a purge:false
/// was written.
void DocumentWriter::write_members(std::size_t block, std::size_t row, const Place& place,
                                   bool& content) {
  const BlockPlan& plan = plan_[block];
  const auto& rows = (*blocks_)[block];
  std::string& out = record_->document;
  std::string& keys = record_->skeleton;
  out += '{';
  keys += '{';
  if (rows) note_values(block, row, place);
  for (const auto& member : plan.members) {
    if (member.source == Source::block) {
      write_block(member, row, place, content);
    } else if (member.source == Source::purge) {
      separate(out);
      out += member.name;
      out += "false";
    } else if (const auto value = rows->value(row, member.column); !value.empty()) {
      separate(out);
      out += member.name;
      out += value;
      content = true;
      if (member.column == plan.key_column) {
        separate(keys);
        keys += member.name;
        keys += value;
      }
    }
  }
  out += '}';
  keys += '}';
  if (plan.key_column != kNone && rows->value(row, plan.key_column).empty()) {
    note_missing_key(plan, place);
  }
}

void DocumentWriter::write_block(const MemberPlan& member, std::size_t parent_row,
                                 const Place& place, bool& content) {
  const Place here{&place, member.field->name, kNone};
  const auto rows = rows_of(member.block, plan_[member.block].parent, parent_row);
  if (rows.empty()) return;
  if (member.field->kind == standard::FieldKind::list) {
    write_list(member, rows, here, content);
  } else {
    if (rows.size() > 1 && !repeated(member.block, rows, rows.size() - 1)) {
      find("O10", Weight::warn, here, "", "Several rows differ; the first was taken.");
    }
    write_object(member, rows.front(), here, content);
    for (std::size_t i = 1; i < rows.size(); ++i) {
      skip_row(member.block, rows[i], here, PlacedRow::Fate::surplus);
    }
  }
}

/// An object with nothing in it but purge:false is left out again.
void DocumentWriter::write_object(const MemberPlan& member, std::size_t row, const Place& place,
                                  bool& content) {
  std::string& out = record_->document;
  std::string& keys = record_->skeleton;
  const std::size_t out_before = out.size();
  const std::size_t keys_before = keys.size();
  bool inside = false;
  separate(out);
  out += member.name;
  separate(keys);
  keys += member.name;
  begin_row(member.block, row, place);
  write_members(member.block, row, place, inside);
  end_row(inside ? PlacedRow::Fate::written : PlacedRow::Fate::empty);
  if (inside) {
    content = true;
  } else {
    out.resize(out_before);
    keys.resize(keys_before);
  }
}

void DocumentWriter::write_list(const MemberPlan& member, const std::vector<std::size_t>& rows,
                                const Place& place, bool& content) {
  std::string& out = record_->document;
  std::string& keys = record_->skeleton;
  const std::size_t out_before = out.size();
  const std::size_t keys_before = keys.size();
  const bool keyed = plan_[member.block].key_column != kNone;
  separate(out);
  out += member.name + "[";
  separate(keys);
  keys += member.name + "[";
  std::size_t index = 0;
  std::vector<std::size_t> index_of(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto earlier = repeated(member.block, rows, i);
    index_of[i] = earlier ? index_of[*earlier] : index;
    const Place item{place.above, place.name, index_of[i]};
    if (earlier) {
      find("O11", Weight::warn, item, "", "The source holds this item twice; it was sent once.");
      skip_row(member.block, rows[i], item, PlacedRow::Fate::repeat);
      continue;
    }
    const std::size_t item_begin = out.size();
    const std::size_t item_keys = keys.size();
    bool inside = false;
    separate(out);
    separate(keys);
    begin_row(member.block, rows[i], item);
    write_members(member.block, rows[i], item, inside);
    end_row(inside ? PlacedRow::Fate::written : PlacedRow::Fate::empty);
    if (inside) {
      ++index;
    } else {
      out.resize(item_begin);
      keys.resize(item_keys);
    }
  }
  out += ']';
  keys += ']';
  content = content || index > 0;
  if (index == 0) out.resize(out_before);
  if (index == 0 || !keyed) keys.resize(keys_before);
}

/// The rows of a block under one row of its parent, in their order. An object without a SELECT has
/// one row, which stands for its parent's.
std::vector<std::size_t> DocumentWriter::rows_of(std::size_t block, std::size_t parent,
                                                 std::size_t parent_row) const {
  const auto& rows = (*blocks_)[block];
  if (!rows) return {parent_row};
  std::vector<std::size_t> found;
  const bool below_item = plan_[block].below_item;
  const std::int64_t item = below_item ? (*blocks_)[parent]->item(parent_row) : 0;
  for (std::size_t row = 0; row < rows->size(); ++row) {
    if (rows->parent_item(row) == item) found.push_back(row);
  }
  return found;
}

/// The first of the earlier rows of the list that has the same key, or, where items have no key,
/// the same values.
std::optional<std::size_t> DocumentWriter::repeated(std::size_t block,
                                                    const std::vector<std::size_t>& rows,
                                                    std::size_t place) const {
  const auto& all = *(*blocks_)[block];
  const std::size_t key = plan_[block].key_column;
  const auto same = [&](std::size_t earlier) {
    if (key == kNone) return all.same_values(earlier, rows[place]);
    const std::string_view value = all.value(rows[place], key);
    return !value.empty() && all.value(earlier, key) == value;
  };
  const auto end = rows.begin() + static_cast<std::ptrdiff_t>(place);
  const auto found = std::find_if(rows.begin(), end, same);
  if (found == end) return std::nullopt;
  return static_cast<std::size_t>(found - rows.begin());
}

void DocumentWriter::note_values(std::size_t block, std::size_t row, const Place& place) {
  const auto& rows = *(*blocks_)[block];
  for (const auto& note : rows.notes()) {
    if (note.row != row) continue;
    const auto& field = *plan_[block].spec->fields[note.column].first;
    if (field.key) continue;  // reported once, as a missing key
    if (note.written == Written::too_many) {
      find(format_rule(field), Weight::hold, place, field.name,
           fmt::format("It holds more than {} codes.", field.most_items));
    } else {
      find(format_rule(field), Weight::warn, place, field.name, why_refused(field));
    }
  }
}

void DocumentWriter::note_missing_key(const BlockPlan& plan, const Place& place) {
  const auto& key = *plan.field->key_member();
  find(format_rule(key), Weight::hold, place, key.name, why_refused(key));
}

void DocumentWriter::find(std::string rule, Weight weight, const Place& place,
                          std::string_view field, std::string what) {
  record_->findings.push_back({std::move(rule), weight, path_of(place, field), std::move(what)});
}

std::string DocumentWriter::path_of(const Place& place, std::string_view field) {
  std::string path(field);
  for (const Place* at = &place; at != nullptr; at = at->above) {
    if (at->name.empty()) continue;
    std::string part(at->name);
    if (at->index != kNone) part += fmt::format("[{}]", at->index);
    if (!path.empty()) part.append(".").append(path);
    path = std::move(part);
  }
  return path;
}

}  // namespace dataflow::mapping
