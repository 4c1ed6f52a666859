#include "agent/delivery/lanes.h"

namespace dataflow::delivery {

Result<std::unique_ptr<Lanes>> Lanes::open(const Endpoint& endpoint, std::size_t lanes) {
  std::unique_ptr<Lanes> opened(new Lanes());
  for (std::size_t i = 0; i < lanes; ++i) {
    TRY_ASSIGN(auto line, Line::open(endpoint));
    opened->lines_.push_back(std::move(line));
  }
  for (auto& line : opened->lines_) {
    opened->threads_.emplace_back(
        [&all = *opened, &line](const std::stop_token& stop) { all.carry(stop, line); });
  }
  return opened;
}

Lanes::~Lanes() = default;

void Lanes::send(Parcel parcel) {
  const std::lock_guard lock(mutex_);
  waiting_.push_back(std::move(parcel));
  waiting_changed_.notify_one();
}

std::optional<Arrival> Lanes::next(std::chrono::milliseconds time) {
  std::unique_lock lock(mutex_);
  arrived_changed_.wait_for(lock, time, [&] { return !arrived_.empty(); });
  if (arrived_.empty()) return std::nullopt;
  Arrival arrival = std::move(arrived_.front());
  arrived_.pop_front();
  return arrival;
}

void Lanes::carry(const std::stop_token& stop, Line& line) {
  while (auto parcel = take(stop)) {
    Arrival arrival{parcel->number, line.deliver(parcel->envelope, parcel->signature)};
    const std::lock_guard lock(mutex_);
    arrived_.push_back(std::move(arrival));
    arrived_changed_.notify_one();
  }
}

std::optional<Parcel> Lanes::take(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  waiting_changed_.wait(lock, stop, [&] { return !waiting_.empty(); });
  if (waiting_.empty()) return std::nullopt;
  Parcel parcel = std::move(waiting_.front());
  waiting_.pop_front();
  return parcel;
}

}  // namespace dataflow::delivery
