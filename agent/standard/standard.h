// A Standard is one version of what the DfE receives: its fields, code lists and rules, read from
// files.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "agent/core/fault.h"
#include "agent/standard/code_list.h"
#include "agent/standard/field.h"
#include "agent/standard/rule.h"

namespace dataflow::yaml {
class Node;
}

namespace dataflow::standard {

/// Immutable once loaded; safe to share between threads. Not copyable: fields and code lists are
/// referred to by address.
class Standard {
 public:
  /// Reads standard.yaml, code-lists.yaml and, where there is one, rules.yaml in `folder`, for
  /// example config/standards/dfe-csc/1.0.1. A version that extends another (docs/standards.md) is
  /// read on top of that one, from the folder beside it. Every fault is added to `faults` with its
  /// place in the file it is in; nothing is returned when there was one.
  [[nodiscard]] static std::optional<Standard> load(const std::filesystem::path& folder,
                                                    Faults& faults);

  [[nodiscard]] const std::string& name() const { return name_; }        ///< "dfe-csc"
  [[nodiscard]] const std::string& version() const { return version_; }  ///< "1.0.1"
  [[nodiscard]] const std::string& title() const { return title_; }

  /// "dfe-csc/1.0.1"
  [[nodiscard]] std::string id() const { return name_ + "/" + version_; }

  /// How many children one request may hold.
  [[nodiscard]] std::size_t most_children() const { return most_children_; }

  /// The document of one child: an object without a name.
  [[nodiscard]] const Field& document() const { return document_; }

  /// The field at a path such as "social_care_episodes[].adoption"; null when there is none. A list
  /// is found with and without the "[]" at the end.
  [[nodiscard]] const Field* find(std::string_view path) const;

  /// Every path of the document, depth first.
  [[nodiscard]] std::vector<std::string> paths() const;

  [[nodiscard]] const CodeList* code_list(std::string_view name) const;
  [[nodiscard]] const std::map<std::string, CodeList, std::less<>>& code_lists() const {
    return code_lists_;
  }

  /// The rules that documents are judged by; none where the version has no rules.yaml.
  [[nodiscard]] const RuleBook& rules() const { return rules_; }

 private:
  Standard() = default;
  void read(const std::filesystem::path& folder, const yaml::Node& root, Faults& faults);
  void extend(const std::filesystem::path& folder, const yaml::Node& root, Faults& faults);
  enum class Given { always, where_it_differs };
  void read_head(const yaml::Node& root, Given given);

  std::string name_;
  std::string version_;
  std::string title_;
  std::size_t most_children_ = 0;
  Field document_;
  std::map<std::string, CodeList, std::less<>> code_lists_;
  RuleBook rules_;
};

}  // namespace dataflow::standard
