// The KnownValues are all that a support bundle must not hold: the values of the ledger's records,
// and the secrets. Which of them are found how is argued in docs/decisions/0028.
#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "agent/core/secret.h"
#include "agent/support/bundle_file.h"

namespace dataflow::support {

struct Token;

/// What kind of value it is.
enum class ValueKind {
  text,        ///< a name, or any other text of a person
  identifier,  ///< of a child, an episode, a plan
  day,         ///< a date of birth, YYYY-MM-DD
};

/// What a search came to.
struct Searched {
  std::string text;   ///< with what is too short to tell of anybody blotted out
  std::string found;  ///< the field of a value that stands there, such as "first_name"; empty: none
};

class KnownValues {
 public:
  /// `field` is the name by which a finding calls it.
  void add(ValueKind kind, std::string_view value, const std::string& field);
  /// Found as it is, wherever it stands, even within a word.
  void add_secret(const Secret& secret, const std::string& name);
  /// A day on which a run was. Call before dates of birth are added.
  void add_run_day(const std::string& day);
  /// The words in small letters of a text that came with the program.
  void add_vocabulary(std::string_view shipped);

  [[nodiscard]] std::size_t size() const { return exact_.size() + sequences_.size(); }

  /// The file without what would tell of nobody, or what was found in it. `text` is empty then.
  [[nodiscard]] Searched search(const BundleFile& file) const;

 private:
  struct Known {
    std::string field;
    bool blotted = false;  ///< too short to tell of anybody: taken out instead of refused
  };
  using Index = std::unordered_map<std::string, Known>;

  void add_form(Index& index, std::string form, const Known& known);
  void add_day(std::string_view day, const std::string& field);
  [[nodiscard]] Searched search_text(std::string_view text) const;
  [[nodiscard]] Searched search_lines(const BundleFile& file) const;
  [[nodiscard]] Searched search_json(const BundleFile& file) const;
  [[nodiscard]] const Known* known_at(const std::vector<Token>& tokens, std::size_t at,
                                      std::size_t count) const;
  [[nodiscard]] const std::string* secret_in(std::string_view text) const;

  Index exact_;      // letters and digits of a value, in small letters and without what parts them
  Index sequences_;  // the same with a space where tokens part
  std::unordered_set<std::string> vocabulary_;
  std::set<std::string, std::less<>> run_days_;
  std::vector<std::pair<Secret, std::string>> secrets_;
};

}  // namespace dataflow::support
