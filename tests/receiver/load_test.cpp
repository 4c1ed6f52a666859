// Measures the receiver; run in a release build: test_receiver "[load]"

#include <functional>
#include <iostream>

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include "tests/receiver/running_server.h"

using namespace dataflow;
using namespace dataflow::receiver;

namespace {

constexpr int kRequests = 100;
constexpr int kChildren = 100;  // in a request

/// A child of about 5.5 KB in canonical JSON. `turn` changes values, `plans` their number.
std::string child(int number, int turn, int plans) {
  std::string episodes;
  for (int e = 0; e < 4; ++e) {
    std::string items;
    for (int p = 0; p < plans; ++p) {
      items +=
          fmt::format(R"({}{{"child_in_need_plan_id":"CIN-{}-{}-{}","end_date":"2026-02-{:02}",)"
                      R"("start_date":"2025-11-{:02}"}})",
                      p == 0 ? "" : ",", number, e, p, 1 + turn % 28, 1 + p);
    }
    std::string placements;
    for (int p = 0; p < 2; ++p) {
      placements += fmt::format(
          R"({}{{"child_looked_after_placement_id":"CLA-{}-{}-{}","end_date":"2025-12-{:02}",)"
          R"("end_reason":"E11","placement_type":"U1","postcode":"AA9A 9AA",)"
          R"("start_date":"2025-10-{:02}","start_reason":"S"}})",
          p == 0 ? "" : ",", number, e, p, 1 + p, 1 + p);
    }
    episodes += fmt::format(
        R"({}{{"care_worker_details":[{{"end_date":"2026-01-01","start_date":"2025-01-01",)"
        R"("worker_id":"SW{:06}"}}],"child_and_family_assessments":[{{"authorisation_date":)"
        R"("2025-03-01","child_and_family_assessment_id":"AS-{}-{}","factors":["1A","2B","3C"],)"
        R"("start_date":"2025-02-01"}}],"child_in_need_plans":[{}],)"
        R"("child_looked_after_placements":[{}],"closure_date":"2026-03-01",)"
        R"("closure_reason":"RC1","referral_date":"2025-01-05",)"
        R"("referral_no_further_action_flag":false,"referral_source":"1A",)"
        R"("social_care_episode_id":"EP-{}-{}"}})",
        e == 0 ? "" : ",", e, number, e, items, placements, number, e);
  }
  return fmt::format(
      R"({{"child_details":{{"date_of_birth":"2015-02-28","disabilities":["AUT","LD"],)"
      R"("ethnicity":"WBRI","first_name":"First","postcode":"AA9A 9AA","sex":"F",)"
      R"("surname":"Surname","unique_pupil_number":"A123456789012"}},"health_and_wellbeing":)"
      R"({{"sdq_assessments":[{{"date":"2026-01-05","score":{}}}]}},"la_child_id":"C{:08}",)"
      R"("social_care_episodes":[{}]}})",
      turn % 40, number, episodes);
}

std::string body(int first, int turn, int plans) {
  std::string json = "[";
  for (int i = 0; i < kChildren; ++i) {
    json += (i == 0 ? "" : ",") + child((first * kChildren + i) * 7919 % 1'000'003, turn, plans);
  }
  return json + "]";
}

}  // namespace

TEST_CASE("so many children a second, with so much processor time", "[.load]") {
  RunningServer server;
  Client client = server.client();
  const std::string token = client.token();
  const auto measure = [&](const char* what, bool sign,
                           const std::function<std::string(int)>& make) {
    std::chrono::nanoseconds spent{};
    std::chrono::nanoseconds passed{};
    std::size_t bytes = 0;
    for (int i = 0; i < kRequests; ++i) {
      const std::string sent = make(i);
      bytes += sent.size();
      const Head head = right_head(token, kPath, {{"host", client.host()}});
      const auto headers =
          sign ? signature_headers(server.rehearsal(), head, sent, server.clock().now())
               : Headers();
      const auto processor = server.processor_time();
      const auto begun = std::chrono::steady_clock::now();
      REQUIRE(client.send(token, sent, headers).status == 200);
      passed += std::chrono::steady_clock::now() - begun;
      spent += server.processor_time() - processor;
    }
    const auto milliseconds = [](std::chrono::nanoseconds time) {
      return std::chrono::duration<double, std::milli>(time).count() / kRequests;
    };
    std::cout << fmt::format(
        "{:<28} {:>7} bytes a child, {:6.2f} ms processor, {:6.2f} ms in all\n", what,
        bytes / kRequests / kChildren, milliseconds(spent), milliseconds(passed));
  };
  measure("new children", false, [](int i) { return body(i, 0, 4); });
  measure("the same again", false, [](int i) { return body(i, 0, 4); });
  measure("values changed", false, [](int i) { return body(i, 1, 4); });
  measure("values changed, signed", true, [](int i) { return body(i, 2, 4); });
  measure("a plan more", false, [](int i) { return body(i, 2, 5); });
  measure("plans left out", false, [](int i) { return body(i, 3, 2); });
}
