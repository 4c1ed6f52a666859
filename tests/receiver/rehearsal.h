// What the tests of the receiver run against: settings read from a real file, a clock turned by
// hand, a log that is kept.
#pragma once

#include <atomic>
#include <mutex>
#include <string>
#include <string_view>

#include "agent/core/clock.h"
#include "agent/core/log.h"
#include "agent/signing/key.h"
#include "receiver/message.h"
#include "receiver/settings.h"
#include "tests/temporary_folder.h"

namespace dataflow::receiver {

class HandClock final : public Clock {
 public:
  [[nodiscard]] Instant now() const override {
    return Instant(std::chrono::milliseconds(milliseconds_.load()));
  }
  [[nodiscard]] Day today() const override {
    return Day(std::chrono::floor<std::chrono::days>(now()));
  }
  [[nodiscard]] std::chrono::minutes time_of_day() const override {
    return std::chrono::floor<std::chrono::minutes>(now().time_since_epoch() %
                                                    std::chrono::days(1));
  }
  void sleep_for(std::chrono::milliseconds time) override { turn(time); }
  void turn(std::chrono::milliseconds time) { milliseconds_ += time.count(); }

 private:
  std::atomic<std::int64_t> milliseconds_{1'780'295'400'123};  // 2026-06-01T06:30:00.123Z
};

class KeptLog final : public Log {
 public:
  void write(Severity severity, const Event& event, std::string_view text) override;
  [[nodiscard]] std::string text() const;

 private:
  mutable std::mutex mutex_;
  std::string text_;
};

inline constexpr char kSecret[] = "Planted-Secret-5512";
inline constexpr char kSupplierKey[] = "Planted-Supplier-8804";
inline constexpr char kPath[] = "/children_social_care_data/846/children";
inline constexpr char kKeyId[] = "council-846";

/// A folder with a receiver.yaml for the councils 846 and 202, and all that it names.
class Rehearsal {
 public:
  /// `more` is added to receiver.yaml.
  explicit Rehearsal(const std::string& more = "");

  [[nodiscard]] std::filesystem::path file(const std::string& name) const {
    return folder_.path() / name;
  }
  [[nodiscard]] const Settings& settings() const { return *settings_; }
  [[nodiscard]] const signing::PrivateKey& key() const { return *key_; }

 private:
  TemporaryFolder folder_;
  std::optional<signing::PrivateKey> key_;
  std::optional<Settings> settings_;
};

void write_file(const std::filesystem::path& file, const std::string& content);
void write_secret(const std::filesystem::path& file, const std::string& content);
[[nodiscard]] std::string content_of(const std::filesystem::path& file);

/// The head of a right request to `path`. Headers with an empty value leave the right one out;
/// others take its place.
[[nodiscard]] Head right_head(const std::string& token, const std::string& path = kPath,
                              const Headers& others = {});

/// The headers of a signed request with this body; `head` says the rest.
[[nodiscard]] Headers signature_headers(const Rehearsal& rehearsal, const Head& head,
                                        std::string_view body, Instant at);

/// A request with so many children of their own, numbered from `first`.
[[nodiscard]] std::string children_json(std::size_t count, std::size_t first = 0);

/// The value of the answer's header of that name, in the name's spelling; empty without one.
[[nodiscard]] std::string header_of(const Answer& answer, std::string_view name);

}  // namespace dataflow::receiver
