// A Profile says how one kind of endpoint wants to be spoken to, read from config/endpoints.
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <set>
#include <string>

#include "agent/core/fault.h"

namespace dataflow::delivery {

/// How the body of a 200 tells what was received.
enum class ReceiptShape {
  list,     ///< a JSON array with one text for each child, in the order sent
  uuid,     ///< one UUID as a JSON string, for the whole request
  digests,  ///< a JSON array of {"digest","receipt"}: with the SHA-256 of what came of each child
};

enum class Signatures { none, sent };       ///< of requests
enum class Answers { unsigned_, signed_ };  ///< whether the endpoint has to sign its answers
enum class Encoding { none, gzip };         ///< of the bodies of requests

struct Profile {
  std::string title;
  std::string path;                 ///< after the base address; {council} stands for the code
  std::string supplier_key_header;  ///< the header for the subscription key
  std::size_t most_children = 100;  ///< in one request
  std::set<ReceiptShape> receipts;  ///< those it may answer with
  Signatures signatures = Signatures::sent;
  Answers answers = Answers::unsigned_;
  Encoding encoding = Encoding::none;
  std::size_t in_flight = 1;          ///< how many requests may be under way at once
  std::size_t requests_a_minute = 0;  ///< 0: no limit

  /// Reads the file. Every fault is added to `faults`; nothing is returned when there was one.
  [[nodiscard]] static std::optional<Profile> read(const std::filesystem::path& file,
                                                   Faults& faults);
};

}  // namespace dataflow::delivery
