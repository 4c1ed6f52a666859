#include <atomic>

#include "tests/rest/made_up_api.h"

using namespace dataflow;

namespace {

constexpr char kOffset[] = "kind: offset, parameter: skip, size_parameter: take, size: 4";
constexpr char kNumber[] = "kind: page, parameter: page, total: /total";
constexpr char kCursor[] = "kind: cursor, parameter: after, next: /next";

std::string total(int count) {
  return ",\"total\":" + std::to_string(count);
}

/// The rows from an offset on, at most `most` of `count`.
std::string from_offset(const std::string& target, int count, int most,
                        const std::string& besides = "") {
  const int first = number_in(target, "skip", 0);
  return page_of(first, std::max(0, std::min(most, count - first)), besides);
}

}  // namespace

TEST_CASE("an answer without pages is read whole") {
  const MadeUpApi api([](const SeenRequest&) { return json_page(page_of(0, 3)); });
  CHECK(api.rows_read() == 3);
  CHECK(api.endpoint.seen().front().target == "/api/children");
  CHECK(api.endpoint.seen().front().method == "GET");
}

TEST_CASE("cursors are followed to the page that names none") {
  const MadeUpApi api(
      [](const SeenRequest& seen) {
        const int page = number_in(seen.target, "after", 0);
        const std::string next = page < 2 ? "\"" + std::to_string(page + 1) + "/&\"" : "null";
        return json_page(page_of(page * 5, 5, ",\"next\":" + next));
      },
      std::string(kCursor) + ", size_parameter: limit, size: 5");
  CHECK(api.rows_read() == 15);
  CHECK(api.endpoint.seen()[1].target == "/api/children?limit=5&after=1%2F%26");
}

TEST_CASE("a page that should name the next one and does not is no last page") {
  const auto script = [](const SeenRequest&) { return json_page(page_of(0, 5)); };
  CHECK(MadeUpApi(script, kCursor).refusal().remedy == Remedy::stop);
  CHECK(MadeUpApi(script, std::string(kCursor) + ", last_page: absent").rows_read() == 5);
}

TEST_CASE("a cursor that comes again is an error and no endless read") {
  const MadeUpApi api(
      [](const SeenRequest& seen) {
        const bool first = !contains(seen.target, "after");
        return json_page(page_of(first ? 0 : 5, 5, R"(,"next":"c0rs0r")"));
      },
      kCursor);
  const auto error = api.refusal();
  CHECK(error.remedy == Remedy::wait);
  CHECK(contains(error.what, "names a page again"));
}

TEST_CASE("pages by offset are read whole, however long the API makes them") {
  for (const int most : {2, 3, 4, 1000}) {
    for (const int count : {0, 1, 2, 7, 8, 9}) {
      INFO(most << " of " << count);
      const MadeUpApi api(
          [&](const SeenRequest& seen) { return json_page(from_offset(seen.target, count, most)); },
          kOffset);
      CHECK(api.rows_read() == static_cast<std::size_t>(count));
    }
  }
}

TEST_CASE("an API that gives one row at a time is an error and no short read") {
  const MadeUpApi api(
      [](const SeenRequest& seen) { return json_page(from_offset(seen.target, 9, 1)); }, kOffset);
  CHECK(api.refusal().what == "There are rows behind the last page.");
}

TEST_CASE("with a total no page is asked for behind the last") {
  const MadeUpApi api(
      [](const SeenRequest& seen) { return json_page(from_offset(seen.target, 7, 4, total(7))); },
      std::string(kOffset) + ", total: /total");
  CHECK(api.rows_read() == 7);
  CHECK(api.endpoint.seen().size() == 2);
}

TEST_CASE("a row that vanishes or appears before a page by offset is noticed") {
  for (const int shift : {-1, 1}) {
    std::atomic<int> requests = 0;
    const MadeUpApi api(
        [&](const SeenRequest& seen) {
          const int first = number_in(seen.target, "skip", 0);
          const int moved = ++requests > 1 ? first - shift : first;
          return json_page(page_of(moved, 4));
        },
        kOffset);
    const auto error = api.refusal();
    CHECK(error.remedy == Remedy::wait);
    CHECK(error.what == "The last row of the page before has moved.");
  }
}

TEST_CASE("an API that shrinks to nothing in the middle is noticed") {
  std::atomic<int> requests = 0;
  const MadeUpApi api(
      [&](const SeenRequest&) { return json_page(page_of(0, ++requests > 1 ? 0 : 4)); }, kOffset);
  CHECK(api.refusal().remedy == Remedy::wait);
}

TEST_CASE("numbered pages are read until the total is reached") {
  for (const char* first : {"0", "1"}) {
    const MadeUpApi api(
        [&](const SeenRequest& seen) {
          const int page = number_in(seen.target, "page", -1) - std::stoi(first);
          return json_page(page_of(page * 3, std::min(3, 8 - page * 3), total(8)));
        },
        std::string(kNumber) + ", first: " + first);
    CHECK(api.rows_read() == 8);
    CHECK(api.endpoint.seen().size() == 3);
  }
}

TEST_CASE("numbered pages that move meanwhile are noticed") {
  const auto refusal = [](int second_first, int second_count, int second_total) {
    const MadeUpApi api(
        [=](const SeenRequest& seen) {
          if (number_in(seen.target, "page", 1) == 1) return json_page(page_of(0, 3, total(6)));
          return json_page(page_of(second_first, second_count, total(second_total)));
        },
        kNumber);
    const auto error = api.refusal();
    CHECK(error.remedy == Remedy::wait);
    return error.what;
  };
  CHECK(refusal(2, 3, 6) == "A row came twice.");
  CHECK(refusal(3, 3, 7) == "The number of all rows has changed.");
  CHECK(refusal(3, 0, 6) == "There are not as many rows as the API counts.");
  CHECK(refusal(3, 4, 6) == "There are not as many rows as the API counts.");
}

TEST_CASE("links are followed, in the header and in the page, whole and in part") {
  const auto script = [](const SeenRequest& seen) {
    const int page = number_in(seen.target, "p", 0);
    auto reply = json_page(page_of(page * 2, 2));
    const std::string next = page == 0 ? "/api/children?p=1" : "?p=2";
    reply.headers = {{"Link", "</api>; rel=\"first prev\", </x>; title=\"a, b; <c>\""}};
    if (page < 2) reply.headers.emplace_back("Link", "<" + next + ">; title=x; rel=\"self next\"");
    return reply;
  };
  const MadeUpApi api(script, "kind: link");
  CHECK(api.rows_read() == 6);

  std::string url;
  const MadeUpApi within(
      [&](const SeenRequest& seen) {
        const int page = number_in(seen.target, "p", 0);
        const std::string next = R"(,"next":")" + url + "/api/children?p=1\"";
        return json_page(page_of(page * 2, 2, page == 0 ? next : ""));
      },
      "kind: link, next: /next, last_page: absent");
  url = within.endpoint.url();
  CHECK(within.rows_read() == 4);
}

TEST_CASE("a link to another server is not followed, and shows nobody the key") {
  for (const std::string next : {"https://127.0.0.1:1/x", "http://localhost/x", "//elsewhere/x",
                                 "https://user@localhost/x", "ftp://x"}) {
    INFO(next);
    const MadeUpApi api(
        [&](const SeenRequest&) {
          return ScriptedReply{200, page_of(0, 2), {{"Link", "<" + next + ">; rel=next"}}, false};
        },
        "kind: link");
    CHECK(api.refusal().remedy == Remedy::stop);
    CHECK(api.endpoint.seen().size() == 1);
  }
}

TEST_CASE("a Link header that cannot be read is no last page") {
  for (const std::string header : {"/x; rel=next", "</x", "</x>; rel=\"next", "</x> rel=next",
                                   "</x>; rel=next, </y>; rel=next"}) {
    INFO(header);
    const MadeUpApi api(
        [&](const SeenRequest&) {
          return ScriptedReply{200, page_of(0, 2), {{"Link", header}}, false};
        },
        "kind: link");
    CHECK(api.refusal().what == "The Link header cannot be read.");
  }
}

TEST_CASE("pages without end are ended") {
  std::atomic<int> pages = 0;
  MadeUpApi api(
      [&](const SeenRequest&) {
        const int page = pages++;
        return json_page(page_of(page, 1, ",\"next\":" + std::to_string(page)));
      },
      kCursor);
  api.options.values["most_pages"] = "20";
  CHECK(api.refusal().what == "There are more than 20 pages.");
  CHECK(api.endpoint.seen().size() == 20);
}
