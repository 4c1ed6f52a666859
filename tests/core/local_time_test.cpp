#include "agent/core/local_time.h"

#include <cstdlib>
#include <ctime>
#include <optional>

#include <catch2/catch.hpp>

using namespace dataflow;

namespace {

/// The machine stands in London while it lives.
class London {
 public:
  London() {
    if (const char* zone = std::getenv("TZ")) before_ = zone;
    // The rule itself: a machine without time zone files knows it as well.
    move("GMT0BST,M3.5.0/1,M10.5.0");
  }
  ~London() { before_ ? move(before_->c_str()) : move(nullptr); }
  London(const London&) = delete;
  London& operator=(const London&) = delete;

 private:
  static void move(const char* zone) {
    if (zone == nullptr) {
      ::unsetenv("TZ");
    } else {
      ::setenv("TZ", zone, 1);
    }
    ::tzset();
  }
  std::optional<std::string> before_;
};

}  // namespace

TEST_CASE("a moment is shown as the clock on the wall showed it, in winter and in summer") {
  const London london;
  CHECK(local_time("2026-01-05T09:30:00Z", Zone::convert) == "2026-01-05 09:30:00");
  CHECK(local_time("2026-06-05T23:30:00.123456Z", Zone::convert) == "2026-06-06 00:30:00");
  CHECK(local_time("2026-06-05T00:30:00+02:00", Zone::convert) == "2026-06-04 23:30:00");
  CHECK(local_time("2026-06-05 00:30:00-00:30", Zone::convert) == "2026-06-05 02:00:00");
  CHECK(local_time("1899-12-31T00:00:00Z", Zone::convert) == "1899-12-31 00:00:00");
}

TEST_CASE("the ends of time that databases write are moments like others") {
  const London london;
  CHECK(local_time("9999-12-31T00:00:00Z", Zone::convert) == "9999-12-31 00:00:00");
  CHECK(local_time("0001-01-01T00:00:00Z", Zone::convert) == "0001-01-01 00:00:00");
}

TEST_CASE("a source that calls its local times UTC can have the zone dropped") {
  const London london;
  CHECK(local_time("2026-06-05T00:00:00+00:00", Zone::drop) == "2026-06-05 00:00:00");
  CHECK(local_time("2026-06-05T00:00:00", Zone::convert) == "2026-06-05 00:00:00");
}

TEST_CASE("what is no RFC 3339 date-time is none") {
  for (const char* text :
       {"", "2026-06-05", "2026-02-30T00:00:00Z", "2026-06-05T24:00:00Z", "2026-06-05T00:00Z",
        "2026-06-05T00:00:00+1", "2026-06-05T00:00:00.Z", "2026-06-05T00:00:00Zulu",
        "05/06/2026 00:00:00", "2026-06-05T00:60:00Z", "2026-06-05T00:00:00+01-00"}) {
    INFO(text);
    CHECK_FALSE(local_time(text, Zone::convert));
  }
}
