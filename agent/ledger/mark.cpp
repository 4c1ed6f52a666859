#include "agent/ledger/mark.h"

#include <charconv>

#include <fmt/format.h>

#include "agent/core/durable_file.h"
#include "agent/core/private_file.h"

namespace dataflow::ledger {

namespace {

namespace fs = std::filesystem;

constexpr char kWhatToDo[] = "Put a copy of it back, or rebuild it: see 'dataflow-agent recover'.";

Error stop(const fs::path& file, std::string what) {
  return {Remedy::stop, file.string(), std::move(what), kWhatToDo};
}

std::string text_of(const AuditHead& head) {
  return fmt::format("{} {}\n", head.entry, hex(head.hash.bytes()));
}

std::optional<Digest> hash_of_entry(const sqlite::Statement& row) {
  return Digest::from_bytes(row.blob(0));
}

}  // namespace

fs::path mark_beside(const fs::path& ledger) {
  return ledger.string() + ".mark";
}

Result<void> set_mark(const fs::path& ledger, const AuditHead& head) {
  return replace_file(mark_beside(ledger), text_of(head));
}

Result<std::optional<AuditHead>> mark_of(const fs::path& ledger) {
  const fs::path file = mark_beside(ledger);
  if (!fs::exists(file)) return std::optional<AuditHead>();
  TRY_ASSIGN(const std::string text, read_file(file));
  AuditHead head;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), head.entry);
  const auto hash = problem == std::errc() && end != text.data() + text.size()
                        ? from_hex(std::string_view(text).substr(
                              static_cast<std::size_t>(end - text.data()) + 1, 2 * Digest::kSize))
                        : std::nullopt;
  head.hash = Digest::from_bytes(hash.value_or("")).value_or(Digest());
  // Written out again, it is the same: no other text is a mark.
  if (text_of(head) == text) return std::optional(head);
  return stop(file, "The mark beside the ledger is damaged.");
}

Result<void> check_mark(const Ledger& ledger) {
  const auto& database = ledger.database();
  TRY_ASSIGN(const auto mark, mark_of(database.name()));
  if (!mark) return {};
  TRY_ASSIGN(auto select, database.prepare("SELECT hash FROM audit WHERE id = ?"));
  const auto step = select.bind(1, mark->entry).step();
  if (step == sqlite::Step::failed) return select.error();
  if (step == sqlite::Step::row && hash_of_entry(select) == mark->hash) return {};
  return stop(
      database.name(),
      "The ledger is older than its mark: it has lost what it knew of the last deliveries.");
}

}  // namespace dataflow::ledger
