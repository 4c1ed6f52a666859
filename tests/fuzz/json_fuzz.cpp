// libFuzzer over what APIs and taps write: JSON, the messages of taps, Link headers, moments.

#include <string>

#include "agent/core/local_time.h"
#include "agent/json/value.h"
#include "connectors/rest/link_header.h"
#include "connectors/singer/command_line.h"
#include "connectors/singer/message.h"
#include "tests/fuzz/choosing.h"
#include "tests/fuzz/promise.h"

namespace {

using namespace dataflow;

void read_json(std::string_view text) {
  const auto value = json::parse(text);
  if (!value) return;
  const std::string written = json::serialised(*value);
  const auto again = json::parse(written);
  promise(again.has_value(), "what was written can be read");
  promise(json::serialised(*again) == written, "and is the same");
  static_cast<void>(json::cell_of(*value));
}

void read_message(std::string_view line) {
  const auto message = connectors::singer::read_message(line);
  promise(message || message.error().where.empty(), "where a line stands is not the line's to say");
}

void read_link(std::string_view header) {
  using Said = connectors::rest::NextLink::Said;
  const auto link = connectors::rest::next_in(header);
  promise(link.said == Said::next || link.reference.empty(), "only a next page has an address");
}

void read_moment(std::string_view text) {
  for (const Zone zone : {Zone::convert, Zone::drop}) {
    const auto moment = local_time(text, zone);
    promise(!moment || moment->size() >= 19, "a moment has a day and a time");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Choosing input(data, size);
  switch (input.one_of(5)) {
    case 0:
      read_json(input.rest());
      break;
    case 1:
      read_message(input.rest());
      break;
    case 2:
      read_link(input.rest());
      break;
    case 3:
      read_moment(input.rest());
      break;
    default:
      static_cast<void>(connectors::singer::words_of(input.rest()));
  }
  return 0;
}
