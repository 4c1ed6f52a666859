#include "agent/settings/source_settings.h"

#include "agent/settings/hours_settings.h"

namespace dataflow::settings {

namespace {

using yaml::Node;

std::optional<ReadyTerms> read_ready(const Node& node) {
  if (!node.present()) return std::nullopt;
  node.only({"table", "refreshed", "fresh"});
  ReadyTerms ready;
  ready.table = node.required("table", "the table in which the source notes its refreshes").text();
  ready.refreshed =
      node.required("refreshed", "SQL for when it was refreshed, such as a column of that table")
          .text();
  if (const auto fresh = node.member("fresh"); fresh.present()) {
    ready.fresh = fresh.one_of({"today", "newer"}) == "newer" ? ReadyTerms::Fresh::newer
                                                              : ReadyTerms::Fresh::today;
  }
  return ready;
}

Reads read_reads(const Node& node) {
  if (!node.present()) return Reads::as_needed;
  return node.one_of({"once", "twice"}) == "twice" ? Reads::twice : Reads::once;
}

LoadTerms read_load(const Node& node) {
  if (!node.present()) return {};
  node.only({"rows_per_second", "hours"});
  LoadTerms load;
  if (const auto rate = node.member("rows_per_second"); rate.present()) {
    load.rows_per_second = rate.whole_number(0, 100'000'000);
  }
  load.hours = read_hours(node.member("hours"));
  return load;
}

/// An option of a source that is a group of settings says where a secret is kept.
void read_option(const std::filesystem::path& folder, const Node::Member& member, Source& source) {
  if (member.value.is_map()) {
    source.secrets[member.name] = read_reference(folder, member.value);
    source.options[member.name] = {"", member.value.line(), member.value.column()};
  } else {
    source.options[member.name] = placed(member.value);
  }
}

}  // namespace

Source read_source(const std::filesystem::path& folder, const Node& node) {
  Source source;
  source.kind = placed_name(node.required("kind", "what kind of source this is, such as sqlite"));
  source.terms = {read_ready(node.member("ready")), read_reads(node.member("reads")),
                  read_load(node.member("load"))};
  for (const auto& member : node.members()) {
    const bool for_every_kind = member.name == "kind" || member.name == "ready" ||
                                member.name == "reads" || member.name == "load";
    if (!for_every_kind) read_option(folder, member, source);
  }
  return source;
}

}  // namespace dataflow::settings
