#include "agent/mapping/mapping_file.h"

#include <algorithm>

#include <fmt/format.h>

#include "agent/core/day.h"
#include "agent/core/private_file.h"
#include "agent/mapping/code_table.h"
#include "agent/mapping/source_version.h"
#include "agent/yaml/reader.h"

namespace dataflow::mapping {

namespace {

constexpr char kChildBlock[] = "child";

Expression expression(const yaml::Node& node) {
  return {node.text(), node.line(), node.column()};
}

std::optional<Expression> optional_expression(const yaml::Node& node) {
  if (!node.present()) return std::nullopt;
  return expression(node);
}

standard::WindowRule read_window(const yaml::Node& node) {
  standard::WindowRule rule;
  if (!node.present()) return rule;
  node.only({"months_back", "begins_on", "days_ahead"});
  if (const auto months = node.member("months_back"); months.present()) {
    rule.months_back = static_cast<int>(months.whole_number(0, 1200));
  }
  if (const auto ahead = node.member("days_ahead"); ahead.present()) {
    rule.days_ahead = static_cast<int>(ahead.whole_number(0, 366));
  }
  if (const auto begins = node.member("begins_on"); begins.present()) {
    const auto day = Day::parse("2000-" + begins.text());
    if (!day) {
      begins.fault("A day of the year such as 04-01 was expected (month, then day).");
    } else {
      rule.month = static_cast<unsigned>(day->civil().month());
      rule.day_of_month = static_cast<unsigned>(day->civil().day());
    }
  }
  return rule;
}

/// {file: codes/ethnicity.csv}. A variant may lay words over it.
bool is_code_table(const yaml::Node::Member& word, std::size_t words) {
  return word.name == "file" && (words == 1 || word.value.raw().ends_with(".csv"));
}

std::vector<LocalCode> read_named_table(const yaml::Node& node, const standard::CodeList& list,
                                        Faults& faults) {
  const std::filesystem::path file = node.text();
  if (file.empty()) return {};
  return read_code_table(std::filesystem::path(node.file()).parent_path() / file, list, faults);
}

std::vector<LocalCode> read_code_words(const yaml::Node& node, const standard::CodeList& list,
                                       Faults& faults) {
  std::vector<LocalCode> words;
  const auto members = node.members();
  for (const auto& word : members) {
    if (is_code_table(word, members.size())) {
      const auto table = read_named_table(word.value, list, faults);
      words.insert(words.end(), table.begin(), table.end());
      continue;
    }
    const std::string code = word.value.text();
    if (list.find(code) == nullptr) {
      word.value.fault(fmt::format("'{}' is no code of '{}'.", code, list.name()),
                       suggest_code(code, list));
    }
    words.push_back({word.name, code, std::nullopt, std::nullopt});
  }
  return words;
}

LocalCodes read_codes(const yaml::Node& node, const standard::Standard& standard, Faults& faults) {
  std::vector<std::string> lists;
  for (const auto& [name, list] : standard.code_lists()) lists.push_back(name);
  LocalCodes codes;
  for (const auto& list : node.members()) {
    if (const auto* known = standard.code_list(list.name)) {
      codes[list.name] = read_code_words(list.value, *known, faults);
    } else {
      list.fault(fmt::format("There is no code list '{}'.", list.name),
                 suggestion(list.name, lists));
    }
  }
  return codes;
}

Lookup read_lookup(const yaml::Node::Member& member) {
  const yaml::Node& node = member.value;
  node.only({"from", "key", "where", "order", "take"});
  Lookup lookup;
  lookup.name = member.name;
  lookup.from = expression(node.required("from", "the tables the lookup reads"));
  lookup.key = expression(node.required("key", "what there is one row for"));
  lookup.where = optional_expression(node.member("where"));
  lookup.order = optional_expression(node.member("order"));
  for (const auto& column : node.member("take").members()) {
    lookup.take.emplace_back(column.name, expression(column.value));
  }
  return lookup;
}

Group read_group(const yaml::Node::Member& member) {
  const yaml::Node& node = member.value;
  node.only({"from", "child", "where", "order", "value"});
  Lookup lookup;
  lookup.name = "@group " + member.name;
  lookup.from = expression(node.required("from", "the tables the group is read from"));
  lookup.key = expression(node.required("child", "the identifier of the child"));
  lookup.where = optional_expression(node.member("where"));
  lookup.order = optional_expression(node.member("order"));
  lookup.take.emplace_back("value", expression(node.required("value", "what the group is called")));
  return {member.name, std::move(lookup)};
}

Cohort read_cohort(const yaml::Node& node) {
  node.only({"from", "child", "belongs"});
  Cohort cohort;
  cohort.from = expression(node.required("from", "the table with one row per person"));
  cohort.child = expression(node.required("child", "the identifier of the person"));
  for (const auto& item : node.member("belongs").items()) {
    item.only({"rule", "says", "when"});
    cohort.rules.push_back({item.required("rule", "a short name for the balance").text(),
                            item.required("says", "one sentence on who is left out").text(),
                            expression(item.required("when", "who belongs to the cohort"))});
  }
  return cohort;
}

/// The parent object or list of a path: "a[].b.c" belongs to "a[].b".
std::string parent_path(const std::string& path) {
  const std::size_t dot = path.rfind('.');
  return dot == std::string::npos ? "" : path.substr(0, dot);
}

/// A block of a list below another list is found through its parent item; others through the child.
bool is_below_list(const standard::Field& field) {
  return parent_path(field.path).find("[]") != std::string::npos;
}

class BlockReader {
 public:
  explicit BlockReader(const standard::Standard& standard) : standard_(standard) {}

  std::optional<Block> read(const yaml::Node::Member& member) {
    const yaml::Node& node = member.value;
    Block block;
    block.line = member.line;
    block.field = block_field(member);
    if (block.field == nullptr) return std::nullopt;
    const bool below = is_below_list(*block.field);
    node.only({"from", below ? "parent" : "child", "where", "order", "fields"});
    block.from = expression(node.required("from", "the tables the block reads"));
    block.owner =
        expression(below ? node.required("parent", "the identifier of the item this belongs to")
                         : node.required("child", "the identifier of the child this belongs to"));
    block.where = optional_expression(node.member("where"));
    block.order = optional_expression(node.member("order"));
    read_fields(node.required("fields", "what each field is made of"), block);
    check_key(member, block);
    return block;
  }

 private:
  const standard::Field* block_field(const yaml::Node::Member& member) const {
    if (member.name == kChildBlock) return &standard_.document();
    const auto* field = standard_.find(member.name);
    if (field != nullptr && field->has_members()) return field;
    std::vector<std::string> known = {kChildBlock};
    for (const auto& path : standard_.paths()) {
      if (standard_.find(path)->has_members()) known.push_back(path);
    }
    member.fault(fmt::format("'{}' is no object or list of {}.", member.name, standard_.id()),
                 suggestion(member.name, known));
    return nullptr;
  }

  void read_fields(const yaml::Node& node, Block& block) const {
    std::vector<std::string> known;
    for (const auto& field : block.field->members) {
      if (!field.has_members() && field.kind != standard::FieldKind::purge) {
        known.push_back(field.name);
      }
    }
    node.only(known);
    for (const auto& member : node.members()) {
      if (std::find(known.begin(), known.end(), member.name) == known.end()) continue;
      block.fields.emplace_back(block.field->member(member.name), expression(member.value));
    }
  }

  void check_key(const yaml::Node::Member& member, const Block& block) const {
    const auto* key = block.field->key_member();
    const auto is_key = [&](const auto& field) { return field.first == key; };
    if (key != nullptr && std::none_of(block.fields.begin(), block.fields.end(), is_key)) {
      member.fault(fmt::format("'{}' is not mapped, and it is required.", key->name),
                   fmt::format("Add it under fields: {}: COLUMN.", key->name));
    }
  }

  const standard::Standard& standard_;
};

/// A block below a list needs its parent's block, because it is found through the parent's key.
void check_parents(const yaml::Node& node, const std::vector<Block>& blocks,
                   const standard::Standard& standard) {
  for (const auto& member : node.members()) {
    const auto* field = standard.find(member.name);
    if (field == nullptr || !field->has_members() || !is_below_list(*field)) continue;
    const std::string parent = parent_path(field->path);
    const auto is_parent = [&](const Block& other) { return other.field->path == parent; };
    if (std::none_of(blocks.begin(), blocks.end(), is_parent)) {
      member.fault(fmt::format("'{}' is mapped, but '{}' is not.", field->path, parent),
                   fmt::format("Add a block '{}'.", parent));
    }
  }
}

std::vector<Block> read_blocks(const yaml::Node& node, const standard::Standard& standard) {
  BlockReader reader(standard);
  std::vector<Block> blocks;
  for (const auto& member : node.members()) {
    auto block = reader.read(member);
    if (!block) continue;
    const auto is_same = [&](const Block& other) { return other.field == block->field; };
    if (std::any_of(blocks.begin(), blocks.end(), is_same)) {
      member.fault(fmt::format("'{}' is given twice.", member.name), "Keep one of the two.");
    } else {
      blocks.push_back(std::move(*block));
    }
  }
  std::stable_sort(blocks.begin(), blocks.end(), [](const Block& a, const Block& b) {
    const auto depth = [](const Block& block) {
      const std::string& path = block.field->path;
      return path.empty() ? 0 : 1 + std::count(path.begin(), path.end(), '.');
    };
    return depth(a) < depth(b);
  });
  if (node.present() && (blocks.empty() || !blocks.front().field->path.empty())) {
    node.fault("The block 'child' is missing.", "It maps the child's own identifier.");
  }
  check_parents(node, blocks, standard);
  return blocks;
}

BesideBlock read_beside(const yaml::Node::Member& member, const standard::Standard& standard) {
  const yaml::Node& node = member.value;
  BesideBlock block;
  block.beside = standard.rules().beside(member.name);
  if (block.beside == nullptr) {
    std::vector<std::string> known;
    for (const auto& beside : standard.rules().besides) known.push_back(beside.name);
    node.fault(fmt::format("The rules of {} ask for no '{}'.", standard.id(), member.name),
               suggestion(member.name, known));
    return block;
  }
  const bool of_item = !block.beside->on.empty();
  node.only(of_item ? std::vector<std::string>{"from", "child", "item", "where", "fields"}
                    : std::vector<std::string>{"from", "child", "where", "fields"});
  block.from = expression(node.required("from", "the tables it is read from"));
  block.child = expression(node.required("child", "the identifier of the child it belongs to"));
  if (of_item) block.item = expression(node.required("item", "the key of the item it belongs to"));
  block.where = optional_expression(node.member("where"));
  const auto fields = node.required("fields", "what each value is made of");
  std::vector<std::string> known;
  for (const auto& field : block.beside->entry.members) known.push_back(field.name);
  fields.only(known);
  for (const auto& field : fields.members()) {
    const auto* found = block.beside->entry.member(field.name);
    if (found != nullptr) block.fields.emplace_back(found, expression(field.value));
  }
  return block;
}

/// A list of columns, or `{table: [columns]}` where the table itself may be missing.
OptionalColumns read_optional(const yaml::Node::Member& member) {
  OptionalColumns optional{{member.name, {}}, member.value.is_map()};
  if (optional.and_table) member.value.only({"table"});
  const auto columns = optional.and_table
                           ? member.value.required("table", "the columns read of it").items()
                           : member.value.items();
  for (const auto& column : columns) optional.shape.columns.push_back(column.text());
  return optional;
}

std::optional<VersionQuery> read_version(const yaml::Node& node) {
  if (!node.present()) return std::nullopt;
  node.only({"from", "value", "known"});
  const auto known = node.required("known", "the newest version that this mapping knows");
  VersionQuery query{expression(node.required("from", "the table that names the version")),
                     expression(node.required("value", "the version")), known.text()};
  if (known.present() && !SourceVersion::parse(query.known)) {
    known.fault("A version is numbers with dots between them, such as 1.4.3.");
  }
  return query;
}

/// What a file says once, for all variants.
void read_head(const yaml::Node& root, const standard::Standard& standard, MappingFile& mapping) {
  mapping.name = root.required("mapping", "the name of the mapping").text();
  mapping.says = root.member("says").text();
  const auto name = root.required("standard", "the standard it maps to");
  if (name.present() && name.text() != standard.name()) {
    name.fault(fmt::format("This mapping is for '{}', but the settings ask for '{}'.", name.raw(),
                           standard.id()));
  }
  mapping.window = read_window(root.member("window"));
  for (const auto& item : root.member("nulls").items()) mapping.nulls.push_back(item.text());
  for (const auto& member : root.member("optional").members()) {
    mapping.optional.push_back(read_optional(member));
  }
}

/// What a variant can have otherwise.
void read_parts(const yaml::Node& root, const standard::Standard& standard, MappingFile& mapping,
                Faults& faults) {
  mapping.codes = read_codes(root.member("codes"), standard, faults);
  for (const auto& member : root.member("lookups").members()) {
    mapping.lookups.push_back(read_lookup(member));
  }
  mapping.cohort = read_cohort(root.required("cohort", "who is collected"));
  mapping.blocks = read_blocks(root.required("blocks", "what the document is made of"), standard);
  for (const auto& member : root.member("groups").members()) {
    mapping.groups.push_back(read_group(member));
  }
  for (const auto& member : root.member("beside").members()) {
    mapping.besides.push_back(read_beside(member, standard));
  }
}

/// `head` is what all variants share; `root` is the whole file.
Variant read_variant(const yaml::Node::Member& member, const yaml::Node& root,
                     const standard::Standard& standard, const MappingFile& head, Faults& faults) {
  const yaml::Node& node = member.value;
  node.only({"says", "when", "codes", "lookups", "cohort", "blocks", "beside", "groups", "tests"});
  if (member.name == kPlain) {
    member.fault("'plain' is what the settings call the mapping without its variants.",
                 "Give the variant another name.");
  }
  Variant variant{member.name, node.required("says", "one sentence on the source it is for").text(),
                  expression(node.required("when", "how its rows are told from others")), head};
  variant.mapping.name += "/" + variant.name;
  read_parts(node.over(root), standard, variant.mapping, faults);
  return variant;
}

}  // namespace

std::optional<MappingFile> MappingFile::read(const std::filesystem::path& path,
                                             const standard::Standard& standard, Faults& faults) {
  const std::size_t before = faults.size();
  auto mapping = draft(path, standard, faults);
  if (faults.size() != before) return std::nullopt;
  return mapping;
}

MappingFile MappingFile::draft(const std::filesystem::path& path,
                               const standard::Standard& standard, Faults& faults) {
  const auto root = yaml::Node::open(path, faults);
  root.only({"mapping", "says", "standard", "window", "nulls", "optional", "version", "codes",
             "lookups", "cohort", "blocks", "beside", "groups", "variants", "tests"});
  MappingFile mapping;
  mapping.file = path.string();
  if (const auto text = read_file(path)) mapping.digest = sha256(*text);
  read_head(root, standard, mapping);
  MappingFile plain = mapping;
  plain.version = read_version(root.member("version"));
  read_parts(root, standard, plain, faults);
  for (const auto& member : root.member("variants").members()) {
    plain.variants.push_back(read_variant(member, root, standard, mapping, faults));
  }
  drop_repeated(faults);
  return plain;
}

const Variant* find_variant(const MappingFile& mapping, std::string_view name) {
  const auto& variants = mapping.variants;
  const auto found = std::find_if(variants.begin(), variants.end(),
                                  [&](const Variant& variant) { return variant.name == name; });
  return found == variants.end() ? nullptr : &*found;
}

std::vector<std::string> variant_names(const MappingFile& mapping) {
  std::vector<std::string> names = {std::string(kPlain)};
  for (const auto& variant : mapping.variants) names.push_back(variant.name);
  return names;
}

}  // namespace dataflow::mapping
