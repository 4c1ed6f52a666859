#include "agent/commands/findings_table.h"

#include <boost/json.hpp>
#include <fmt/format.h>

#include "agent/core/canonical_json.h"

namespace dataflow::commands {

namespace {

constexpr char kByteOrderMark[] = "\xef\xbb\xbf";
constexpr char kHeading[] =
    "la_child_id,rule,weight,what,path,place,source,source_row,first_seen,last_seen,hint\r\n";

/// A CSV field (RFC 4180 section 2).
std::string csv_field(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + '"';
}

/// A formula that gives the text: Excel would read 0012 and 1E5 as numbers.
std::string as_formula(std::string_view text) {
  return text.empty() ? csv_field("") : csv_field("=" + csv_field(text));
}

std::string_view word_of(Weight weight) {
  return weight == Weight::hold ? "hold" : "warn";
}

std::string hint_of(const standard::Standard& standard, const std::string& rule) {
  const auto* found = standard.rules().find(rule);
  return found == nullptr ? "" : found->hint;
}

std::string_view child_in_text(const std::string& child) {
  return child.empty() ? std::string_view("(all children)") : std::string_view(child);
}

}  // namespace

FindingsTable::FindingsTable(std::ostream& out, FindingsFormat format,
                             const standard::Standard& standard)
    : out_(out), format_(format), standard_(standard) {
  if (format == FindingsFormat::excel) out_ << kByteOrderMark;
  if (format == FindingsFormat::excel || format == FindingsFormat::csv) out_ << kHeading;
  if (format == FindingsFormat::text) {
    out_ << fmt::format("{:<20}  {:<10}  {}\n", "la_child_id", "since", "place");
  }
}

void FindingsTable::add(const ledger::StandingFinding& finding) {
  switch (format_) {
    case FindingsFormat::text:
      return add_text(finding);
    case FindingsFormat::json_lines:
      return add_json(finding);
    case FindingsFormat::csv:
    case FindingsFormat::excel:
      return add_csv(finding);
  }
}

void FindingsTable::add_text(const ledger::StandingFinding& finding) {
  out_ << fmt::format("{:<20}  {:<10}  {}{}\n", child_in_text(finding.child), finding.first_seen,
                      finding.finding.place,
                      finding.finding.source.empty() ? "" : "  from " + finding.finding.source);
}

void FindingsTable::add_csv(const ledger::StandingFinding& standing) {
  const auto& finding = standing.finding;
  const auto identifier = format_ == FindingsFormat::excel ? as_formula : csv_field;
  out_ << fmt::format("{},{},{},{},{},{},{},{},{},{},{}\r\n", identifier(standing.child),
                      identifier(finding.rule), word_of(finding.weight), csv_field(finding.what),
                      csv_field(finding.path), identifier(finding.place), csv_field(finding.source),
                      identifier(finding.row), standing.first_seen, standing.last_seen,
                      csv_field(hint_of(standard_, finding.rule)));
}

void FindingsTable::add_json(const ledger::StandingFinding& standing) {
  const auto& finding = standing.finding;
  out_ << canonical_json(boost::json::object{{"la_child_id", standing.child},
                                             {"rule", finding.rule},
                                             {"weight", word_of(finding.weight)},
                                             {"what", finding.what},
                                             {"path", finding.path},
                                             {"place", finding.place},
                                             {"source", finding.source},
                                             {"source_row", finding.row},
                                             {"first_seen", standing.first_seen},
                                             {"last_seen", standing.last_seen},
                                             {"hint", hint_of(standard_, finding.rule)}})
       << "\n";
}

}  // namespace dataflow::commands
