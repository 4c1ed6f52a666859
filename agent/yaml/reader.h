// Reads a YAML file that a person wrote and reports every fault in it with its place.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <yaml-cpp/node/node.h>

#include "agent/core/fault.h"

namespace dataflow::yaml {

/// A value in a YAML file together with its place. Reading a value that is missing or of another
/// kind adds a fault to the list the file was opened with and gives an empty answer, so that one
/// pass over a file finds everything that is wrong in it.
///
/// The list of faults must outlive every Node.
class Node {
 public:
  /// Parses the file. When it cannot be read or is not YAML, that becomes a fault and the Node is
  /// absent.
  [[nodiscard]] static Node open(const std::filesystem::path& file, Faults& faults);

  /// Parses text as if it were the content of `name`.
  [[nodiscard]] static Node parse(const std::string& text, const std::string& name, Faults& faults);

  /// False for a member that is not there, and for everything below it.
  [[nodiscard]] bool present() const;
  [[nodiscard]] bool is_map() const;
  [[nodiscard]] bool is_list() const;
  [[nodiscard]] bool is_text() const;

  [[nodiscard]] std::size_t line() const;    ///< counted from 1
  [[nodiscard]] std::size_t column() const;  ///< counted from 1
  [[nodiscard]] const std::string& file() const { return file_; }

  /// The member of a map; absent when there is none.
  [[nodiscard]] Node member(std::string_view name) const;

  /// The member of a map; a fault when there is none. `meaning` completes "... is missing: ".
  [[nodiscard]] Node required(std::string_view name, std::string_view meaning) const;

  /// Adds a fault for every member not named here, with the nearest known name, and for every
  /// member named twice. Also a fault when this is no map.
  void only(const std::vector<std::string>& names) const;

  /// This map laid over another one: what it holds takes the place of what stands there under the
  /// same name, map by map, and a name without a value takes it away; all else shows through. Both
  /// must be of one file. Anything but a map over a map takes its place as a whole.
  [[nodiscard]] Node over(const Node& below) const;

  /// The members of a map in the file's order: name, and value. A fault when this is no map. Of a
  /// map over another: first what only the upper one has, then the members of the lower one.
  struct Member;
  [[nodiscard]] std::vector<Member> members() const;

  /// The items of a list; a single value counts as a list of one.
  [[nodiscard]] std::vector<Node> items() const;

  /// The scalar's text; a fault when this is a map or a list, or is empty.
  [[nodiscard]] std::string text() const;

  /// As text(), for a value that faults may repeat. Who forgets the space after the colon of a
  /// setting below makes that setting a part of this value, and it may be a secret: that is a
  /// fault, which does not repeat it, and the text is then empty.
  [[nodiscard]] std::string word() const;

  /// The scalar's text as written, which may be empty.
  [[nodiscard]] std::string raw() const;

  /// true or false; a fault for anything else.
  [[nodiscard]] bool flag() const;

  /// A whole number from `lowest` to `highest`; a fault (and `lowest`) for anything else.
  [[nodiscard]] std::int64_t whole_number(std::int64_t lowest, std::int64_t highest) const;

  /// One of these words; a fault with the nearest one (and the first word) for anything else.
  [[nodiscard]] std::string one_of(const std::vector<std::string>& words) const;

  /// Adds a fault at this place.
  void fault(std::string what, std::string hint = "") const;

 private:
  Node(const YAML::Node& node, std::string name, std::string file, Faults* faults);
  [[nodiscard]] std::vector<Member> own_members() const;

  YAML::Node node_;
  std::optional<YAML::Node> below_;  // what this map lies over, when it does
  std::string name_;                 // how faults call this value
  std::string file_;
  Faults* faults_;
};

struct Node::Member {
  std::string name;
  std::size_t line;    ///< of the name, counted from 1
  std::size_t column;  ///< of the name, counted from 1
  Node value;

  /// Adds a fault at the name.
  void fault(std::string what, std::string hint = "") const;
};

}  // namespace dataflow::yaml
