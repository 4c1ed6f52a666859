#include "agent/service/host.h"

#include <csignal>
#include <cstdlib>
#include <exception>
#include <thread>

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <fmt/format.h>

#include "agent/service/dispatch_loop.h"
#include "agent/service/heartbeat.h"
#include "agent/service/instance.h"
#include "agent/service/reload.h"
#include "agent/service/watchman.h"

namespace dataflow::service {

namespace {

using boost::system::error_code;

constexpr std::chrono::hours kIntakePatience{2};
constexpr std::chrono::minutes kDispatchPatience{15};
constexpr std::chrono::seconds kStopBound{90};

/// When runs begin, in words.
std::string timetable(const settings::Settings& settings) {
  const auto& [schedule, delay] = *settings.rota;
  return fmt::format(
      "The agent reads the source by the schedule '{}' in {}, {} seconds after each "
      "time of it.",
      schedule.text(), schedule.zone().name(), delay.count());
}

/// Everything but the loops runs on the thread that calls run(): signals, timers, notices.
class Host {
 public:
  Host(std::shared_ptr<const Equipment> equipment, const PlanReader& reader, Clock& clock, Log& log)
      : reader_(reader),
        clock_(clock),
        log_(log),
        working_with_(equipment),
        bench_(std::move(equipment)) {}

  void run(FirstRun first) {
    log_.info(events::kServiceStarted, timetable(working_with_->plan->settings()));
    listen();
    watchman_.start();
    {
      const std::jthread heartbeat([&] { heartbeat_loop(shown_, wake_heartbeat_); });
      const std::jthread intake([&] {
        intake_loop({bench_, clock_, log_, wake_intake_, intake_}, first, wake_dispatch_);
        one_ended();
      });
      const std::jthread dispatch([&] {
        dispatch_loop({bench_, clock_, log_, wake_dispatch_, dispatch_});
        one_ended();
      });
      watchman_.ready();
      attend();
    }
    log_.info(events::kServiceStopped, "The agent has stopped.");
  }

 private:
  /// A fault of this program: the loops, which only this thread can end, must not outlive it
  /// unseen.
  void attend() {
    try {
      io_.run();
    } catch (const std::exception& fault) {
      log_.error(events::kServiceBroken,
                 fmt::format("The agent ends by a fault of its own: {}.", fault.what()));
      std::_Exit(EXIT_FAILURE);
    }
  }

  void listen() {
    signals_.async_wait([this](const error_code& problem, int signal) {
      if (problem) return;
      if (signal == SIGHUP) {
        take_new_settings();
      } else if (stopping_) {
        give_up("A second signal asked the agent to stop at once.");
      } else {
        stop();
      }
      listen();
    });
  }

  void take_new_settings() {
    if (stopping_) return;
    watchman_.reloading();
    if (auto newer = reload(reader_, working_with_->plan->settings(), clock_, log_)) {
      working_with_ = newer;
      bench_.lay_out(std::move(newer));
      wake_intake_.renew();
      wake_dispatch_.renew();
    }
    watchman_.ready();
  }

  void stop() {
    stopping_ = true;
    log_.info(events::kServiceStopping, "A signal asked the agent to stop.");
    watchman_.stopping();
    wake_intake_.stop();
    wake_dispatch_.stop();
    bound_.expires_after(kStopBound);
    bound_.async_wait([this](const error_code& problem) {
      if (!problem)
        give_up(fmt::format("The agent has not stopped in {} seconds.", kStopBound.count()));
    });
  }

  /// The loops cannot be ended from outside, but all that they keep is in the ledger, which is
  /// whole at every moment.
  [[noreturn]] void give_up(const std::string& why) {
    log_.warning(events::kServiceGaveUp,
                 why + " What was under way is given up, and taken up at the next start.");
    std::_Exit(EXIT_SUCCESS);
  }

  /// On the loop's thread.
  void one_ended() {
    boost::asio::post(io_, [this] {
      if (--loops_ > 0) return;
      signals_.cancel();
      bound_.cancel();
      watchman_.end();
      wake_heartbeat_.stop();
      if (metrics_) metrics_->stop();
    });
  }

  const PlanReader& reader_;
  Clock& clock_;
  Log& log_;
  std::shared_ptr<const Equipment> working_with_;
  Bench bench_;
  Wake wake_intake_;
  Wake wake_dispatch_;
  Wake wake_heartbeat_;
  Vitals intake_{kIntakePatience};
  Vitals dispatch_{kDispatchPatience};
  boost::asio::io_context io_;
  boost::asio::signal_set signals_{io_, SIGTERM, SIGINT, SIGHUP};
  boost::asio::steady_timer bound_{io_};
  Watchman watchman_{io_, intake_, dispatch_, wake_heartbeat_, log_};
  const Shown shown_{bench_, clock_, log_, intake_, dispatch_};
  std::unique_ptr<MetricsServer> metrics_ = serve_metrics(shown_, io_);
  int loops_ = 2;
  bool stopping_ = false;
};

}  // namespace

Result<void> host(std::unique_ptr<const app::Plan> plan, const PlanReader& reader, FirstRun first,
                  Clock& clock, Log& log) {
  TRY_ASSIGN(const auto instance, Instance::of(plan->settings().ledger));
  TRY_ASSIGN(auto equipment, Equipment::open(std::move(plan), clock));
  Host(std::move(equipment), reader, clock, log).run(first);
  return {};
}

}  // namespace dataflow::service
