#include "connectors/synthetic/council.h"

#include "connectors/synthetic/chronicle.h"
#include "connectors/synthetic/diary.h"
#include "connectors/synthetic/population.h"
#include "connectors/synthetic/ssd_rows.h"
#include "connectors/synthetic/world.h"

namespace dataflow::synthetic {

namespace {

constexpr std::size_t kReportEvery = 1000;

Table empty_table(const SsdTable& table) {
  TableShape shape{std::string(table.name), {}};
  std::vector<std::string> types;
  for (const auto& column : table.columns) {
    shape.columns.emplace_back(column.name);
    types.emplace_back(column.type);
  }
  return {std::move(shape), std::move(types)};
}

}  // namespace

Council::Council(const Settings& settings, Progress& progress) : world_(std::make_unique<World>()) {
  world_->settings = settings;
  world_->today = settings.first_day;
  populate(*world_, progress);
  if (!settings.mess.none()) events_ = mess_found(*world_);
}

Council::Council(const Settings& settings) {
  NoProgress silent;
  *this = Council(settings, silent);
}

Council::~Council() = default;
Council::Council(Council&&) noexcept = default;
Council& Council::operator=(Council&&) noexcept = default;

int Council::day() const {
  return world_->day;
}

Day Council::date() const {
  return world_->today;
}

Window Council::window() const {
  return world_->window();
}

std::vector<Event> Council::advance() {
  const Window yesterdays = world_->window();
  ++world_->day;
  world_->today = world_->today.plus(1);
  events_ = live_a_day(*world_, yesterdays);
  return events_;
}

std::vector<Event> Council::advance_to(int day) {
  std::vector<Event> all = events_;
  while (world_->day < day) {
    const auto today = advance();
    all.insert(all.end(), today.begin(), today.end());
  }
  return all;
}

std::vector<Table> Council::tables() const {
  NoProgress silent;
  return tables(silent);
}

std::vector<Table> Council::tables(Progress& progress) const {
  std::vector<Table> tables;
  for (const auto& table : ssd_tables()) tables.push_back(empty_table(table));
  std::size_t done = 0;
  for (const auto& person : world_->people) {
    const Account account = account_of(*world_, person);
    for (std::size_t i = 0; i < kTables; ++i) {
      for (const auto& row : account.rows.all()[i]) tables[i].add(row);
    }
    if (++done % kReportEvery == 0) {
      progress.report("people recorded", done, world_->people.size());
    }
  }
  const auto& staff = world_->staff;
  auto& workers = tables[static_cast<std::size_t>(TableId::professionals)];
  for (const auto& worker : staff.workers) workers.add(row_of(worker, staff));
  auto& teams = tables[static_cast<std::size_t>(TableId::department)];
  for (const auto& team : staff.teams) teams.add(row_of(team, staff));
  return tables;
}

std::vector<Council::Expectation> Council::expectations() const {
  std::vector<Expectation> all;
  for (const auto& person : world_->people) {
    const Account account = account_of(*world_, person);
    all.push_back({account.id(), sight_of(*world_, account, world_->window())});
  }
  return all;
}

}  // namespace dataflow::synthetic
