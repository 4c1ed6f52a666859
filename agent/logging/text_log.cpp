#include "agent/logging/text_log.h"

#include <spdlog/logger.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/rotating_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>

#include "agent/core/account.h"

namespace dataflow::logging {

namespace {

constexpr std::size_t kFileBytes = std::size_t{10} * 1000 * 1000;
constexpr std::size_t kFiles = 5;

spdlog::level::level_enum level_of(Severity severity) {
  switch (severity) {
    case Severity::info:
      return spdlog::level::info;
    case Severity::warning:
      return spdlog::level::warn;
    case Severity::error:
      break;
  }
  return spdlog::level::err;
}

class TextLog final : public Log {
 public:
  TextLog(spdlog::sink_ptr sink, Severity least) : logger_("dataflow", std::move(sink)) {
    logger_.set_formatter(std::make_unique<spdlog::pattern_formatter>(
        "%Y-%m-%dT%H:%M:%S.%eZ %l %v", spdlog::pattern_time_type::utc));
    logger_.set_level(level_of(least));
    logger_.flush_on(spdlog::level::info);
  }

  void write(Severity severity, const Event& event, std::string_view text) override {
    logger_.log(level_of(severity), "{} {}", event.name, text);
  }

 private:
  spdlog::logger logger_;
};

}  // namespace

std::unique_ptr<Log> log_to_stderr(Severity least) {
  return std::make_unique<TextLog>(std::make_shared<spdlog::sinks::stderr_sink_mt>(), least);
}

Result<std::unique_ptr<Log>> log_to_file(const std::filesystem::path& file, Severity least) {
  TRY(check_account(file));
  try {
    auto sink =
        std::make_shared<spdlog::sinks::rotating_file_sink_mt>(file.string(), kFileBytes, kFiles);
    std::filesystem::permissions(
        file, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    return std::unique_ptr<Log>(std::make_unique<TextLog>(std::move(sink), least));
  } catch (const std::exception&) {
    return Error{Remedy::stop, file.string(), "The log file cannot be opened.",
                 "Check that its folder exists and that this account may write to it."};
  }
}

}  // namespace dataflow::logging
