// A folder that another program writes its export into.

#include <filesystem>

#include "tests/csv/source.h"

using namespace dataflow;

namespace {

namespace fs = std::filesystem;
using Catch::Matchers::Contains;

/// A folder with one table and, in some tests, a marker; written long ago.
class DropFolder {
 public:
  DropFolder() { write("person.csv", "id\n1\n", std::chrono::hours(2)); }

  void write(const std::string& name, const std::string& content, std::chrono::seconds ago) const {
    folder_.write(name, content);
    fs::last_write_time(folder_.path() / name, fs::file_time_type::clock::now() - ago);
  }

  /// "ready", or what is waited for.
  [[nodiscard]] std::string state(Settings settings) const {
    const auto rows = read_all(folder_, std::move(settings));
    if (rows) return "ready";
    CHECK(rows.error().remedy == Remedy::wait);
    return rows.error().what;
  }

 private:
  TemporaryFolder folder_;
};

}  // namespace

TEST_CASE("an export without its marker is waited for, and one with it is read") {
  const DropFolder drop;
  CHECK(drop.state({{"marker", "done.txt"}}) == "the marker file of the export is not there.");
  drop.write("done.txt", "", std::chrono::hours(1));
  CHECK(drop.state({{"marker", "done.txt"}}) == "ready");
}

TEST_CASE("yesterday's marker does not stand for today's export") {
  const DropFolder drop;
  drop.write("done.txt", "", std::chrono::hours(24));
  CHECK_THAT(drop.state({{"marker", "done.txt"}}),
             Contains("newer than the marker file of the export"));
}

TEST_CASE("a file that was written just now is waited for, and one that has been quiet is read") {
  const DropFolder drop;
  CHECK(drop.state({{"quiet_seconds", "600"}}) == "ready");
  drop.write("address.csv", "id\n", std::chrono::seconds(10));
  CHECK_THAT(drop.state({{"quiet_seconds", "600"}}), Contains("within the last 600 seconds"));
  CHECK(drop.state({}) == "ready");
}

TEST_CASE("a file from a machine whose clock runs ahead is not waited for for ever") {
  const DropFolder drop;
  drop.write("address.csv", "id\n", std::chrono::hours(-3));
  CHECK(drop.state({{"quiet_seconds", "600"}}) == "ready");
}

TEST_CASE("a marker in another folder, or a quiet time below nothing, is refused") {
  const TemporaryFolder folder;
  for (const Settings& wrong :
       {Settings{{"marker", "../done.txt"}}, Settings{{"quiet_seconds", "-1"}}}) {
    Settings settings = wrong;
    settings["folder"] = folder.path().string();
    CHECK_FALSE(connectors::csv_kind().open({settings}));
  }
}
