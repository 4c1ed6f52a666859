#include "agent/core/clock.h"

#include <catch2/catch.hpp>

using namespace dataflow;

TEST_CASE("a moment that was written is read again, and nothing else is") {
  for (const std::int64_t milliseconds : {0L, 1'780'272'000'123L, -1L, 4'102'444'799'999L}) {
    const Instant moment{std::chrono::milliseconds(milliseconds)};
    CHECK(parse_rfc3339(rfc3339(moment)) == moment);
  }
  for (const char* wrong : {"", "2026-06-01", "2026-06-01T06:30:00Z", "2026-06-01T06:30:00.123+",
                            "2026-06-31T06:30:00.123Z", "2026-06-01T24:30:00.123Z",
                            "2026-06-01T06:60:00.123Z", "2026-06-01T06:30:00.123Z "}) {
    CHECK_FALSE(parse_rfc3339(wrong));
  }
}
