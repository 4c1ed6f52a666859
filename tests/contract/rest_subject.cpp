#include <atomic>
#include <future>
#include <mutex>

#include <catch2/catch.hpp>

#include "connectors/rest/rest_connector.h"
#include "tests/contract/json_rows.h"
#include "tests/contract/subjects.h"
#include "tests/endpoint/scripted_endpoint.h"
#include "tests/temporary_folder.h"

namespace dataflow::contract {

namespace {

constexpr std::size_t kPage = 1000;
constexpr char kKey[] = "k3y-of-the-api";

/// An API over HTTPS on this machine, with a key. Its pages are named by a cursor.
class RestSubject final : public Subject {
 public:
  RestSubject()
      : endpoint_(folder_.path() / "tls",
                  [this](const SeenRequest& request) { return answer(request); }) {}
  /// Whoever still waits for an answer gets one, so that the endpoint can end.
  ~RestSubject() override { ending_.set_value(); }
  RestSubject(const RestSubject&) = delete;
  RestSubject& operator=(const RestSubject&) = delete;

  void fill(const Tables& tables) override {
    const std::lock_guard lock(mutex_);
    tables_ = tables;
  }

  [[nodiscard]] std::unique_ptr<connectors::Connector> open(Trouble trouble) override {
    trouble_ = trouble;
    connectors::Options options;
    options.values = {{"url", endpoint_.url()},
                      {"profile", folder_.write("api.yaml", profile()).string()},
                      {"ca_file", endpoint_.ca_file().string()},
                      {"key_header", "X-Key"},
                      {"timeout_seconds", trouble == Trouble::too_slow ? "1" : "60"}};
    options.secrets["key"] = Secret(trouble == Trouble::wrong_secret ? kWrongSecret : kKey);
    auto source = connectors::rest_kind().open(options);
    REQUIRE(source);
    return std::move(*source);
  }

  [[nodiscard]] bool can(Can what) const override { return what != Can::show_its_own_shape; }

  [[nodiscard]] std::optional<std::string> shown(
      Type type, const std::optional<std::string>& value) const override {
    return shown_from_json(type, value);
  }

  [[nodiscard]] std::string contents() override {
    std::size_t writes = 0;
    for (const auto& request : endpoint_.seen()) writes += request.method == "GET" ? 0U : 1U;
    return std::to_string(writes) + " requests that were no GET";
  }

 private:
  [[nodiscard]] std::string profile() {
    const std::lock_guard lock(mutex_);
    std::string text = "base_path: /v1\nzone: drop\ntables:\n";
    for (std::size_t i = 0; i < tables_.size(); ++i) {
      text += "  " + json_text(tables_[i].name) + ":\n    path: /" + std::to_string(i) +
              "\n    rows: /rows\n    paging: {kind: cursor, parameter: after, next: /next}\n" +
              "    columns:\n";
      for (const auto& column : tables_[i].columns) {
        text += "      " + json_text(column.name) + ": {at: " + json_text("/" + column.name) +
                (column.type == Type::moment ? ", kind: moment}\n" : "}\n");
      }
    }
    return text;
  }

  ScriptedReply answer(const SeenRequest& request) {
    if (request.headers.at("x-key") != kKey) return {401, "{}", {}, false};
    const auto at = request.target.find("?after=");
    const std::size_t first =
        at == std::string::npos ? 0 : std::stoul(request.target.substr(at + 7));
    if (trouble_ == Trouble::too_slow) ended_.wait();
    if (trouble_ == Trouble::lost_midway && first > 0) return {200, "", {}, true};
    const std::lock_guard lock(mutex_);
    return page(tables_.at(std::stoul(request.target.substr(4))), first);
  }

  static ScriptedReply page(const Table& table, std::size_t first) {
    const std::size_t end = std::min(table.rows.size(), first + kPage);
    std::string rows;
    for (std::size_t i = first; i < end; ++i) {
      rows += (i == first ? "" : ",") + json_row(table, table.rows[i]);
    }
    const std::string next = end < table.rows.size() ? std::to_string(end) : "null";
    return {200, "{\"rows\":[" + rows + "],\"next\":" + next + "}", {}, false};
  }

  TemporaryFolder folder_;
  std::mutex mutex_;
  Tables tables_;
  std::atomic<Trouble> trouble_ = Trouble::none;
  std::promise<void> ending_;
  std::shared_future<void> ended_ = ending_.get_future().share();
  ScriptedEndpoint endpoint_;
};

}  // namespace

std::unique_ptr<Subject> make_rest() {
  return std::make_unique<RestSubject>();
}

}  // namespace dataflow::contract
