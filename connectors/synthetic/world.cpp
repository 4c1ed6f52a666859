#include "connectors/synthetic/world.h"

#include "connectors/synthetic/cohort.h"
#include "connectors/synthetic/ssd_rows.h"

namespace dataflow::synthetic {

namespace {

// Items that ended more than a year before day 1 may leave the window while the council lives.
constexpr int kMonthsSurelySent = -12;

PersonRows plain_rows(const World& world, const Person& person) {
  return rows_of(person, {world.staff, world.settings.seed, world.today});
}

}  // namespace

Random World::dice_of_today() const {
  return Random(scatter(settings.seed, static_cast<std::uint64_t>(day)));
}

const std::optional<std::string>& Account::id() const {
  return rows[TableId::person].front()[ssd::person::person_id];
}

Account account_of(const World& world, const Person& person) {
  Account account{plain_rows(world, person), {}};
  if (person.may_be_messed) {
    account.strikes = spoil(account.rows, person, world.settings.mess, world.settings.seed,
                            world.settings.first_day.plus_months(kMonthsSurelySent));
  }
  if (person.rows_turned) turn_round(account.rows);
  return account;
}

Sight sight_of(const World& world, const Account& account, const Window& window) {
  return sight_of(account.rows, window, [&world](const std::string& id) {
    const auto* worker = world.staff.find(id);
    return worker ? worker->registration : std::string();
  });
}

bool in_cohort_today(const World& world, const Person& person) {
  return in_cohort(plain_rows(world, person), world.window());
}

void admit(World& world, std::vector<Person> newcomers) {
  Person* single = nullptr;
  for (auto& person : newcomers) {
    person.may_be_messed = in_cohort_today(world, person);
    if (!person.may_be_messed || person.upn.empty()) continue;
    if (single == nullptr) {
      single = &person;
      continue;
    }
    person.upn_partner = single->key;
    single->upn_partner = person.key;
    single = nullptr;
  }
  for (auto& person : newcomers) world.people.push_back(std::move(person));
}

}  // namespace dataflow::synthetic
