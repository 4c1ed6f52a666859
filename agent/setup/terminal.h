// The Terminal asks a person: each question with its default in brackets, and again where the
// answer will not do.
#pragma once

#include <functional>
#include <istream>
#include <optional>
#include <ostream>

#include "agent/setup/asker.h"

namespace dataflow::setup {

/// Asks by a prompt for a line that is not shown while it is typed; nothing when the input ends.
using ReadUnseen = std::function<std::optional<std::string>(std::istream& in, std::ostream& out,
                                                            const std::string& prompt)>;

class Terminal final : public Asker {
 public:
  /// The streams must outlive it.
  Terminal(std::istream& in, std::ostream& out, ReadUnseen read_unseen)
      : in_(in), out_(out), read_unseen_(std::move(read_unseen)) {}

  void begin(const Topic& topic, std::size_t number, std::size_t of) override;
  [[nodiscard]] Result<std::optional<Answer>> ask(const Question& question,
                                                  const Draft& draft) override;
  [[nodiscard]] Again refuse(const Question& question,
                             const std::vector<std::string>& reasons) override;
  [[nodiscard]] Result<Next> decide(const Topic& topic, const Trial& trial) override;
  void tell(const std::string& line) override;

  /// Whether it is wanted. An error when the input ended.
  [[nodiscard]] Result<bool> confirm(const std::string& words);

 private:
  [[nodiscard]] Result<std::string> line();
  [[nodiscard]] Result<std::optional<Answer>> ask_text(const Question& question,
                                                       const std::string& usual);
  [[nodiscard]] Result<std::optional<Answer>> ask_secret(const Question& question,
                                                         const Draft& draft);

  std::istream& in_;
  std::ostream& out_;
  ReadUnseen read_unseen_;
};

}  // namespace dataflow::setup
