#include "connectors/singer/tap.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <optional>
#include <poll.h>

#include <fmt/format.h>

#include "connectors/singer/child_process.h"

namespace dataflow::connectors::singer {

namespace {

using Instant = std::chrono::steady_clock::time_point;

/// Reads what a tap writes to both of its outputs, and waits for its end.
class Listening {
 public:
  Listening(const TapRun& run, ChildProcess child, const TakeLine& take)
      : run_(run),
        child_(std::move(child)),
        take_(take),
        until_(std::chrono::steady_clock::now() + run.bounds.time) {}

  [[nodiscard]] Result<void> to_the_end() {
    while (output_open_ || complaints_open_ || !ended_) TRY(listen());
    if (!line_.empty()) TRY(take_line(std::string_view()));
    TRY_ASSIGN(const Ending ending, child_.reap());
    if (ending.signal == 0 && ending.exit_code == 0) return {};
    return failed(ending);
  }

 private:
  [[nodiscard]] Result<void> listen() {
    std::array<pollfd, 3> ways = {
        {{output_open_ ? child_.output().number() : -1, POLLIN, 0},
         {complaints_open_ ? child_.complaints().number() : -1, POLLIN, 0},
         {ended_ ? -1 : child_.end().number(), POLLIN, 0}}};
    const auto left =
        std::chrono::ceil<std::chrono::milliseconds>(until_ - std::chrono::steady_clock::now());
    if (left.count() <= 0) return too_slow();
    const auto patience = std::min<std::int64_t>(left.count(), 60'000);
    if (::poll(ways.data(), ways.size(), static_cast<int>(patience)) < 0 && errno != EINTR) {
      return error(Remedy::wait, "It cannot be listened to.", "");
    }
    if (ways[0].revents != 0) TRY(read_output());
    if (ways[1].revents != 0) TRY(count_complaints());
    if (ways[2].revents != 0) ended_ = true;
    return {};
  }

  /// The bytes that wait; none at the end of the stream.
  [[nodiscard]] Result<std::string_view> bytes_from(const Descriptor& stream) {
    ssize_t got = 0;
    do {
      got = ::read(stream.number(), block_.data(), block_.size());
    } while (got < 0 && errno == EINTR);
    if (got < 0) return error(Remedy::wait, "Its output cannot be read.", "");
    return std::string_view(block_.data(), static_cast<std::size_t>(got));
  }

  [[nodiscard]] Result<void> read_output() {
    TRY_ASSIGN(std::string_view bytes, bytes_from(child_.output()));
    output_open_ = !bytes.empty();
    read_ += bytes.size();
    if (read_ > run_.bounds.output) {
      return error(Remedy::stop,
                   fmt::format("It wrote more than {} MB.", run_.bounds.output >> 20U),
                   "Raise most_megabytes if that is right, or let the tap select less.");
    }
    for (std::size_t end = bytes.find('\n'); end != std::string_view::npos;
         end = bytes.find('\n')) {
      TRY(take_line(bytes.substr(0, end)));
      bytes.remove_prefix(end + 1);
    }
    return begin_line(bytes);
  }

  [[nodiscard]] Result<void> begin_line(std::string_view bytes) {
    if (line_.size() + bytes.size() > run_.bounds.line) {
      return error(Remedy::stop,
                   fmt::format("A message of it is longer than {} MB.", run_.bounds.line >> 20U),
                   "The tap has to leave out what is that long.");
    }
    line_ += bytes;
    return {};
  }

  [[nodiscard]] Result<void> take_line(std::string_view rest) {
    TRY(begin_line(rest));
    ++lines_;
    auto taken = take_(line_);
    line_.clear();
    if (taken) return {};
    Error refused = std::move(taken).error();
    if (refused.where.empty()) refused.where = fmt::format("{}: line {}", name(), lines_);
    return refused;
  }

  [[nodiscard]] Result<void> count_complaints() {
    TRY_ASSIGN(const std::string_view bytes, bytes_from(child_.complaints()));
    complaints_open_ = !bytes.empty();
    complaints_ += static_cast<std::uint64_t>(std::count(bytes.begin(), bytes.end(), '\n'));
    return {};
  }

  [[nodiscard]] const std::string& name() const { return run_.words.front(); }

  [[nodiscard]] Error error(Remedy remedy, std::string what, std::string hint) const {
    return {remedy, name(), std::move(what), std::move(hint)};
  }

  [[nodiscard]] Error too_slow() const {
    return error(Remedy::wait,
                 fmt::format("It has not ended after {} seconds.", run_.bounds.time.count()),
                 "Raise timeout_seconds if it needs longer.");
  }

  [[nodiscard]] Error failed(const Ending& ending) const {
    const std::string how = ending.signal != 0
                                ? fmt::format("was ended by signal {}", ending.signal)
                                : fmt::format("ended with code {}", ending.exit_code);
    return error(Remedy::wait,
                 fmt::format("It {} and wrote {} line{} to standard error.", how, complaints_,
                             complaints_ == 1 ? "" : "s"),
                 "Run it by hand to see them: they are not repeated here, as they may hold values "
                 "of records. most_memory_megabytes bounds its memory.");
  }

  const TapRun& run_;
  ChildProcess child_;
  const TakeLine& take_;
  Instant until_;
  std::array<char, 65'536> block_{};
  std::string line_;
  std::uint64_t read_ = 0;
  std::uint64_t lines_ = 0;
  std::uint64_t complaints_ = 0;
  bool output_open_ = true;
  bool complaints_open_ = true;
  bool ended_ = false;
};

}  // namespace

Result<void> run_tap(const TapRun& run, const TakeLine& take) {
  TRY_ASSIGN(auto child, ChildProcess::start({run.words, run.bounds.memory, run.passed}));
  return Listening(run, std::move(child), take).to_the_end();
}

}  // namespace dataflow::connectors::singer
