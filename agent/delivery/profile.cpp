#include "agent/delivery/profile.h"

#include "agent/yaml/reader.h"

namespace dataflow::delivery {

namespace {

constexpr std::int64_t kMostInFlight = 64;

std::string read_path(const yaml::Node& node) {
  std::string path = node.text();
  const bool fits = path.starts_with('/') && path.find("{council}") != std::string::npos;
  if (node.present() && !path.empty() && !fits) {
    node.fault("A path that begins with '/' and holds {council} was expected.");
  }
  return path;
}

std::set<ReceiptShape> read_shapes(const yaml::Node& node) {
  std::set<ReceiptShape> shapes;
  for (const auto& item : node.items()) {
    const std::string word = item.one_of({"list", "uuid", "digests"});
    shapes.insert(word == "uuid"      ? ReceiptShape::uuid
                  : word == "digests" ? ReceiptShape::digests
                                      : ReceiptShape::list);
  }
  return shapes;
}

/// Whether the node, which may be missing, says the second of these words.
bool says_second(const yaml::Node& node, const char* first, const char* second) {
  return node.present() && node.one_of({first, second}) == second;
}

}  // namespace

std::optional<Profile> Profile::read(const std::filesystem::path& file, Faults& faults) {
  const std::size_t before = faults.size();
  const auto root = yaml::Node::open(file, faults);
  root.only({"title", "path", "supplier_key_header", "most_children", "receipts", "signatures",
             "answers", "encoding", "in_flight", "requests_a_minute"});
  Profile profile;
  profile.title = root.required("title", "what this endpoint is").text();
  profile.path = read_path(root.required("path", "the path after the base address"));
  profile.supplier_key_header =
      root.required("supplier_key_header", "the header for the subscription key").text();
  profile.receipts = read_shapes(root.required("receipts", "list, uuid or digests"));
  if (says_second(root.member("signatures"), "sent", "none")) {
    profile.signatures = Signatures::none;
  }
  if (says_second(root.member("answers"), "unsigned", "signed")) profile.answers = Answers::signed_;
  if (says_second(root.member("encoding"), "none", "gzip")) profile.encoding = Encoding::gzip;
  const auto number = [&](const char* name, std::size_t& into, std::int64_t lowest,
                          std::int64_t highest) {
    const auto node = root.member(name);
    if (node.present()) into = static_cast<std::size_t>(node.whole_number(lowest, highest));
  };
  number("most_children", profile.most_children, 1, 100'000);
  number("in_flight", profile.in_flight, 1, kMostInFlight);
  number("requests_a_minute", profile.requests_a_minute, 0, 100'000);
  if (faults.size() != before) return std::nullopt;
  return profile;
}

}  // namespace dataflow::delivery
