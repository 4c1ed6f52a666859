#include "agent/flow/rebuilding.h"

#include <fstream>
#include <stdexcept>
#include <vector>

#include <boost/json.hpp>
#include <fmt/format.h>

#include "agent/core/canonical_json.h"
#include "agent/ledger/documents.h"
#include "agent/ledger/recovery.h"
#include "agent/standard/content.h"
#include "agent/standard/skeleton.h"

namespace dataflow::flow {

namespace {

/// A line as the document that the agent would have built.
struct Line {
  std::string child;
  std::string document;
  std::string skeleton;
  Digest content;
};

/// Nothing when the line is no document of the standard.
std::optional<Line> read_line(const standard::Standard& standard, const std::string& text) {
  boost::json::error_code problem;
  const auto parsed = boost::json::parse(text, problem);
  const auto* object = problem ? nullptr : parsed.if_object();
  const auto* child = object == nullptr ? nullptr : object->if_contains("la_child_id");
  if (child == nullptr || !child->is_string()) return std::nullopt;
  try {
    Line line{std::string(child->get_string()), canonical_json(parsed), {}, {}};
    line.skeleton = standard::skeleton_of(standard, line.document);
    line.content = standard::content_digest(standard, line.document);
    return line;
  } catch (const std::invalid_argument&) {
    return std::nullopt;
  }
}

Error not_a_document(const std::filesystem::path& file, std::int64_t line) {
  return {Remedy::stop, fmt::format("{}:{}", file.string(), line),
          "This line is no document of the standard.",
          "Give the file as 'dataflow-receiver export' wrote it."};
}

}  // namespace

Result<std::int64_t> rebuild(const ledger::Ledger& ledger, const standard::Standard& standard,
                             const std::filesystem::path& received, Instant now) {
  std::ifstream stream(received, std::ios::binary);
  if (!stream) {
    return Error{Remedy::stop, received.string(), "This file cannot be read.", "Check the path."};
  }
  TRY_ASSIGN(auto keeper, ledger::DocumentKeeper::open(ledger));
  std::vector<ledger::HeldByEndpoint> children;
  std::int64_t number = 0;
  for (std::string text; std::getline(stream, text);) {
    ++number;
    if (text.empty()) continue;
    const auto line = read_line(standard, text);
    if (!line) return not_a_document(received, number);
    const Digest digest = sha256(line->document);
    TRY_ASSIGN(const auto id, keeper.keep({ledger::DocumentKind::state, digest, line->content,
                                           line->skeleton, line->document}));
    children.push_back({line->child, id, digest, line->skeleton});
  }
  TRY(keeper.finish());
  TRY(ledger::adopt(ledger, children, now));
  return static_cast<std::int64_t>(children.size());
}

}  // namespace dataflow::flow
