#include "connectors/rest/rest_connector.h"

#include <utility>

#include "connectors/profile.h"
#include "connectors/rest/access_options.h"
#include "connectors/rest/api.h"
#include "connectors/rest/api_profile.h"
#include "connectors/rest/table_reading.h"
#include "connectors/wishes.h"

namespace dataflow::connectors {

namespace {

using namespace rest;

class RestConnector final : public Connector {
 public:
  RestConnector(Api api, ApiProfile profile)
      : api_(std::move(api)),
        profile_(std::move(profile)),
        base_(api_.address() + profile_.base_path) {}

  [[nodiscard]] Result<std::vector<TableShape>> describe() override { return profile_.shapes(); }

  [[nodiscard]] Result<void> read(std::span<const TableShape> wishes, RowSink& sink) override {
    const auto offered = profile_.shapes();
    TRY(check_wishes(wishes, {offered, {}}, base_));
    api_.begin_read();
    for (const auto& wish : wishes) {
      const auto place = find_table(offered, wish.table) - offered.data();
      const ApiTable& table = profile_.tables[static_cast<std::size_t>(place)];
      TRY(read_table(api_, {table, wish, base_, profile_.zone}, sink));
    }
    return {};
  }

 private:
  Api api_;
  ApiProfile profile_;
  std::string base_;
};

std::vector<Option> rest_options() {
  auto options = access_options();
  options.insert(options.begin() + 1, {"profile", Option::Type::profile, true,
                                       "The file that says how this kind of API is read."});
  return options;
}

Result<std::unique_ptr<Connector>> open_api(const Options& options) {
  return open_rest(options, std::make_shared<SystemClock>());
}

}  // namespace

Result<std::unique_ptr<Connector>> open_rest(const Options& options, std::shared_ptr<Clock> clock) {
  TRY_ASSIGN(auto profile, profile_in<ApiProfile>(options));
  TRY_ASSIGN(auto access, access_in(options, *clock));
  TRY_ASSIGN(auto api, Api::open(std::move(access), std::move(clock)));
  return std::unique_ptr<Connector>(
      std::make_unique<RestConnector>(std::move(api), std::move(profile)));
}

const Kind& rest_kind() {
  static const Kind kind = {"rest", "An API that gives its tables as pages of JSON over HTTPS.",
                            rest_options(), open_api};
  return kind;
}

}  // namespace dataflow::connectors
