#include "agent/setup/placing.h"

#include <functional>
#include <string>

#include <fmt/format.h>

#include "agent/core/durable_file.h"
#include "agent/core/presence.h"
#include "agent/core/private_file.h"
#include "agent/setup/agent_yaml.h"

namespace dataflow::setup {

namespace {

namespace fs = std::filesystem;

enum class Readers { owner, everybody };

struct NewFile {
  fs::path path;
  Readers readers;
  Existing existing;
  std::function<Result<void>(const fs::path& file)> write;
};

/// secrets/NAME is typed anew only by somebody who was told that it is there.
NewFile secret(const Draft& draft, const std::string& name, const Secret& value) {
  return {placed_path(draft, secret_file(name)), Readers::owner, Existing::replaced,
          [&value](const fs::path& file) { return replace_file(file, value.reveal() + "\n"); }};
}

NewFile text(const fs::path& path, std::string content, Existing existing) {
  return {path, Readers::everybody, existing,
          [content = std::move(content), existing](const fs::path& file) {
            return existing == Existing::replaced ? replace_file(file, content)
                                                  : write_private_file(file, content);
          }};
}

void add_key_pair(const Draft& draft, std::vector<NewFile>& files) {
  if (!draft.new_key) return;
  const auto file = placed_path(draft, draft.answers.text("endpoint.signing_key"));
  files.push_back({file, Readers::owner, Existing::kept,
                   [&draft](const fs::path& path) { return draft.new_key->write(path); }});
  files.push_back(text(fs::path(file).replace_extension(".pub"), draft.new_key->public_key().pem(),
                       Existing::kept));
}

std::vector<NewFile> new_files(const Draft& draft, const std::vector<Note>& notes,
                               Existing existing) {
  std::vector<NewFile> files;
  for (const auto& [name, answer] : draft.answers.all()) {
    if (!answer.secret.empty()) files.push_back(secret(draft, name, answer.secret));
  }
  add_key_pair(draft, files);
  for (const auto& note : notes) {
    files.push_back(text(placed_path(draft, note.file), note.text, existing));
  }
  files.push_back(
      text(draft.ground.config, agent_yaml(draft, Unanswered::left_out).text, existing));
  return files;
}

Result<void> open_to_readers(const fs::path& file) {
  using fs::perms;
  std::error_code problem;
  fs::permissions(file,
                  perms::owner_read | perms::owner_write | perms::group_read | perms::others_read,
                  problem);
  if (!problem) return {};
  return Error{Remedy::stop, file.string(), "Others could not be let read this file.", ""};
}

/// Makes the folder, closed to others where it is new, and gives it to the owner.
Result<void> make_folder(const fs::path& folder, const Placing& how) {
  std::error_code problem;
  if (fs::is_directory(folder, problem)) return {};
  TRY(make_folder(folder.parent_path(), how));
  if (!fs::create_directory(folder, problem)) {
    return Error{Remedy::stop, folder.string(), "This folder cannot be made.",
                 "Check that this account may write to the folder above it."};
  }
  fs::permissions(folder, fs::perms::owner_all, problem);
  if (problem) return Error{Remedy::stop, folder.string(), "This folder cannot be closed.", ""};
  if (how.owner) return service::give(folder, *how.owner);
  return {};
}

Result<void> put(const NewFile& file, const Placing& how) {
  TRY(make_folder(file.path.parent_path(), how));
  TRY(file.write(file.path));
  if (file.readers == Readers::everybody) TRY(open_to_readers(file.path));
  if (how.owner) return service::give(file.path, *how.owner);
  return {};
}

/// Takes the new files away again, unless all were written.
class Undo {
 public:
  Undo() = default;
  ~Undo() {
    std::error_code
        ignored;  // what cannot be taken away is told of by its name when it is in the way
    for (const auto& file : files_) fs::remove(file, ignored);
  }
  Undo(const Undo&) = delete;
  Undo& operator=(const Undo&) = delete;

  void remember(const fs::path& file) { files_.push_back(file); }
  void forget() { files_.clear(); }

 private:
  std::vector<fs::path> files_;
};

Result<void> check_free(const std::vector<NewFile>& files) {
  for (const auto& file : files) {
    if (file.existing == Existing::replaced || is_missing(file.path)) continue;
    return Error{Remedy::stop, file.path.string(),
                 "This file exists already, and nothing was written.",
                 "Move it away, or name another."};
  }
  return {};
}

}  // namespace

std::vector<fs::path> in_the_way(const fs::path& config) {
  std::vector<fs::path> found;
  if (!is_missing(config)) found.push_back(config);
  for (const auto& note : note_files()) {
    if (!is_missing(config.parent_path() / note)) found.push_back(config.parent_path() / note);
  }
  return found;
}

std::vector<fs::path> files_of(const Draft& draft) {
  std::vector<Note> notes;
  for (const auto& name : note_files()) notes.push_back({name, ""});
  std::vector<fs::path> paths;
  for (const auto& file : new_files(draft, notes, Existing::kept)) paths.push_back(file.path);
  return paths;
}

Result<void> place(const Draft& draft, const std::vector<Note>& notes, const Placing& how) {
  const auto files = new_files(draft, notes, how.existing);
  TRY(check_free(files));
  Undo undo;
  for (const auto& file : files) {
    const bool is_new = is_missing(file.path);
    if (is_new) undo.remember(file.path);
    TRY(put(file, how));
  }
  TRY(make_folder(placed_path(draft, draft.answers.text("ledger")).parent_path(), how));
  undo.forget();
  return {};
}

}  // namespace dataflow::setup
