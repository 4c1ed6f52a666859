// Vitals are what a loop shows of itself while it works: that it is alive, and what it does.
#pragma once

#include <atomic>
#include <chrono>
#include <mutex>
#include <string>

#include "agent/core/progress.h"

namespace dataflow::service {

/// The loop's own thread beats, others look. Safe to use from any number of threads.
class Vitals {
 public:
  /// A clock that stands still while the machine sleeps, as a loop does.
  using Moment = std::chrono::steady_clock::time_point;

  /// `patience`: how long the loop may work without a beat before it counts as stuck. Longer than
  /// the longest step that is silent by its nature.
  explicit Vitals(std::chrono::seconds patience, Moment now = std::chrono::steady_clock::now());

  /// Called wherever the work has come on.
  void beat(Moment now = std::chrono::steady_clock::now());

  /// Called before the loop sleeps for at most that time.
  void rest(std::chrono::milliseconds time, Moment now = std::chrono::steady_clock::now());

  [[nodiscard]] bool stuck(Moment now = std::chrono::steady_clock::now()) const;

  /// What it does, or waits for, in a few words and without a value from a record.
  void says(std::string words);
  [[nodiscard]] std::string words() const;

 private:
  std::chrono::seconds patience_;
  std::atomic<Moment::rep> alive_until_;
  mutable std::mutex mutex_;  // guards the words
  std::string words_;
};

/// Progress that nobody sees but that shows the loop to be alive.
class BeatingProgress final : public Progress {
 public:
  explicit BeatingProgress(Vitals& vitals) : vitals_(vitals) {}
  void report(std::string_view, std::uint64_t, std::uint64_t) override { vitals_.beat(); }

 private:
  Vitals& vitals_;
};

}  // namespace dataflow::service
