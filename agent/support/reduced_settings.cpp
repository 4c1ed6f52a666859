#include "agent/support/reduced_settings.h"

#include <algorithm>
#include <array>
#include <string_view>

#include <fmt/format.h>

#include "agent/yaml/reader.h"
#include "connectors/registry.h"

namespace dataflow::support {

namespace {

using connectors::Option;
using yaml::Node;

/// Whole groups, and single settings: words of lists, numbers, hours, rules, tables of the source.
constexpr std::array<std::string_view, 7> kGroups = {
    "brake.", "disk.", "retention.", "rules.", "source.load.", "source.ready.", "endpoint.hours."};
constexpr std::array<std::string_view, 18> kSettings = {"council",
                                                        "source.kind",
                                                        "source.reads",
                                                        "source.encoding",
                                                        "source.delimiter",
                                                        "source.zone",
                                                        "variant",
                                                        "standard",
                                                        "schedule",
                                                        "spread_minutes",
                                                        "purge_after_days",
                                                        "window_roll",
                                                        "ids",
                                                        "log.level",
                                                        "endpoint.timeout_seconds",
                                                        "endpoint.in_flight",
                                                        "endpoint.requests_a_minute",
                                                        "endpoint.proxy.authentication"};

/// A shipped file by its name alone; a path may tell of people.
bool is_shipped_name(const std::string& path, const std::string& value) {
  const bool names_file =
      path == "mapping" || path == "endpoint.profile" || path == "source.profile";
  return names_file && value.find_first_of("/\\") == std::string::npos && !value.ends_with(".yaml");
}

bool is_figure_of_source(const std::string& path, const std::string& kind_name) {
  const auto* kind = connectors::find_kind(kind_name);
  if (kind == nullptr || !path.starts_with("source.")) return false;
  return std::any_of(kind->options.begin(), kind->options.end(), [&](const Option& option) {
    const bool figure = option.type == Option::Type::whole_number ||
                        option.type == Option::Type::flag || option.type == Option::Type::day;
    return figure && path == "source." + option.name;
  });
}

class Reduction {
 public:
  explicit Reduction(std::string kind) : kind_(std::move(kind)) {}

  void group(const Node& node, const std::string& path, const std::string& indent) {
    for (const auto& member : node.members()) {
      const auto at = path + member.name;
      // A name that nobody asked for may be anything.
      const bool of_list = member.value.is_map() || member.value.is_list();
      if (member.value.is_map() && !is_reference(member.value)) {
        text_ += indent + member.name + ":\n";
        group(member.value, at + ".", indent + "  ");
      } else {
        text_ += indent + member.name + ": " +
                 (of_list ? list(member.value, at) : leaf(member.value, at)) + "\n";
      }
    }
  }
  /// What stands there is moved out.
  ReducedSettings finish() {
    return {"# The settings, reduced. (set): the value is not in this bundle.\n" + text_,
            std::move(hidden_)};
  }

 private:
  /// {credential: NAME} and the like.
  static bool is_reference(const Node& node) {
    const auto members = node.members();
    static constexpr std::array<std::string_view, 4> kPlaces = {"file", "env", "credential",
                                                                "dpapi"};
    return members.size() == 1 &&
           std::find(kPlaces.begin(), kPlaces.end(), members.front().name) != kPlaces.end();
  }

  [[nodiscard]] bool keeps(const std::string& path, const std::string& value) const {
    const bool of_group = std::any_of(kGroups.begin(), kGroups.end(), [&](std::string_view group) {
      return path.starts_with(group);
    });
    return of_group || std::find(kSettings.begin(), kSettings.end(), path) != kSettings.end() ||
           is_shipped_name(path, value) || is_figure_of_source(path, kind_) ||
           (path == "endpoint.proxy" && (value == "none" || value == "environment"));
  }

  std::string leaf(const Node& node, const std::string& path) {
    auto value = node.raw();
    if (keeps(path, value)) return value;
    hidden_.push_back(std::move(value));
    return "(set)";
  }

  /// A group whose members are not told of.
  std::string unseen(const Node& node) {
    for (const auto& member : node.members()) {
      if (member.value.is_text()) hidden_.push_back(member.value.raw());
    }
    return "(set)";
  }

  std::string list(const Node& node, const std::string& path) {
    if (node.is_map()) return unseen(node);
    std::vector<std::string> items;
    for (const auto& item : node.items()) {
      items.push_back(item.is_text() ? leaf(item, path) : item.is_map() ? unseen(item) : "(set)");
    }
    return fmt::format("[{}]", fmt::join(items, ", "));
  }

  std::string kind_;
  std::string text_;
  std::vector<std::string> hidden_;
};

}  // namespace

Result<ReducedSettings> reduced_settings(const std::filesystem::path& file) {
  Faults faults;
  const auto root = Node::open(file, faults);
  if (!root.is_map()) {
    return Error{Remedy::stop, file.string(), "The settings cannot be read.", ""};
  }
  const auto kind = root.member("source").member("kind");
  Reduction reduction(kind.is_text() ? kind.raw() : "");
  reduction.group(root, "", "");
  return reduction.finish();
}

}  // namespace dataflow::support
