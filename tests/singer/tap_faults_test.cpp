#include <cerrno>
#include <csignal>
#include <poll.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "connectors/singer/command_line.h"
#include "tests/singer/made_up_tap.h"

using namespace dataflow;
using connectors::singer::words_of;

namespace {

/// Whether this process has a child left, dead or alive.
bool has_children() {
  return ::waitpid(-1, nullptr, WNOHANG) >= 0 || errno != ECHILD;
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

/// Waits until the process has ended; false when it has not after half a minute. A process that was
/// told to end does so in its own time, and its entry stays until somebody asks how it ended.
bool ends(const std::string& process) {
  constexpr int kHalfAMinute = 30'000;
  const int handle = static_cast<int>(::syscall(SYS_pidfd_open, std::stoi(process), 0));
  if (handle < 0) return errno == ESRCH;
  pollfd ended{handle, POLLIN, 0};
  const bool has = ::poll(&ended, 1, kHalfAMinute) == 1;
  ::close(handle);
  return has;
}

}  // namespace

TEST_CASE("a tap that does not end well is an error and never a short read") {
  const auto code = MadeUpTap("code").refusal();
  CHECK(code.remedy == Remedy::wait);
  CHECK(code.what == "It ended with code 3 and wrote 1 line to standard error.");
  CHECK(MadeUpTap("killed").refusal().what ==
        "It was ended by signal 9 and wrote 1 line to standard error.");
  CHECK(contains(MadeUpTap("complaints").refusal().what, "code 4 and wrote 200001 lines"));
  CHECK_FALSE(has_children());
}

TEST_CASE("a line that is no Singer message is an error with its number") {
  for (const char* fault : {"cut", "not singer", "unknown type", "batch", "no record"}) {
    INFO(fault);
    const auto error = MadeUpTap(fault).refusal();
    CHECK(error.remedy == Remedy::stop);
    CHECK(contains(error.where, "line 8"));
  }
  CHECK_FALSE(has_children());
}

TEST_CASE("a record without its schema or without its key is an error") {
  CHECK(MadeUpTap("record first").refusal().what ==
        "The tap wrote a record before the schema of its stream.");
  CHECK(MadeUpTap("no key").refusal().what == "A record lacks a part of its key.");
  CHECK(MadeUpTap("new key").refusal().remedy == Remedy::stop);
}

TEST_CASE("a column that is gone is an error: wait if it was there a moment ago") {
  CHECK(MadeUpTap("column gone").refusal().remedy == Remedy::stop);

  const TemporaryFolder folder;
  const auto catalog = folder.write("catalog.json", R"({"streams":[
      {"stream":"child","schema":{"properties":
        {"id":{},"name":{},"amount":{},"seen":{},"open":{},"notes":{}}}},
      {"stream":"visit","schema":{"properties":{"child":{},"day":{}}}}]})");
  const auto source = MadeUpTap("column gone", {{"catalog", catalog.string()}}).open();
  const auto wishes = source->describe();
  REQUIRE(wishes);
  KeptRows rows;
  const auto read = source->read(*wishes, rows);
  REQUIRE_FALSE(read);
  CHECK(read.error().remedy == Remedy::wait);
}

TEST_CASE("a tap stays within its bounds") {
  CHECK(contains(MadeUpTap("long", {{"most_line_megabytes", "1"}}).refusal().what, "1 MB"));
  CHECK(contains(MadeUpTap("much", {{"most_megabytes", "1"}}).refusal().what, "more than 1 MB"));
  CHECK(contains(MadeUpTap("many", {{"most_megabytes", "8"}}).refusal().what, "take more than"));
  CHECK(contains(MadeUpTap("memory").refusal().what, "code 1"));
  CHECK_FALSE(has_children());
}

TEST_CASE("a tap that hangs is ended, also when it closed its outputs") {
  for (const char* fault : {"hangs", "closes and hangs"}) {
    const auto error = MadeUpTap(fault, {{"timeout_seconds", "1"}}).refusal();
    CHECK(error.remedy == Remedy::wait);
    CHECK(error.what == "It has not ended after 1 seconds.");
  }
  CHECK_FALSE(has_children());
}

TEST_CASE("what a tap leaves running is ended with it") {
  const MadeUpTap tap("leaves a child");
  CHECK(contains(tap.refusal().where, "line 8"));
  CHECK_FALSE(tap.note().empty());
  CHECK(ends(tap.note()));
}

TEST_CASE("a sink that wants no more gets no more, and its error is the answer") {
  KeptRows rows;
  rows.after_row = [] { return Result<void>(Error{Remedy::wait, "sink", "full", ""}); };
  const auto read = MadeUpTap().read(rows);
  REQUIRE_FALSE(read);
  CHECK(read.error().what == "full");
  CHECK(rows.rows == 1);
  CHECK_FALSE(has_children());
}

TEST_CASE("a program that is not there is named") {
  connectors::Options options;
  options.values["tap"] = "/no/such/tap --quietly";
  const auto source = connectors::singer_kind().open(options);
  REQUIRE(source);
  const auto tables = (*source)->describe();
  REQUIRE_FALSE(tables);
  CHECK(tables.error().remedy == Remedy::stop);
  CHECK(tables.error().where == "/no/such/tap");
  CHECK_FALSE(has_children());
}

TEST_CASE("what is no catalog is not repeated") {
  const auto tables = MadeUpTap("no catalog").open()->describe();
  REQUIRE_FALSE(tables);
  CHECK_FALSE(contains(describe(tables.error()), "Ceridwen"));
}

TEST_CASE("a command line is parted into words and no shell reads it") {
  using Words = std::vector<std::string>;
  CHECK(words_of("tap  --a 'b c' \"d'e\"f ''") == Words{"tap", "--a", "b c", "d'ef", ""});
  CHECK(words_of("tap $HOME *;`id` a\\ b | c") ==
        Words{"tap", "$HOME", "*;`id`", "a\\", "b", "|", "c"});
  for (const char* none : {"", "  ", "'tap", "tap \"", "''"}) CHECK_FALSE(words_of(none));
}
