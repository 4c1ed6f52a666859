#include "agent/ledger/mark.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "agent/core/durable_file.h"
#include "agent/core/presence.h"
#include "agent/core/private_file.h"
#include "agent/ledger/schema.h"

namespace dataflow::ledger {

namespace {

namespace fs = std::filesystem;

std::string text_of(const AuditHead& head) {
  return fmt::format("{} {}\n", head.entry, hex(head.hash.bytes()));
}

}  // namespace

fs::path mark_beside(const fs::path& ledger) {
  return ledger.string() + ".mark";
}

bool was_made(const fs::path& ledger) {
  return !is_missing(ledger) || !is_missing(mark_beside(ledger));
}

Result<void> set_mark(const fs::path& ledger, const AuditHead& head) {
  return replace_file(mark_beside(ledger), text_of(head));
}

Result<std::optional<AuditHead>> mark_of(const fs::path& ledger) {
  const fs::path file = mark_beside(ledger);
  if (is_missing(file)) return std::optional<AuditHead>();
  TRY_ASSIGN(const std::string text, read_file(file));
  const std::string_view all = text;
  const std::string_view number = all.substr(0, all.find(' '));
  const std::string_view hash =
      all.substr(std::min(number.size() + 1, all.size()), 2 * Digest::kSize);
  AuditHead head;
  std::from_chars(number.data(), number.data() + number.size(), head.entry);
  head.hash = Digest::from_bytes(from_hex(hash).value_or("")).value_or(Digest());
  // Written out again, it is the same: no other text is a mark.
  if (text_of(head) == text) return std::optional(head);
  return unusable(file.string(), "The mark beside the ledger is damaged.");
}

Result<void> check_mark(const Ledger& ledger) {
  const auto& database = ledger.database();
  TRY_ASSIGN(const auto mark, mark_of(database.name()));
  if (!mark) return {};
  TRY_ASSIGN(auto select, database.prepare("SELECT hash FROM audit WHERE id = ?"));
  const auto step = select.bind(1, mark->entry).step();
  if (step == sqlite::Step::failed) return select.error();
  if (step == sqlite::Step::row && Digest::from_bytes(select.blob(0)) == mark->hash) return {};
  return unusable(
      database.name(),
      "The ledger is older than its mark: it has lost what it knew of the last deliveries.");
}

}  // namespace dataflow::ledger
