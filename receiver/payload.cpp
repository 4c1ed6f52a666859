#include "receiver/payload.h"

#include <algorithm>
#include <map>
#include <optional>
#include <unordered_map>

#include <boost/json.hpp>
#include <fmt/format.h>

#include "agent/standard/conformance.h"

namespace dataflow::receiver {

namespace {

constexpr std::size_t kMostBreachesShown = 3;  // of one child

/// The lines of a refusal, by the place of the child in the request.
using Lines = std::map<std::size_t, std::vector<std::string>>;

void find_breaches(const boost::json::array& children, const standard::Standard& standard,
                   Lines& lines) {
  for (std::size_t i = 0; i < children.size(); ++i) {
    for (const auto& breach : standard::breaches(standard, children[i])) {
      lines[i].push_back(
          fmt::format("{}: {}", breach.path.empty() ? "the child" : breach.path, breach.what));
    }
  }
}

std::string_view id_of(const boost::json::value& child, const std::string& key) {
  const auto* object = child.if_object();
  const auto* id = object ? object->if_contains(key) : nullptr;
  const auto* text = id ? id->if_string() : nullptr;
  return text ? std::string_view(text->data(), text->size()) : std::string_view();
}

/// A child may occur once: nothing says which of two is the newer.
void find_repeats(const boost::json::array& children, const std::string& key, Lines& lines) {
  std::unordered_map<std::string_view, std::size_t> first;
  for (std::size_t i = 0; i < children.size(); ++i) {
    const std::string_view id = id_of(children[i], key);
    if (id.empty()) continue;
    const auto [known, is_new] = first.emplace(id, i);
    if (is_new) continue;
    lines[known->second].push_back(fmt::format("{}: It is the same as that of [{}].", key, i));
    lines[i].push_back(fmt::format("{}: It is the same as that of [{}].", key, known->second));
  }
}

std::string text_of(const Lines& lines) {
  std::string text;
  for (const auto& [place, breaches] : lines) {
    for (std::size_t i = 0; i < std::min(breaches.size(), kMostBreachesShown); ++i) {
      text += fmt::format("{}[{}] {}", text.empty() ? "" : "\n", place, breaches[i]);
    }
  }
  return text;
}

}  // namespace

/// A block that is used again and again; what does not fit comes from the heap.
class PayloadReader::Memory {
 public:
  boost::json::storage_ptr start_anew() {
    arena_.emplace(block_.get(), kBytes);
    return &*arena_;
  }

 private:
  static constexpr std::size_t kBytes = 8'000'000;  // a usual request needs about half

  std::unique_ptr<unsigned char[]> block_ = std::make_unique_for_overwrite<unsigned char[]>(kBytes);
  std::optional<boost::json::monotonic_resource> arena_;
};

PayloadReader::PayloadReader(const standard::Standard& standard)
    : standard_(standard), memory_(std::make_unique<Memory>()) {}

PayloadReader::~PayloadReader() = default;

std::variant<Payload, Answer> PayloadReader::read(std::string_view body) {
  parser_.reset(memory_->start_anew());
  boost::system::error_code problem;
  parser_.write({body.data(), body.size()}, problem);
  if (problem) return text_answer(400, fmt::format("This is not JSON: {}.", problem.message()));
  auto document = parser_.release();
  auto* children = document.if_array();
  if (children == nullptr) return text_answer(400, "A JSON array of children was expected.");
  if (children->size() > standard_.most_children()) {
    return text_answer(413, fmt::format("There are {} children, at most {} are allowed.",
                                        children->size(), standard_.most_children()));
  }
  const std::string& key = standard_.document().key_member()->name;
  Lines lines;
  find_breaches(*children, standard_, lines);
  find_repeats(*children, key, lines);
  if (!lines.empty()) return text_answer(400, text_of(lines));
  Payload payload;
  payload.reserve(children->size());
  for (auto& child : *children) {
    payload.push_back({std::string(id_of(child, key)), std::move(child)});
  }
  return payload;
}

}  // namespace dataflow::receiver
